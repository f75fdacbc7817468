"""What the conversation knows, read from Rasa's tracker."""

import re
from datetime import date, datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot.components.extraction import HOME
from bot.wording import Wording, wording
from service_catalogue.search import Query

# Slot -> facet of the catalogue.
FACETS = {
    "field": "field",
    "occupation": "occupation",
    "municipality": "municipality",
    "education_level": "level",
    "study_mode": "mode",
    "teaching_language": "service_languages",
    "relocation_topic": "relocation_topic",
    "project": "project",
}

# Slot -> the intent that a bare value of it asks for.
_TOPICS = {
    "relocation_topic": "ask_relocation",
    "project": "ask_project",
    "occupation": "find_training",
    "field": "find_training",
    "education_level": "find_training",
    "study_mode": "find_training",
}
_REDACTED = re.compile(r"\[[a-z-]+\]")


def wording_of(tracker: Tracker) -> Wording:
    """Return the wording in the conversation's language."""
    language = tracker.get_slot("language") or tracker.latest_message.get("language")
    return wording(language)


def query_of(tracker: Tracker, intent: str, slots: tuple[str, ...], words: str) -> Query:
    """Return what is asked of the catalogue: `slots` are those that narrow this intent."""
    facets = {}
    for slot in slots:
        value = tracker.get_slot(slot)
        if value:
            facets[FACETS[slot]] = tuple(value) if isinstance(value, list) else (str(value),)
    return Query(
        words=words,
        intent=intent,
        facets=facets,
        audience=tracker.get_slot("audience"),
        language=wording_of(tracker).language,
        period=period_of(tracker),
    )


def refresh(tracker: Tracker, per_question: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Forget what the latest message puts out of date; returns the events that do so.

    A new field replaces an earlier occupation; slots `per_question` hold for one question only.
    """
    stale = [slot for slot in per_question if not entity_values(tracker, slot)]
    if entity_values(tracker, "field") and not entity_values(tracker, "occupation"):
        stale.append("occupation")
    for slot in stale:
        tracker.slots[slot] = None
    return [SlotSet(slot, None) for slot in stale]


def period_of(tracker: Tracker) -> tuple[date, date] | None:
    """Return the wanted first and last day, if the person named a time that is not over yet.

    "I lost my job yesterday" is no time to look for anything in.
    """
    period: dict[str, str] | None = tracker.get_slot("period")
    if not period:
        return None
    first, last = date.fromisoformat(period["start"]), date.fromisoformat(period["end"])
    return None if last < datetime.now(HOME).date() else (first, last)


def words_of(tracker: Tracker) -> str:
    """Return the person's words, without what redaction put in; a button or a command has none."""
    if (tracker.latest_message.get("metadata") or {}).get("wordless"):
        return ""
    return _REDACTED.sub(" ", tracker.latest_message.get("text") or "")


def named_topic(tracker: Tracker) -> str | None:
    """Return the intent that the values in the latest message belong to, if they tell one."""
    for slot, intent in _TOPICS.items():
        if entity_values(tracker, slot):
            return intent
    return None


def names_a_value(tracker: Tracker) -> bool:
    """Tell whether the latest message names anything that narrows an answer."""
    return any(entity_values(tracker, slot) for slot in (*FACETS, "period", "audience"))


def entity_values(tracker: Tracker, entity: str) -> list[Any]:
    """Return the values of `entity` in the latest message, in order."""
    entities = tracker.latest_message.get("entities") or []
    return [found["value"] for found in entities if found["entity"] == entity]
