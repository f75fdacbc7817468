"""The intent classifier: a linear support vector machine over TF-IDF of characters and words."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC


class LinearModel:
    """Features of characters (inflection, typos) and of words, and a linear model over them.

    Text is seen in lower case without diacritics, so that "lahihoitaja" is "lähihoitaja".
    """

    def __init__(self) -> None:
        shared = {"strip_accents": "unicode", "sublinear_tf": True, "dtype": np.float32}
        self._vectorizers = {
            "characters": TfidfVectorizer(
                analyzer="char_wb", ngram_range=(2, 5), min_df=2, **shared
            ),
            "words": TfidfVectorizer(ngram_range=(1, 2), **shared),
        }
        self._weights: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._bias: NDArray[np.float32] = np.zeros(0, np.float32)
        self.intents: list[str] = []

    def fit(self, texts: list[str], intents: list[str], c: float) -> None:
        """Learn from messages and their intents; `c` is the inverse regularisation."""
        features = hstack([v.fit_transform(texts) for v in self._vectorizers.values()]).tocsr()
        machine = LinearSVC(C=c, random_state=0).fit(features, intents)
        self._weights = machine.coef_.T.astype(np.float32)
        self._bias = machine.intercept_.astype(np.float32)
        self.intents = [str(intent) for intent in machine.classes_]

    def margins(self, text: str) -> NDArray[np.float32]:
        """Return how far `text` lies on the side of each intent, in the order of `intents`."""
        features = hstack([v.transform([text]) for v in self._vectorizers.values()]).tocsr()
        margins: NDArray[np.float32] = np.asarray(features @ self._weights)[0] + self._bias
        return margins

    def save(self, folder: Path) -> None:
        """Write JSON and numpy files: nothing that runs code when it is read."""
        for name, vectorizer in self._vectorizers.items():
            vocabulary = {term: int(index) for term, index in vectorizer.vocabulary_.items()}
            (folder / f"{name}.json").write_text(json.dumps(vocabulary), encoding="utf-8")
            np.save(folder / f"{name}.npy", vectorizer.idf_)
        np.save(folder / "weights.npy", self._weights)
        np.save(folder / "bias.npy", self._bias)
        (folder / "intents.json").write_text(json.dumps(self.intents), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "LinearModel":
        """Read what `save` wrote."""
        model = cls()
        for name, vectorizer in model._vectorizers.items():
            vectorizer.vocabulary_ = json.loads((folder / f"{name}.json").read_text("utf-8"))
            vectorizer.idf_ = np.load(folder / f"{name}.npy")
        model._weights = np.load(folder / "weights.npy")
        model._bias = np.load(folder / "bias.npy")
        model.intents = json.loads((folder / "intents.json").read_text("utf-8"))
        return model


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Classify a message in any language by one linear model."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: `C`, the inverse regularisation; `temperature`, what margins are
        multiplied by to become confidences (6.5 gives the smallest calibration error on the
        development set: `make bench`); `ranking_length`, how many intents are reported."""
        return {"C": 0.5, "temperature": 6.5, "ranking_length": 10}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every message that has an intent and write the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        model = LinearModel()
        model.fit(
            [example.get(TEXT) for example in examples],
            [example.get(INTENT) for example in examples],
            self._config["C"],
        )
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
        self._model = model
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntentClassifier":
        """Read a trained model and try it once, so that a broken file fails here and not silently.

        Raises RasaException when a file is missing or does not fit the others.
        """
        try:
            with model_storage.read_from(resource) as folder:
                model = LinearModel.read(folder)
            model.margins("hei")
        except (OSError, ValueError) as error:
            raise RasaException(f"The intent classifier cannot be loaded: {error}") from error
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` on each message."""
        if self._model is None:
            raise RasaException("The intent classifier is not trained")
        for message in messages:
            ranking = self._ranking(self._model, message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _ranking(self, model: LinearModel, text: str) -> list[dict[str, Any]]:
        confidences = softmax(model.margins(text) * self._config["temperature"])
        best = np.argsort(-confidences, kind="stable")[: self._config["ranking_length"]]
        return [{"name": model.intents[i], "confidence": float(confidences[i])} for i in best]
