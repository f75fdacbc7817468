"""Rasa's natural language generator, choosing the wording by the conversation's language."""

import copy
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.wording import wording


class WordingGenerator(TemplatedNaturalLanguageGenerator):
    """Fill the responses of `bot/responses/<language>/`; the domain only declares their names."""

    def __init__(
        self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None
    ) -> None:
        super().__init__({})

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **values: Any
    ) -> dict[str, Any] | None:
        """Return the response `utter_action` in the language of the conversation.

        Unlike Rasa's, it fills only the text: the braces in a button's payload are not a slot.
        """
        variants = wording(language_of(tracker)).responses.get(utter_action)
        if not variants:
            return None
        response = copy.deepcopy(variants[0])
        response["text"] = response["text"].format(**values)
        return response


def language_of(tracker: DialogueStateTracker) -> str | None:
    """Return the conversation's language; under stock Rasa, that of the latest message."""
    language: str | None = tracker.get_slot("language")
    if language is None and tracker.latest_message and tracker.latest_message.parse_data:
        language = tracker.latest_message.parse_data.get("language")
    return language
