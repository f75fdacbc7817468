"""Moving to Finland and settling in the Turku region."""

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer
from bot.wording import Wording
from service_catalogue.search import Query, Result


class AskRelocation(Answer):
    """Answer with the guides of the topic asked; without one, offer the topics."""

    intent = "ask_relocation"
    slots = ("relocation_topic",)
    per_question = ("relocation_topic",)

    def present(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Show guides, and the topics where none was named."""
        super().present(dispatcher, say, query, result)
        if "relocation_topic" not in query.facets and not query.exclude:
            dispatcher.utter_message(response="utter_ask_relocation_topic")
