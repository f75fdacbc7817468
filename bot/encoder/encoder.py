"""Turn texts into vectors: near in meaning, near in space."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.encoder.tokenizer import Tokenizer, write_tokenizer
from bot.encoder.weights import BLOCK_BYTES, Weights, unpack

BATCH = 64
GRAPH = "layers.onnx"


class Encoder:
    """The first layers of multilingual-e5-small; a text's vector is the mean of its pieces'."""

    def __init__(self, folder: Path) -> None:
        """Read what `Encoder.write` wrote; raises OSError when a file is missing."""
        self._tokenizer = Tokenizer(folder)
        weights = Weights()
        self._rows = weights.word_table()
        self._places = weights.tensor("emb.pos").reshape(-1, weights.hidden)
        self._places = self._places + weights.tensor("emb.type")[: weights.hidden]
        self.size = weights.hidden
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the fastest for one message beside a busy neighbour
        options.inter_op_num_threads = 1
        if not (folder / GRAPH).is_file():
            raise FileNotFoundError(f"There is no {GRAPH} in {folder}")
        self._session = onnxruntime.InferenceSession(
            (folder / GRAPH).read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    @staticmethod
    def write(folder: Path, layers: int) -> None:
        """Write the tokenizer and the first `layers` layers of the model into `folder`."""
        from bot.encoder.graph import write_graph  # what builds graphs is only needed here

        weights = Weights()
        write_tokenizer(weights, folder)
        write_graph(weights, layers, folder / GRAPH)

    def embed(self, texts: list[str], workers: int = 1) -> NDArray[np.float32]:
        """Return one vector a text, as rows (len(texts), size).

        Several `workers` take a batch of texts each at a time. The eight-bit steps are chosen for
        a batch as a whole, so that a text alone differs a little (cosine above 0.99).
        """
        vectors = np.zeros((len(texts), self.size), np.float32)
        cut = [self._tokenizer(text) for text in texts]
        batches = list(_alike(cut))
        pieces = [[cut[index] for index in batch] for batch in batches]
        if workers == 1:
            means = list(map(self._run, pieces))
        else:
            with ThreadPoolExecutor(workers) as pool:
                means = list(pool.map(self._run, pieces))
        for batch, vector in zip(batches, means, strict=True):
            vectors[batch] = vector
        return vectors

    @staticmethod
    def word_means(texts: list[str]) -> NDArray[np.float32]:
        """Return the mean of the word vectors of each text: cheap, rough, and needs no folder."""
        weights = Weights()
        with TemporaryDirectory() as name:
            write_tokenizer(weights, Path(name))
            tokenizer = Tokenizer(Path(name))
        cut = [tokenizer(text) for text in texts]
        ends = np.cumsum([0, *map(len, cut)])
        every = np.array([number for pieces in cut for number in pieces], np.int64)
        numbers, columns = np.unique(every, return_inverse=True)
        rows = np.asarray(weights.word_table()[numbers]).reshape(-1, BLOCK_BYTES)
        words = unpack(rows).reshape(len(numbers), weights.hidden)
        ones = np.ones(len(every), np.float32)
        counts = csr_matrix((ones, columns, ends), shape=(len(texts), len(numbers)))
        sums: NDArray[np.float32] = counts @ words
        return sums / np.diff(ends)[:, np.newaxis].astype(np.float32)

    def _run(self, texts: list[list[int]]) -> NDArray[np.float32]:
        words = np.stack([self._words(pieces) for pieces in texts])
        (found,) = self._session.run(None, {"words": words})
        means: NDArray[np.float32] = found.mean(axis=1)
        return means

    def _words(self, pieces: list[int]) -> NDArray[np.float32]:
        rows = np.asarray(self._rows[pieces]).reshape(-1, BLOCK_BYTES)
        return unpack(rows).reshape(len(pieces), self.size) + self._places[: len(pieces)]


def _alike(cut: list[list[int]]) -> Iterator[list[int]]:
    """Yield the indices of texts of one length in batches: they need no padding."""
    by_length: dict[int, list[int]] = {}
    for index, pieces in enumerate(cut):
        by_length.setdefault(len(pieces), []).append(index)
    for indices in by_length.values():
        for start in range(0, len(indices), BATCH):
            yield indices[start : start + BATCH]
