"""Load a trained model and answer one message at a time, in this process.

Rasa's own server is not used: it validates every action's reply against a schema for some 24 ms,
executes typed slash commands and has no sign-in (see docs/adr/0001).
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.log_utils import configure_structlog
from rasa_sdk.executor import ActionExecutor

from bot.actions.answers import LONGEST_ANSWER
from bot.actions.desk import Desk, at_desk
from bot.actions.form import left_open
from bot.actions.sealed import sealing
from bot.actions.topics import topics
from bot.components.answer_phrases import named
from bot.components.certain import CRISIS
from bot.context import BACK, CORRECTION, corrects, goes_back, may_refer, named_again, related
from bot.nlg import WordingGenerator
from bot.processor import InProcessEndpoint, InProcessProcessor, Replies
from bot.replies import once_each, with_human_contact
from bot.wishes import Wish, different, forms_last, parts
from bot.wording import wording

FALLBACK = "nlu_fallback"
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

    `replies` are Rasa's: `text`, `buttons` with `title` and `payload`, and `custom`: what is shown
    (`cards`, `checklist`, `asks`, `feedback`), and what the turn is ordered to do (`forget`,
    `callback`, `handoff` with "queue" or "leave").
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
        self,
        conversation: str,
        text: str,
        payload: str | None = None,
        language: str | None = None,
        contacts: Mapping[str, str] | None = None,
        desk: Desk | None = None,
    ) -> Answer:
        """Answer `text`; `payload` is what a pressed button means, `language` overrides ours.

        `contacts` are the `email` and `phone` that were redacted from `text`: no one but an action
        with the person's consent sees them. `desk` tells whether people can take over now.
        """
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
            await self._understand(message, tracker, command=text.startswith("/"))
        wishes = await self._wishes(message, tracker) if payload is None else []
        failures = tracker.get_slot("failures")
        with sealing(contacts or {}), at_desk(desk):
            if not wishes:
                await self._react(message, tracker, channel)
            for number, wish in enumerate(wishes):
                part = _plain(wish.text, conversation, channel)
                part.metadata, part.parse_data = message.metadata, wish.parse
                if number:
                    channel.replies.append({"text": _label(tracker, "second_wish")})
                await self._react(part, tracker, channel)
        if not channel.replies:
            raise AssistantError("No action answered; Rasa has logged the reason")
        if failures and tracker.get_slot("failures") == failures:
            tracker.update(SlotSet("failures", None), processor.domain)  # this one was understood
        await processor.save_tracker(tracker)
        understood = message.parse_data
        spoken = tracker.get_slot("language") or wording(None).language
        return Answer(
            once_each(with_human_contact(channel.replies, spoken, understood["intent"]["name"])),
            spoken,
            understood["intent"]["name"],
            understood["intent"]["confidence"],
            understood["entities"],
        )

    async def _understand(
        self, message: UserMessage, tracker: DialogueStateTracker, command: bool
    ) -> None:
        """Parse a typed message, alone and by what came before it; go on in its language.

        A typed `command` is not understood, unless it is a cry for help.
        """
        message.parse_data = await self._processor.parse_message(message, tracker)
        if command and message.parse_data["intent"]["name"] != CRISIS:
            message.parse_data |= _NOT_UNDERSTOOD
        spoken = message.parse_data["language"]
        if spoken != tracker.get_slot("language"):
            tracker.update(SlotSet("language", spoken), self._processor.domain)
        if (resume := _resumed(message, tracker)) is not None:
            message.metadata["wordless"] = True
            message.parse_data |= _pressed(message.text, resume)
        message.parse_data |= await self._in_context(message, tracker)

    async def _react(
        self, message: UserMessage, tracker: DialogueStateTracker, channel: Replies
    ) -> None:
        """Take an understood message into the conversation and do what answers it."""
        await self._processor._handle_message_with_tracker(message, tracker)
        await self._processor.run_action_extract_slots(channel, tracker)
        await self._processor.run_one_action(channel, tracker)

    async def _in_context(
        self, message: UserMessage, tracker: DialogueStateTracker
    ) -> dict[str, Any]:
        """Return what changes in how `message` is understood, by what was talked about before."""
        understood = message.parse_data
        if goes_back(message.text):
            return BACK
        if corrects(understood):
            return CORRECTION
        topic = tracker.get_slot("topic")
        said = named_again(message.text, topic, tracker.get_slot("language"))
        if said and may_refer(understood):
            plain = _plain(said, tracker.sender_id)
            parse = await self._processor.parse_message(plain, tracker)
            if parse["intent"]["name"] in related(topic):
                return {key: parse[key] for key in ("intent", "intent_ranking")}
        return {}

    async def _wishes(self, message: UserMessage, tracker: DialogueStateTracker) -> list[Wish]:
        """Return the two wishes of a message that has two; a form takes a message as a whole."""
        if tracker.active_loop_name or message.parse_data["intent"]["name"] not in topics():
            return []
        for cut in parts(message.text):
            found = []
            for part in cut:
                plain = _plain(part, tracker.sender_id)
                found.append(Wish(part, await self._processor.parse_message(plain, tracker)))
            alone = different([wish for wish in found if wish.stands_alone(set(topics()))])
            if len(alone) > 1:
                return forms_last(alone)
        return []

    async def in_danger(self, text: str, language: str | None) -> bool:
        """Tell whether `text` is a cry for help, which is answered whoever has the conversation."""
        parse = await self.parse(text, language)
        return bool(parse["intent"]["name"] == CRISIS)

    async def forget(self, conversation: str) -> None:
        """Delete the state of a conversation."""
        await self._processor.tracker_store.delete(conversation)


def _plain(text: str, conversation: str, channel: OutputChannel | None = None) -> UserMessage:
    """Return a message that Rasa takes as words: a leading slash would make it a command."""
    return UserMessage(text.lstrip("/ "), channel, conversation)


def _resumed(message: UserMessage, tracker: DialogueStateTracker) -> str | None:
    """Return the payload that goes on with a form that was left, if the message asks for that."""
    short = len(message.text.split()) <= LONGEST_ANSWER
    other = message.parse_data["intent"]["name"] in (CRISIS, "change_language")
    if tracker.active_loop_name or not short or other:
        return None
    return left_open(tracker) if "resume" in named(message.text, "control") else None


def _label(tracker: DialogueStateTracker, name: str) -> str:
    return wording(tracker.get_slot("language")).label("dialogue", name)


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
