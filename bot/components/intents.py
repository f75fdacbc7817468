"""The intent classifier as a Rasa component: the encoder and `linear_model` do the work."""

import os
from functools import partial
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
from scipy.special import softmax

from bot.components.courtesies import without_courtesies
from bot.components.language import identify
from bot.components.linear_model import LinearModel
from bot.components.spelling import Spelling
from bot.encoder import Encoder

EMBEDDING = "embedding"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Classify a message in any language by one linear model; leaves its embedding on it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings.

        `layers`: how many of the encoder's twelve are used; `C`: the inverse regularisation;
        `temperature`: what margins are multiplied by to become confidences (chosen for the
        smallest calibration error on `tests/nlu/tuning`); `ranking_length`: intents reported.
        """
        return {"layers": 10, "C": 0.5, "temperature": 6.5, "ranking_length": 10}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        encoder: Encoder | None = None,
        model: LinearModel | None = None,
        spelling: Spelling | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._encoder = encoder
        self._model = model
        self._spelling = spelling

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
        """Fit on every message that has an intent; write the encoder, the model, the spelling."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts = [without_courtesies(example.get(TEXT)) for example in examples]
        with self._storage.write_to(self._resource) as folder:
            Encoder.write(folder, self._config["layers"])
            self._encoder = Encoder(folder)
            # The vectors are not set on the messages: Rasa would print each one to hash it.
            embed = partial(self._encoder.embed, workers=os.cpu_count() or 1)
            intents = [example.get(INTENT) for example in examples]
            self._model = LinearModel.fit(texts, embed, intents, self._config["C"])
            self._model.save(folder)
            self._spelling = Spelling.learn(texts, [identify(text) for text in texts])
            self._spelling.save(folder)
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
                encoder, model = Encoder(folder), LinearModel.read(folder)
                spelling = Spelling.read(folder)
            model.margins("hei", encoder.embed(["hei"])[0])
        except (OSError, ValueError) as error:
            raise RasaException(f"The intent classifier cannot be loaded: {error}") from error
        return cls(config, model_storage, resource, encoder, model, spelling)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent`, `intent_ranking` and `embedding` on each message."""
        if self._encoder is None or self._model is None or self._spelling is None:
            raise RasaException("The intent classifier is not trained")
        texts = [
            self._spelling.restore(
                without_courtesies(message.get(TEXT) or ""), message.get("language")
            )
            for message in messages
        ]
        vectors = self._encoder.embed(texts)
        for message, text, vector in zip(messages, texts, vectors, strict=True):
            margins = self._model.margins(text, vector)
            ranking = self._ranking(self._model.intents, margins)
            message.set(EMBEDDING, vector)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _ranking(self, intents: list[str], margins: NDArray[np.float32]) -> list[dict[str, Any]]:
        confidences = softmax(margins * self._config["temperature"])
        best = np.argsort(-confidences, kind="stable")[: self._config["ranking_length"]]
        return [{"name": intents[i], "confidence": float(confidences[i])} for i in best]
