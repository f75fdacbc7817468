"""TET: its rules, and advice on asking for a place."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer
from bot.actions.answers import pressed, said
from bot.actions.reactions import Events

# What a button of a TET answer tells more about: `utter_tet_<choice>`.
ADVICE = ("opening_line", "refused", "school")


class AskTetInfo(Answer):
    """Tell how TET works."""

    intent = "ask_tet_info"
    slots = ("teaching_language",)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Give the advice that a button or the words ask for, or the guides that fit the words."""
        asked = [pressed(tracker), *said(tracker, "tet_advice")]
        for advice in [found for found in asked if found in ADVICE][:1]:
            dispatcher.utter_message(response=f"utter_tet_{advice}")
            return []
        return await super().run(dispatcher, tracker, domain)
