"""TET: a pupil's work placement, its rules, and a workplace that takes pupils."""

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer
from bot.wording import Wording
from service_catalogue.search import Query, Result


class FindTetPlacement(Answer):
    """Find a TET place by field, municipality and time; ask for the field when none is known."""

    intent = "find_tet_placement"
    slots = ("field", "municipality", "teaching_language")

    def next_step(self, dispatcher: CollectingDispatcher, say: Wording, result: Result) -> None:
        """Say how to ask for the place."""
        if any(hit.row.demo for hit in result.hits):
            dispatcher.utter_message(response="utter_demo_placements")
        super().next_step(dispatcher, say, result)

    def present(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Show places; a pupil who named no field and no place is asked what interests them."""
        super().present(dispatcher, say, query, result)
        if not query.facets and not query.exclude:
            dispatcher.utter_message(response="utter_ask_field")


class AskTetInfo(Answer):
    """Tell how TET works."""

    intent = "ask_tet_info"
    slots = ("teaching_language",)


class OfferTetPlacement(Answer):
    """Tell a workplace how to take a pupil."""

    intent = "offer_tet_placement"
    slots = ("teaching_language",)

    def query(self, tracker: Tracker, words: str) -> Query:
        """Ask for what serves employers, whoever is asking."""
        return replace(super().query(tracker, words), audience="employer")
