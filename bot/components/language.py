"""Tell which language a message is in, with the conversation's language in mind."""

from typing import Any

import eldc
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

LANGUAGES = ("fi", "en", "sv")
DEFAULT = "fi"
WORDS_TO_SWITCH = 3

eldc.init()
_detector = eldc.instance()
_detector.set_languages(list(LANGUAGES))


def identify(text: str, previous: str | None = None) -> str:
    """Return `fi`, `en` or `sv`; a conversation switches only on three words or more that are sure.

    One or two words ("visa", "ok", a place) are too little to tell, and names of places mislead
    ("TE office Turku"): there the conversation's `previous` language stands, and without one the
    detector's guess, or Finnish.
    """
    if previous and len(text.split()) < WORDS_TO_SWITCH:
        return previous
    found = _detector.detect_details(text)
    if previous and not found.reliable:
        return previous
    return found.language if found.language in LANGUAGES else previous or DEFAULT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class LanguageIdentifier(GraphComponent):
    """Put `language` on each message and into the parse result."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageIdentifier":
        """Create the component; it has neither settings nor state."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave training data as it is: its intents are the same in every language."""
        return training_data

    def process(
        self,
        messages: list[Message],
        tracker: DialogueStateTracker = None,
    ) -> list[Message]:
        """Set the language of `messages`; Rasa passes the live tracker by its name."""
        previous = tracker.get_slot("language") if tracker else None
        for message in messages:
            language = identify(message.get(TEXT) or "", previous)
            message.set("language", language, add_to_output=True)
        return messages
