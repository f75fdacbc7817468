"""Intents that are certain: a cry for help, a language that is not ours, and a bare value."""

import re
from functools import lru_cache
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.lookups import LOOKUPS
from bot.components.tokens import fold

CRISIS = "crisis"
INFORM = "inform"
FOREIGN = "foreign_language"
BARE = {"municipality", "period", "teaching_language", "education_level", "study_mode"}


@lru_cache
def _phrases() -> re.Pattern[str]:
    """Return the phrases of `bot/data/lookups/<language>/crisis.yml`, folded, at word starts."""
    phrases = [
        fold(phrase)
        for path in sorted(LOOKUPS.glob("*/crisis.yml"))
        for phrase in yaml.safe_load(path.read_text(encoding="utf-8"))["phrases"]
    ]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + ")")


def is_cry_for_help(text: str) -> bool:
    """Tell whether `text` says that somebody's life or safety is in danger."""
    return _phrases().search(" ".join(re.findall(r"[\w']+", fold(text)))) is not None


def is_bare_value(text: str, entities: list[dict[str, Any]]) -> bool:
    """Tell whether `text` is nothing but a place, time, language, level or mode: an answer."""
    spans = [(e["start"], e["end"]) for e in entities if e["entity"] in BARE]
    words = list(re.finditer(r"[\w'-]+", text))
    covered = [any(s <= w.start() and w.end() <= e for s, e in spans) for w in words]
    return bool(words) and all(covered)


def named_language(message: Message) -> bool:
    """Tell whether a message names a language: "українською" asks for one and is answered so."""
    return any(entity["entity"] == "language" for entity in message.get(ENTITIES) or [])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CertainIntents(GraphComponent):
    """Decide what needs no classifier: a cry for help, a foreign language, a bare value."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CertainIntents":
        """Create the component; it has neither settings nor state."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Put a certain intent first in the ranking of a message."""
        for message in messages:
            text = message.get(TEXT) or ""
            if is_cry_for_help(text):
                _put_first(message, CRISIS)
            elif message.get("foreign") and not named_language(message):
                _put_first(message, FOREIGN)
            elif is_bare_value(text, message.get(ENTITIES) or []):
                _put_first(message, INFORM)
        return messages


def _put_first(message: Message, intent: str) -> None:
    first = {"name": intent, "confidence": 1.0}
    ranking = message.get("intent_ranking") or []
    # What is certain leaves nothing to the others: FallbackClassifier looks at the distance.
    others = [{**other, "confidence": 0.0} for other in ranking if other["name"] != intent]
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *others], add_to_output=True)
