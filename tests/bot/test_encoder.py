"""The sentence encoder: meaning as a vector."""

from pathlib import Path

import numpy as np
import pytest

from bot.encoder import Encoder
from bot.encoder.weights import Weights

TEXTS = ["Mistä saan verokortin?", "where do I get a tax card", "laiva lähtee", "hej", "", "🙂"]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    folder = tmp_path_factory.mktemp("encoder")
    Encoder.write(folder, layers=10)
    return Encoder(folder)


def test_a_text_has_nearly_one_vector_whatever_it_is_embedded_with(encoder: Encoder) -> None:
    together = encoder.embed(TEXTS, workers=2)
    alone = np.vstack([encoder.embed([text]) for text in TEXTS])
    assert together.shape == (len(TEXTS), encoder.size)
    lengths = np.linalg.norm(together, axis=1) * np.linalg.norm(alone, axis=1)
    # Eight-bit steps are chosen for a batch as a whole.
    assert ((together * alone).sum(axis=1) / lengths > 0.99).all()


def test_a_question_lies_nearer_to_its_translation_than_to_another_sentence(
    encoder: Encoder,
) -> None:
    finnish, english, ship = encoder.embed(TEXTS[:3])
    assert np.linalg.norm(finnish - english) < np.linalg.norm(finnish - ship)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=str(tmp_path)):
        Encoder(tmp_path)


def test_another_file_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"something else entirely")
    with pytest.raises(ValueError, match="does not hold a model"):
        Weights(tmp_path / "weights.bin")
