"""Intents that are certain: a cry for help, another language, a newcomer's list, a bare value."""

import re
from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.lookups import by_language
from bot.components.newcomers import asks_what_to_do, tells_of_moving, ticked, wish_for_list
from bot.components.tokens import fold

CRISIS = "crisis"
INFORM = "inform"
MOVING = "ask_relocation"
REGION = "ask_region"
NEED = {CRISIS, "get_life_support"}
FOREIGN = "foreign_language"
BARE = {"municipality", "period", "teaching_language", "education_level", "study_mode"}


@lru_cache
def _phrases() -> re.Pattern[str]:
    """Return the phrases of `bot/data/lookups/<language>/crisis.yml`, folded, at word starts."""
    phrases = [fold(phrase) for words in by_language("crisis") for phrase in words["phrases"]]
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


def may_be_in_need(message: Message) -> bool:
    """Tell whether the classifier hears distress: "I am done with everything" ticks no item."""
    return (message.get(INTENT) or {}).get("name") in NEED


def moves(text: str, message: Message) -> bool:
    """Tell whether a newcomer asks what to do, or says so little that it seems about the region."""
    if may_be_in_need(message):
        return False
    about_region = (message.get(INTENT) or {}).get("name") == REGION
    return asks_what_to_do(text) or (about_region and tells_of_moving(text))


def names_topic(entities: list[dict[str, Any]]) -> bool:
    """Tell whether a message names what of moving it asks about: it is answered as such."""
    return any(entity["entity"] == "relocation_topic" for entity in entities)


def named_language(message: Message) -> bool:
    """Tell whether a message names a language: "українською" asks for one and is answered so."""
    return any(entity["entity"] == "language" for entity in message.get(ENTITIES) or [])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CertainIntents(GraphComponent):
    """Decide what needs no classifier, whatever it thinks."""

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

    def process(
        self,
        messages: list[Message],
        tracker: DialogueStateTracker = None,
    ) -> list[Message]:
        """Put a certain intent first in the ranking; Rasa passes the live tracker by its name."""
        for message in messages:
            text = message.get(TEXT) or ""
            entities = message.get(ENTITIES) or []
            checklist = tracker.get_slot("checklist") if tracker else None
            if is_cry_for_help(text):
                _put_first(message, CRISIS)
            elif message.get("foreign") and not named_language(message):
                _put_first(message, FOREIGN)
            elif choice := _of_checklist(message, checklist):
                found = {"entity": "choice", "value": choice, "start": 0, "end": len(text)}
                message.set(ENTITIES, [found], add_to_output=True)
                _put_first(message, MOVING)
            elif moves(text, message) and not names_topic(entities):
                _put_first(message, MOVING)
            elif is_bare_value(text, entities):
                _put_first(message, INFORM)
        return messages


def _of_checklist(message: Message, checklist: dict[str, list[str]] | None) -> str | None:
    """Return what a message wants of the checklist: to see it, or to tick items off it."""
    if may_be_in_need(message):
        return None
    text = message.get(TEXT) or ""
    if wish := wish_for_list(text, bool(checklist)):
        return wish
    return ticked(text, message.get(ENTITIES) or [], checklist) if checklist else None


def _put_first(message: Message, intent: str) -> None:
    first = {"name": intent, "confidence": 1.0}
    ranking = message.get("intent_ranking") or []
    # What is certain leaves nothing to the others: FallbackClassifier looks at the distance.
    others = [{**other, "confidence": 0.0} for other in ranking if other["name"] != intent]
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *others], add_to_output=True)
