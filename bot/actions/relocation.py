"""Moving to Finland and settling in the Turku region."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer
from bot.actions.memory import entity_values
from bot.wording import Wording
from catalogue.search import Query, Result


class AskRelocation(Answer):
    """Answer with the guides of the topic asked; without one, offer the topics."""

    intent = "ask_relocation"
    slots = ("relocation_topic", "municipality")

    def query(self, tracker: Tracker, words: str) -> Query:
        """Take the topic from this message: an earlier one is answered already."""
        query = super().query(tracker, words)
        topics = tuple(entity_values(tracker, "relocation_topic"))
        if topics or not words:
            return query
        facets = {k: v for k, v in query.facets.items() if k != "relocation_topic"}
        return Query(query.words, query.intent, facets, query.audience)

    def present(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Show guides, and the topics where none was named."""
        super().present(dispatcher, say, query, result)
        if "relocation_topic" not in query.facets:
            dispatcher.utter_message(response="utter_ask_relocation_topic")
