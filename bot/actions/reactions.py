"""What answers an intent outside the rules: an interruption of a form, the second of two wishes."""

from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

Events = list[dict[str, Any]]
# A message that may be a cry for help is answered as one, even when other meanings are likelier.
CRISIS_CONFIDENCE = 0.2
# By name, an action answers the intent in its name; a few have another one.
_OTHERS = {
    "delete_my_data": "action_ask_delete",
    "inform": "action_refine",
    "nlu_fallback": "action_fallback",
}


async def react(
    intent: str, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
) -> Events:
    """Answer `intent` with its action, or else with its response, as its rule does."""
    action = _actions().get(_OTHERS.get(intent, f"action_{intent}"))
    if action is None:
        dispatcher.utter_message(response=f"utter_{intent}")
        return []
    events: Events = await action.run(dispatcher, tracker, domain)
    return events


@lru_cache
def _actions() -> dict[str, Action]:
    return {action.name(): action for action in (cls() for cls in leaves(Action))}


def leaves(cls: Any) -> list[Any]:
    """Return the classes of ours that are derived from `cls` and that none is derived from."""
    children = [child for child in cls.__subclasses__() if child.__module__.startswith(__package__)]
    return [leaf for child in children for leaf in leaves(child)] or [cls]
