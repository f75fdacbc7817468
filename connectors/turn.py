"""The one path of a message: check, redact, wait for one's turn, answer, write down, reply."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.assistant import Answer, Assistant, with_human_contact
from bot.wording import languages, wording
from connectors.base import IncomingMessage, Reply, ReplyButton
from connectors.door import checked
from conversations.log import ConversationLog, Entry, Offer, is_token, offer
from conversations.models import Conversation
from conversations.redaction import redact

logger = logging.getLogger(__name__)


class MessageTurn:
    """Takes messages of all doors through the assistant, in order within a conversation."""

    def __init__(self, assistant: Assistant, log: ConversationLog) -> None:
        self._assistant = assistant
        self._log = log
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = defaultdict(int)

    async def handle(self, message: IncomingMessage) -> list[Reply]:
        """Answer `message`; raises BadMessage when it is not let in, and then stores nothing."""
        message = checked(message)
        text = redact(message.text)
        chosen = message.language if message.language in languages() else None
        async with self._in_order(f"{message.channel}\0{message.sender}"):
            try:
                conversation = await self._log.find(message.channel, message.sender)
                replies = await self._answer(conversation, text, chosen)
            except Exception as error:  # whatever broke, the person gets an answer
                logger.error("A turn failed: %s", type(error).__name__)
                return [_apology(chosen)]
        if conversation.is_new and not message.notice_shown:
            replies = [_notice(replies[0].language), *replies]
        return replies

    async def _answer(
        self, conversation: Conversation, text: str, language: str | None
    ) -> list[Reply]:
        started = time.perf_counter()
        pressed = await self._pressed(conversation, text)
        said = pressed.title if pressed else text
        payload = pressed.payload if pressed else None
        answer = await self._assistant.answer(conversation.id, said, payload, language)
        replies, offers = _replies(conversation.id, answer)
        if _forgets(answer):
            await self._assistant.forget(conversation.id)
            await self._log.forget(conversation.id)
            return [_without_tokens(reply) for reply in replies]
        entry = Entry(
            text=said,
            language=answer.language,
            intent=answer.intent,
            confidence=answer.confidence,
            entities=[
                {key: entity[key] for key in ("entity", "value") if key in entity}
                for entity in answer.entities
            ],
            replies=[_stored(reply) for reply in answer.replies],
            model=self._assistant.model_name,
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
            offers=offers,
        )
        await self._log.write(conversation, entry)
        return replies

    async def _pressed(self, conversation: Conversation, text: str) -> Offer | None:
        """Return the button behind `text`: a token of this conversation, or a starter's title."""
        return await self._log.pressed(conversation.id, text) if is_token(text) else starter(text)

    @asynccontextmanager
    async def _in_order(self, key: str) -> AsyncIterator[None]:
        """Let one message of a conversation through at a time, first come, first served."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._waiting[key] += 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._locks[key]


def starter(text: str) -> Offer | None:
    """Return the greeting's button with this title: it is offered before a conversation exists."""
    for language in languages():
        for button in wording(language).responses["utter_greet"][0]["buttons"]:
            if button["title"] == text:
                return Offer("", button["title"], button["payload"])
    return None


def _replies(conversation_id: str, answer: Answer) -> tuple[list[Reply], list[Offer]]:
    """Return what the person gets, and the offers that make its buttons work."""
    offers: dict[str, Offer] = {}
    language = wording(answer.language).language

    def button(raw: dict[str, Any]) -> ReplyButton:
        made = offer(conversation_id, raw["title"], raw["payload"])
        offers[made.token] = made
        return ReplyButton(made.title, made.token)

    def card(raw: dict[str, Any]) -> dict[str, Any]:
        if raw["button"] is None:
            return raw
        pressed = button(raw["button"])
        return {**raw, "button": {"title": pressed.title, "payload": pressed.token}}

    replies = [
        Reply(
            language=language,
            text=raw.get("text") or "",
            cards=tuple(card(raw_card) for raw_card in raw.get("custom", {}).get("cards", ())),
            buttons=tuple(button(raw_button) for raw_button in raw.get("buttons", ())),
        )
        for raw in answer.replies
    ]
    return replies, list(offers.values())


def _forgets(answer: Answer) -> bool:
    return any(reply.get("custom", {}).get("forget") for reply in answer.replies)


def _stored(reply: dict[str, Any]) -> dict[str, Any]:
    """Return a reply as the log keeps it: the text, the titles of buttons, the rows by id."""
    return {
        "text": reply.get("text") or "",
        "buttons": [button["title"] for button in reply.get("buttons", ())],
        "rows": [card["id"] for card in reply.get("custom", {}).get("cards", ())],
    }


def _without_tokens(reply: Reply) -> Reply:
    """Return a reply whose buttons say their titles: nothing is stored that a token could name."""
    buttons = tuple(ReplyButton(button.title, button.title) for button in reply.buttons)
    return replace(reply, buttons=buttons)


def _apology(language: str | None) -> Reply:
    say = wording(language)
    raw = with_human_contact([dict(say.responses["utter_apology"][0])], say.language)[0]
    buttons = tuple(ReplyButton(button["title"], button["title"]) for button in raw["buttons"])
    return Reply(say.language, raw["text"], buttons=buttons)


def _notice(language: str) -> Reply:
    """Return what a new person reads first: that this is a machine (AI Act, article 50(1))."""
    return Reply(language, wording(language).responses["utter_notice"][0]["text"])
