"""The intent classifier: logistic regression over TF-IDF of characters and words."""

from typing import Any

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

FILE = "intents.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TfidfIntentClassifier(GraphComponent, IntentClassifier):
    """Classify a message in any language by one multinomial logistic regression."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C` is the inverse regularisation; `ranking_length` how many intents are reported."""
        return {"C": 20.0, "max_iter": 300, "ranking_length": 10}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Pipeline | None = None,
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
    ) -> "TfidfIntentClassifier":
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every message that has an intent and write the model."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model = build(self._config)
        self._model.fit([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as directory:
            skops.io.dump(self._model, directory / FILE)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TfidfIntentClassifier":
        """Read a trained model and try it once, so that a broken file fails here and not silently.

        Raises RasaException when the file is missing, foreign or does not predict.
        """
        try:
            with model_storage.read_from(resource) as directory:
                model = skops.io.load(directory / FILE)
            model.predict_proba(["hei"])
        except Exception as error:
            raise RasaException(f"The intent classifier cannot be loaded: {error}") from error
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` on each message."""
        if self._model is None:
            raise RasaException("The intent classifier is not trained")
        for message in messages:
            ranking = self._rank(self._model, message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _rank(self, model: Pipeline, text: str) -> list[dict[str, Any]]:
        probabilities = model.predict_proba([text])[0]
        best = np.argsort(-probabilities, kind="stable")[: self._config["ranking_length"]]
        return [
            {"name": str(model.classes_[i]), "confidence": float(probabilities[i])} for i in best
        ]


def build(config: dict[str, Any]) -> Pipeline:
    """Return the untrained model: features of characters (inflection, typos) and of words.

    Both see text in lower case without diacritics, so that "lahihoitaja" is "lähihoitaja".
    """
    shared = {"strip_accents": "unicode", "sublinear_tf": True, "dtype": np.float32}
    return make_pipeline(
        make_union(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, **shared),
            TfidfVectorizer(ngram_range=(1, 2), **shared),
        ),
        LogisticRegression(C=config["C"], max_iter=config["max_iter"]),
    )
