"""The answers of all guidance intents, by intent, and how a value narrows the last one."""

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import bot.actions
from bot.actions.answer import Answer
from bot.actions.memory import entity_values, named_topic, names_a_value, refresh, words_of
from bot.actions.reactions import Events, leaves
from bot.actions.tet import FindTetPlacement
from bot.actions.tet_info import AskTetInfo
from bot.actions.workplaces import workplaces
from bot.components.extraction import interests

# A relocation topic or a project names its own question, whatever was asked before.
PLACED = ("municipality", "period", "field")
SELF_EXPLAINING = ("ask_relocation", "ask_project")


@lru_cache
def topics() -> dict[str, Answer]:
    """Return the answer of each guidance intent, whichever modules are loaded already."""
    for module in iter_modules(bot.actions.__path__):
        import_module(f"bot.actions.{module.name}")
    return {topic.intent: topic for topic in (cls() for cls in leaves(Answer))}


def narrows(tracker: Tracker) -> bool:
    """Tell whether the latest message names anything that narrows the last answer."""
    placement = tracker.get_slot("topic") == FindTetPlacement.intent
    words = words_of(tracker)
    return names_a_value(tracker) or (placement and bool(workplaces(words) or interests(words)))


async def refine(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """Answer the last topic with the values just named; None when there is no topic to answer."""
    named, last = named_topic(tracker), tracker.get_slot("topic")
    topic = named if last is None or named in SELF_EXPLAINING else last
    searched = tracker.get_slot("tet_search") is not None
    if topic == AskTetInfo.intent and searched and any(entity_values(tracker, s) for s in PLACED):
        topic = FindTetPlacement.intent  # the rules of TET are the same everywhere
    if topic is None:
        return None
    words = tracker.get_slot("query") or "" if topic == last else words_of(tracker)
    stale = refresh(tracker)
    return [*stale, *await topics()[topic].answer(dispatcher, tracker, words)]
