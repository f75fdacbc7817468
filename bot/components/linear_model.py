"""A linear support vector machine over what a message is written with and what it means.

Characters bear inflection and slips, words bear terms, the sentence embedding bears meaning
(docs/adr/0006 says what else was tried).
"""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

Floats = NDArray[np.float32]
TOLERANCE = 0.05  # a finer fit takes longer and changes no figure
_ARRAYS = ("weights", "bias", "centre")


class LinearModel:
    """A trained model; text is seen in lower case without diacritics, "lahihoitaja" too."""

    def __init__(self, intents: list[str], weights: Floats, bias: Floats, centre: Floats) -> None:
        self.intents = intents
        self._vectorizers = _vectorizers()
        self._weights, self._bias, self._centre = weights, bias, centre

    @classmethod
    def fit(
        cls, texts: list[str], embed: Callable[[list[str]], Floats], intents: list[str], c: float
    ) -> "LinearModel":
        """Learn from messages and their intents; `c` loosens the fit.

        `embed` gives the embeddings (n, size) of the messages, beside the work on their letters.
        """
        vectorizers = _vectorizers()
        with ThreadPoolExecutor(1) as pool:
            coming = pool.submit(embed, texts)
            features = [vectorizer.fit_transform(texts) for vectorizer in vectorizers.values()]
            embeddings = coming.result()
        centre = embeddings.mean(axis=0)
        features.append(csr_matrix(_directions(embeddings, centre)))
        machine = LinearSVC(C=c, tol=TOLERANCE, random_state=0).fit(
            hstack(features).tocsr(), intents
        )
        model = cls(
            [str(intent) for intent in machine.classes_],
            machine.coef_.T.astype(np.float32),
            machine.intercept_.astype(np.float32),
            centre,
        )
        model._vectorizers = vectorizers
        return model

    def margins(self, text: str, embedding: Floats) -> Floats:
        """Return how far a message lies on the side of each intent, in the order of `intents`."""
        written = hstack([v.transform([text]) for v in self._vectorizers.values()]).tocsr()
        meant = _directions(embedding[np.newaxis], self._centre)[0]
        split = written.shape[1]
        margins: Floats = np.asarray(written @ self._weights[:split])[0]
        margins += meant @ self._weights[split:] + self._bias
        return margins

    def save(self, folder: Path) -> None:
        """Write JSON and numpy files: nothing that runs code when it is read."""
        for name, vectorizer in self._vectorizers.items():
            vocabulary = {term: int(index) for term, index in vectorizer.vocabulary_.items()}
            (folder / f"{name}.json").write_text(json.dumps(vocabulary), encoding="utf-8")
            np.save(folder / f"{name}.npy", vectorizer.idf_)
        for name in _ARRAYS:  # halves are fine enough, and half as long to pack
            np.save(folder / f"{name}.npy", getattr(self, f"_{name}").astype(np.float16))
        (folder / "intents.json").write_text(json.dumps(self.intents), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "LinearModel":
        """Read what `save` wrote; raises OSError or ValueError when it cannot be read."""
        intents = json.loads((folder / "intents.json").read_text("utf-8"))
        arrays = (np.load(folder / f"{name}.npy").astype(np.float32) for name in _ARRAYS)
        model = cls(intents, *arrays)
        for name, vectorizer in model._vectorizers.items():
            vectorizer.vocabulary_ = json.loads((folder / f"{name}.json").read_text("utf-8"))
            vectorizer.idf_ = np.load(folder / f"{name}.npy")
        return model


def _vectorizers() -> dict[str, TfidfVectorizer]:
    shared = {"strip_accents": "unicode", "sublinear_tf": True, "dtype": np.float32}
    return {
        "characters": TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, **shared),
        "words": TfidfVectorizer(ngram_range=(1, 2), **shared),
    }


def _directions(embeddings: Floats, centre: Floats) -> Floats:
    """Return embeddings (n, size) seen from `centre`, each of length one."""
    apart = embeddings - centre
    lengths: Floats = np.linalg.norm(apart, axis=1, keepdims=True)
    directions: Floats = apart / np.maximum(lengths, 1e-9)
    return directions
