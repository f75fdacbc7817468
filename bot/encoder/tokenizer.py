"""Cut text into the word pieces of the model, as the model was trained."""

import unicodedata
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2

from bot.encoder.weights import Weights

# The model's own numbers of its special pieces.
START, END, UNKNOWN = 0, 2, 3
SPECIAL = 4
LONGEST = 128  # pieces; a message of 1,000 characters in another alphabet may have more
PREFIX = "query: "  # what the model was trained to see before a question
PIECES, NUMBERS = "pieces.model", "pieces.npy"


def write_tokenizer(weights: Weights, folder: Path) -> None:
    """Write the pieces of Latin letters in SentencePiece's format, and their numbers.

    Our languages need no other letters, and half of the pieces take half of the memory.
    """
    model = sentencepiece_model_pb2.ModelProto()
    spec = model.trainer_spec
    spec.model_type = spec.UNIGRAM
    spec.unk_id, spec.bos_id, spec.eos_id, spec.pad_id = 0, -1, -1, -1
    model.normalizer_spec.name = "identity"
    model.pieces.add(piece="<unk>", score=0.0, type=model.SentencePiece.UNKNOWN)
    numbers = [UNKNOWN]
    for number, (piece, score) in enumerate(islice(weights.pieces(), SPECIAL, None), SPECIAL):
        if piece and _is_latin(piece):
            model.pieces.add(piece=piece, score=score, type=model.SentencePiece.NORMAL)
            numbers.append(number)
    (folder / PIECES).write_bytes(model.SerializeToString())
    np.save(folder / NUMBERS, np.array(numbers, np.int32))


class Tokenizer:
    """Cuts texts into the numbers of their pieces."""

    def __init__(self, folder: Path) -> None:
        """Read what `write_tokenizer` wrote; raises OSError when it is not there."""
        self._processor = SentencePieceProcessor(model_file=str(folder / PIECES))
        self._numbers: NDArray[np.int32] = np.load(folder / NUMBERS)

    def __call__(self, text: str) -> list[int]:
        """Return the numbers of the pieces of `text`, its start and end marked."""
        plain = unicodedata.normalize("NFKC", PREFIX + text)
        pieces = self._processor.encode(plain)[: LONGEST - 2]
        return [START, *self._numbers[pieces].tolist(), END]


def _is_latin(piece: str) -> bool:
    return all(_letter_is_latin(char) for char in piece)


@cache
def _letter_is_latin(char: str) -> bool:
    return not char.isalpha() or "LATIN" in unicodedata.name(char, "")
