"""Moving to Finland and settling in the Turku region."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import checklist
from bot.actions.answer import Answer
from bot.actions.answers import pressed
from bot.actions.memory import entity_values, words_of
from bot.actions.reactions import Events
from bot.actions.settling import SettlingForm
from bot.components.newcomers import AGAIN, DONE, LIST, tells_of_moving
from bot.wording import Wording
from service_catalogue.search import Query, Result


class AskRelocation(Answer):
    """Answer with the guides of the topic asked; who asks what to do gets their own checklist."""

    intent = "ask_relocation"
    slots = ("relocation_topic",)
    per_question = ("relocation_topic",)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Make, show or tick the checklist where that is asked; else answer the question."""
        choice = pressed(tracker) or ""
        made = bool(tracker.get_slot(checklist.SLOT))
        asking = tracker.active_loop_name == SettlingForm().name()
        if choice.startswith(DONE) and made:
            names = choice.removeprefix(DONE).split(",")
            return await checklist.tick(dispatcher, tracker, names)
        if choice == LIST and made:
            return await checklist.show(dispatcher, tracker)
        if asking and choice in (LIST, AGAIN):
            return []  # the form, which makes the list, asks on
        if choice == AGAIN:
            tracker.slots[SettlingForm.slot] = None
        if choice in (LIST, AGAIN) or (not asking and _only_moves(tracker)):
            if made and choice != AGAIN:
                return await checklist.show(dispatcher, tracker)
            return await self._ask_situation(dispatcher, tracker)
        return await super().run(dispatcher, tracker, domain)

    async def _ask_situation(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        form = SettlingForm()
        if not tracker.get_slot(form.slot):
            dispatcher.utter_message(response="utter_settling_started")
        return [SlotSet("topic", self.intent), *await form.open(dispatcher, tracker)]

    def present(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Show guides, and the topics where none was named."""
        super().present(dispatcher, say, query, result)
        if "relocation_topic" not in query.facets and not query.exclude:
            dispatcher.utter_message(response="utter_ask_relocation_topic")


def _only_moves(tracker: Tracker) -> bool:
    """Tell whether somebody moves and names no topic."""
    return tells_of_moving(words_of(tracker)) and not entity_values(tracker, "relocation_topic")
