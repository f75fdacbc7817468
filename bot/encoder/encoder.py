"""Turn texts into vectors: near in meaning, near in space."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bot.encoder.tokenizer import Tokenizer, write_tokenizer
from bot.encoder.weights import BLOCK_BYTES, Weights, unpack

BATCH = 64
GRAPH = "layers.onnx"


class Encoder:
    """The first layers of multilingual-e5-small; a text's vector is the mean of its pieces'."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Read what `Encoder.write` wrote; raises OSError when a file is missing.

        One thread is the fastest for one message beside a busy neighbour; training takes more.
        """
        self._tokenizer = Tokenizer(folder)
        weights = Weights()
        self._rows = weights.word_table()
        self._places = weights.tensor("emb.pos").reshape(-1, weights.hidden)
        self._places = self._places + weights.tensor("emb.type")[: weights.hidden]
        self.size = weights.hidden
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
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

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """Return one vector a text, as rows (len(texts), size); the same text has the same one."""
        vectors = np.zeros((len(texts), self.size), np.float32)
        cut = [self._tokenizer(text) for text in texts]
        for batch in _alike(cut):
            vectors[batch] = self._run([cut[index] for index in batch])
        return vectors

    def _run(self, texts: list[list[int]]) -> NDArray[np.float32]:
        words = np.stack([self._words(pieces) for pieces in texts])
        (found,) = self._session.run(None, {"words": words})
        means: NDArray[np.float32] = found.mean(axis=1)
        return means

    def _words(self, pieces: list[int]) -> NDArray[np.float32]:
        rows = np.asarray(self._rows[pieces]).reshape(-1, BLOCK_BYTES)
        return unpack(rows).reshape(len(pieces), self.size) + self._places[: len(pieces)]


def _alike(cut: list[list[int]]) -> Iterator[list[int]]:
    """Yield the indices of texts of one length in batches: without padding, none differs."""
    by_length: dict[int, list[int]] = {}
    for index, pieces in enumerate(cut):
        by_length.setdefault(len(pieces), []).append(index)
    for indices in by_length.values():
        for start in range(0, len(indices), BATCH):
            yield indices[start : start + BATCH]
