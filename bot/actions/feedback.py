"""What people think of an answer: ask once why it did not help, and offer something better."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import pressed
from bot.actions.reactions import Events

# What a button gives as the reason: `utter_feedback_<reason>` offers what may help instead.
REASON = "reason:"
REASONS = frozenset({"topic", "outdated", "unclear", "other"})


class FeedbackNegative(Action):
    """Ask for the reason of a complaint, once for an answer, and offer something better."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_feedback_negative"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Take a pressed reason; ask for one; or, where it was asked already, go on at once."""
        choice = pressed(tracker) or ""
        if choice.startswith(REASON) and (reason := choice.removeprefix(REASON)) in REASONS:
            dispatcher.utter_message(response=f"utter_feedback_{reason}")
            return []
        answer = [tracker.get_slot("topic"), *(tracker.get_slot("results") or [])]
        if len(answer) == 1:
            dispatcher.utter_message(response="utter_feedback_negative")
            return []
        if answer == tracker.get_slot("complaint"):
            dispatcher.utter_message(response="utter_feedback_again")
            return []
        dispatcher.utter_message(
            response="utter_feedback_reason", json_message={"asks": "feedback_reason"}
        )
        return [SlotSet("complaint", answer)]
