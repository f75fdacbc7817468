"""Yes and no, another language, a new start."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.memory import entity_values, wording_of
from bot.actions.reactions import Events
from bot.actions.refine import ShowMore
from bot.actions.topics import refine
from bot.wording import languages, wording


class Affirm(Action):
    """Take "yes" after an answer as a wish for more of it."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_affirm"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Show more of the last topic; without one, ask what to look for."""
        return await ShowMore().run(dispatcher, tracker, domain)


class ChangeLanguage(Action):
    """Go on in the language asked for, with everything known kept."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_change_language"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Switch; ask which one when none was named, say so when it is not spoken yet."""
        asked = entity_values(tracker, "language")
        before = (tracker.latest_message.get("metadata") or {}).get("language_before")
        if asked[:1] == [before] and tracker.get_slot("topic"):
            # "In English please" from somebody who speaks English narrows the answer.
            tracker.slots["teaching_language"] = asked[:1]
            narrowed = await refine(dispatcher, tracker) or []
            return [SlotSet("teaching_language", asked[:1]), *narrowed]
        if not asked:
            dispatcher.utter_message(response="utter_ask_language", buttons=_choices())
            return []
        if asked[0] not in languages():
            spoken = ", ".join(button["title"] for button in _choices())
            dispatcher.utter_message(
                response="utter_language_missing", languages=spoken, buttons=_choices()
            )
            return []
        # The reply to this very message is already in the new language: see `bot.nlg`.
        tracker.slots["language"] = asked[0]
        say = wording_of(tracker)
        dispatcher.utter_message(
            text=say.label("dialogue", "language_changed"),
            buttons=[{"title": say.label("button", "help"), "payload": "/ask_capabilities"}],
        )
        return [SlotSet("language", asked[0])]


class AnswerForeignLanguage(Action):
    """Answer a message in a language that Aura does not speak."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_foreign_language"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say so in English and Finnish and let the person choose."""
        dispatcher.utter_message(response="utter_foreign_language", buttons=_choices())
        return []


def _choices() -> list[dict[str, str]]:
    """Return a button for each live language, in its own name."""
    return [
        {
            "title": wording(language).label("language", "own_name"),
            "payload": f'/change_language{{"language": "{language}"}}',
        }
        for language in languages()
    ]


class RestartConversation(Action):
    """Forget what was looked for, keep the language."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_restart_conversation"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Empty the slots and greet anew."""
        dispatcher.utter_message(response="utter_restarted")
        return [AllSlotsReset(), SlotSet("language", tracker.get_slot("language"))]
