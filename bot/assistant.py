"""Load a trained model and answer one message at a time, in this process.

Rasa's own server is not used: it validates every action's reply against a schema for some 24 ms,
executes typed slash commands and has no sign-in (see docs/adr/0001).
"""

import logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.events import SlotSet
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.log_utils import configure_structlog
from rasa_sdk.executor import ActionExecutor

from bot.components.certain import CRISIS
from bot.nlg import WordingGenerator
from bot.processor import InProcessEndpoint, InProcessProcessor, Replies
from bot.wording import wording

FALLBACK = "nlu_fallback"
HUMAN_CONTACT = "/contact_counsellor"
# A typed command is words that mean nothing.
_NOT_UNDERSTOOD: dict[str, Any] = {
    "intent": {"name": FALLBACK, "confidence": 0.0},
    "intent_ranking": [],
    "entities": [],
}


class AssistantError(RuntimeError):
    """The assistant has no answer to a message; its state is as before."""


@dataclass(frozen=True)
class Answer:
    """What the assistant says to one message, and how it understood it.

    `replies` are Rasa's: `text`, `buttons` with `title` and `payload`, `custom` with `cards`.
    """

    replies: list[dict[str, Any]]
    language: str
    intent: str
    confidence: float
    entities: list[dict[str, Any]] = field(default_factory=list)


class Assistant:
    """A loaded model with its actions, wording and conversation state."""

    def __init__(self, model: Path, tracker_store: TrackerStore | None = None) -> None:
        """Load `model`; raises FileNotFoundError when there is none."""
        if not model.is_file():
            raise FileNotFoundError(f"There is no model at {model}: run `make train`")
        configure_structlog(logging.WARNING)
        self.model_name = model.name
        executor = ActionExecutor()
        executor.register_package("bot.actions")
        self._processor = InProcessProcessor(
            model_path=model,
            tracker_store=tracker_store or InMemoryTrackerStore(None),
            lock_store=None,  # the turn keeps the order of a conversation's messages
            generator=WordingGenerator(),
            action_endpoint=InProcessEndpoint(executor),
        )
        self._processor.tracker_store.domain = self._processor.domain

    async def parse(self, text: str, language: str | None = None) -> dict[str, Any]:
        """Return how `text` is understood, outside any conversation.

        Keys: `text`, `language`, `intent` (the likeliest one, also where the assistant would ask
        back), `fallback`, `intent_ranking`, `entities`.
        """
        tracker = self._processor.tracker_store.init_tracker("parse")
        if language:
            tracker.update(SlotSet("language", language))
        return _readable(await self._processor.parse_message(_plain(text, "parse"), tracker))

    async def answer(
        self, conversation: str, text: str, payload: str | None = None, language: str | None = None
    ) -> Answer:
        """Answer `text`; `payload` is what a pressed button means, `language` overrides ours."""
        channel = Replies()
        processor = self._processor
        tracker = await processor.fetch_tracker_and_update_session(conversation, channel)
        if language and language != tracker.get_slot("language"):
            tracker.update(SlotSet("language", language), processor.domain)
        message = _plain(text, conversation, channel)
        before = tracker.get_slot("language")
        wordless = payload is not None or text.startswith("/")
        message.metadata = {"wordless": wordless, "language_before": before}
        if payload is not None:
            message.parse_data = _pressed(text, payload)
        else:
            message.parse_data = await processor.parse_message(message, tracker)
            if text.startswith("/") and message.parse_data["intent"]["name"] != CRISIS:
                message.parse_data |= _NOT_UNDERSTOOD
            spoken = message.parse_data["language"]
            if spoken != tracker.get_slot("language"):
                tracker.update(SlotSet("language", spoken), processor.domain)
        await processor._handle_message_with_tracker(message, tracker)
        await processor.run_action_extract_slots(channel, tracker)
        await processor.run_one_action(channel, tracker)
        if not channel.replies:
            raise AssistantError("No action answered; Rasa has logged the reason")
        await processor.save_tracker(tracker)
        understood = message.parse_data
        spoken = tracker.get_slot("language") or wording(None).language
        return Answer(
            with_human_contact(channel.replies, spoken, understood["intent"]["name"]),
            spoken,
            understood["intent"]["name"],
            understood["intent"]["confidence"],
            understood["entities"],
        )

    async def forget(self, conversation: str) -> None:
        """Delete the state of a conversation."""
        await self._processor.tracker_store.delete(conversation)


def with_human_contact(
    replies: list[dict[str, Any]], language: str, intent: str = ""
) -> list[dict[str, Any]]:
    """Return `replies` with a button to a person on the last one (Act 306/2019, section 6 a)."""
    if replies and intent != HUMAN_CONTACT.strip("/"):
        human = {"title": wording(language).label("button", "human"), "payload": HUMAN_CONTACT}
        replies[-1]["buttons"] = [*replies[-1].get("buttons", []), human]
    return replies


def _plain(text: str, conversation: str, channel: OutputChannel | None = None) -> UserMessage:
    """Return a message that Rasa takes as words: a leading slash would make it a command."""
    return UserMessage(text.lstrip("/ "), channel, conversation)


def _pressed(title: str, payload: str) -> dict[str, Any]:
    """Return the parse result of a button: its payload is ours, `/intent{"entity": "value"}`."""
    message = YAMLStoryReader.unpack_regex_message(Message({TEXT: payload}))
    return {
        TEXT: title,
        "intent": message.get("intent"),
        "intent_ranking": message.get("intent_ranking") or [],
        "entities": message.get("entities") or [],
    }


def _readable(parse: dict[str, Any]) -> dict[str, Any]:
    """Return the parse with the likeliest real intent and a mark where it is not sure enough."""
    ranking = [intent for intent in parse["intent_ranking"] if intent["name"] != FALLBACK]
    return {
        "text": parse["text"],
        "language": parse["language"],
        "intent": {key: ranking[0][key] for key in ("name", "confidence")},
        "fallback": parse["intent"]["name"] == FALLBACK,
        "intent_ranking": ranking,
        "entities": parse["entities"],
    }
