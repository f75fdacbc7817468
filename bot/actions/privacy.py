"""Deleting the conversation on request."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.reactions import Events


class AskDelete(Action):
    """Ask whether the conversation shall really be deleted; any other message ends the question."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_ask_delete"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Ask once."""
        dispatcher.utter_message(response="utter_ask_delete")
        return [SlotSet("deletion_asked", True)]


class DeleteMyData(Action):
    """Have the turn delete the conversation: the reply carries the order, nothing calls back."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_delete_my_data"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say that the conversation is deleted, and mark the reply so."""
        dispatcher.utter_message(response="utter_deleted", json_message={"forget": True})
        return [AllSlotsReset(), SlotSet("language", tracker.get_slot("language"))]


class KeepMyData(Action):
    """Delete nothing; the question is answered."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_keep_my_data"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say that nothing was deleted."""
        dispatcher.utter_message(response="utter_kept")
        return [SlotSet("deletion_asked", False)]
