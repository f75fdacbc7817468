"""Tell which language a message is in, with the conversation's language in mind."""

import unicodedata
from functools import lru_cache
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

from bot.components.lookups import LOOKUPS, read
from bot.wording import languages, wording

LANGUAGES = languages()
DEFAULT = "fi"
FOREIGN_DEFAULT = "en"
WORDS_TO_SWITCH = 3
# How much likelier than ours another language must be. Of 12,900 training messages of three words
# or more none reaches it but one of German words and wishes to speak another language.
CLEARLY = 0.35

eldc.init()
_ours = eldc.instance()
_ours.set_languages([language for language in LANGUAGES if language in eldc.LANGUAGES])
_all = eldc.instance()


def identify(text: str, previous: str | None = None) -> str:
    """Return the language of ours that `text` is in; a switch needs three words that are sure.

    One or two words ("visa", "ok", a place) are too little to tell, and names of places mislead
    ("TE office Turku"): there the conversation's `previous` language stands, and without one the
    detector's guess, or Finnish. A language that the detector does not know is never guessed: who
    has chosen it keeps it until a message is surely in another one of ours.
    """
    if previous and len(text.split()) < WORDS_TO_SWITCH:
        return previous
    if previous and not _is_detected(previous):
        found = _all.detect_details(text)
        return found.language if found.reliable and found.language in LANGUAGES else previous
    found = _ours.detect_details(text)
    if previous and not found.reliable:
        return previous
    return found.language if found.language in LANGUAGES else previous or DEFAULT


def is_foreign(text: str, previous: str | None = None) -> bool:
    """Tell whether `text` is surely in a language that is none of ours."""
    letters = [char for char in text if char.isalpha()]
    if sum(not _is_our_letter(char) for char in letters) * 2 > len(letters):
        return True
    words = text.split()
    if len(words) < WORDS_TO_SWITCH or (previous and not _is_detected(previous)):
        return False
    if sum(word.strip(".,!?").casefold() in _undetected() for word in words) * 3 >= len(words):
        return True
    found = _all.detect_details(text)
    if not found.reliable or found.language in LANGUAGES or _ours.detect_details(text).reliable:
        return False
    scores = dict(found.scores)
    ours = max(scores.get(language, 0.0) for language in LANGUAGES)
    return bool(scores[found.language] - ours >= CLEARLY)


def _is_detected(language: str) -> bool:
    return language in eldc.LANGUAGES


@lru_cache(maxsize=10_000)
def _is_our_letter(char: str) -> bool:
    """Tell whether a letter is of a script that the name of one of our languages is written in."""
    return any(script in unicodedata.name(char, "") for script in _scripts())


@lru_cache
def _scripts() -> frozenset[str]:
    names = "".join(wording(language).label("language", "own_name") for language in LANGUAGES)
    return frozenset(unicodedata.name(char).split()[0] for char in names if char.isalpha())


@lru_cache
def _undetected() -> frozenset[str]:
    """Return common words of languages that the detector does not know and that are not ours."""
    known = read(LOOKUPS / "undetected_languages.yml")
    return frozenset(
        word for language, words in known.items() if language not in LANGUAGES for word in words
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class LanguageIdentifier(GraphComponent):
    """Put `language` on each message and into the parse result, and `foreign` where it is none."""

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
            text = message.get(TEXT) or ""
            foreign = is_foreign(text, previous)
            language = previous or FOREIGN_DEFAULT if foreign else identify(text, previous)
            message.set("language", language, add_to_output=True)
            message.set("foreign", foreign)
        return messages
