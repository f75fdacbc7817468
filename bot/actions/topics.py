"""The answers of all guidance intents, by intent, and how a value narrows the last one."""

from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer, Events
from bot.actions.memory import named_topic, refresh, words_of

# A relocation topic or a project names its own question, whatever was asked before.
SELF_EXPLAINING = ("ask_relocation", "ask_project")


@lru_cache
def topics() -> dict[str, Answer]:
    """Return the answer of each guidance intent."""
    return {topic.intent: topic for topic in (cls() for cls in _leaves(Answer))}


async def refine(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """Answer the last topic with the values just named; None when there is no topic to answer."""
    named, last = named_topic(tracker), tracker.get_slot("topic")
    topic = named if last is None or named in SELF_EXPLAINING else last
    if topic is None:
        return None
    words = tracker.get_slot("query") or "" if topic == last else words_of(tracker)
    stale = refresh(tracker)
    return [*stale, *await topics()[topic].answer(dispatcher, tracker, words)]


def _leaves(cls: Any) -> list[Any]:
    return [leaf for child in cls.__subclasses__() for leaf in _leaves(child)] or [cls]
