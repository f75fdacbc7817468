"""A conversation in the widget: each message once, what was said and replied as events."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from typing import Any

from fastapi import HTTPException

from connectors.base import BadMessage, IncomingMessage, Reply, Turn, rendered
from connectors.door import checked, clean
from connectors.order import Order
from connectors.web.limits import Limits
from conversations.events import ConversationGone, Draft, EventLog
from conversations.log import ConversationLog, is_token
from conversations.models import Conversation, Event
from conversations.redaction import redact

CHANNEL = "web"
OPENING = "opening"  # the key of the message that a deep link stands for
MOST_FAREWELLS = 1000

Shown = dict[str, Any]


class Talk:
    """What the widget's door does with conversations."""

    def __init__(self, log: ConversationLog, events: EventLog, turn: Turn, limits: Limits) -> None:
        self._log = log
        self._events = events
        self._turn = turn
        self._limits = limits
        self._order = Order()
        # Answers to messages that deleted their conversation: the only place where these stand.
        self._farewells: OrderedDict[tuple[str, str], list[Shown]] = OrderedDict()

    async def begin(
        self, session: str, language: str | None, opening: tuple[str, str] | None
    ) -> None:
        """Store the conversation of a new session; `opening` is a button's title and payload."""
        await self._log.open(CHANNEL, session)
        if opening:
            title, payload = opening
            message = IncomingMessage(CHANNEL, session, title, language, True, payload)
            await self.say(message, OPENING)

    async def known(self, session: str) -> Conversation:
        """Return the conversation of a session; raises HTTPException 401 when it is deleted."""
        conversation = await self._log.known(CHANNEL, session)
        if conversation is None:
            raise no_session()
        return conversation

    async def say(
        self, message: IncomingMessage, key: str, title: str | None = None
    ) -> list[Shown]:
        """Answer a message, or return again what `key` was answered with; as JSON-ready events.

        `title` is what the person saw on a button. Raises BadMessage, and HTTPException 401 or 429.
        """
        try:
            message = checked(message)
        except BadMessage as error:
            field = "text" if error.field == "message" else error.field
            raise BadMessage(field, error.reason, error.status) from None
        fingerprint = _fingerprint(message, title)
        async with self._order.of(message.sender):
            if farewell := self._farewells.get((message.sender, key)):
                return farewell
            conversation = await self.known(message.sender)
            if done := await self._events.of_key(conversation.id, key):
                if done[0].fingerprint != fingerprint:
                    raise BadMessage("Idempotency-Key", "was used for another message")
                return [_shown(event) for event in done]
            self._limits.take("messages", message.sender)
            await self._collect(conversation.id, message.sender)
            said = await self._said(conversation.id, message, title)
            replies = await self._turn.handle(message)
            language = replies[0].language if replies else message.language
            drafts = [
                Draft("said", {"key": key, "text": said, "language": language}), *_drafts(replies)
            ]  # fmt: skip
            try:
                written = await self._events.add(conversation.id, drafts, key, fingerprint)
            except ConversationGone:
                return self._farewell(conversation.id, (message.sender, key), replies)
        return [_shown(event) for event in written]

    async def collect(self, conversation_id: str, session: str) -> None:
        """Write down what counsellors have said since the last look.

        It is not given up half-way when the reader goes: it would be delivered to nobody.
        """

        async def collected() -> None:
            async with self._order.of(session):
                await self._collect(conversation_id, session)

        await asyncio.shield(asyncio.ensure_future(collected()))

    async def forget(self, session: str) -> None:
        """Delete the conversation from every table; raises HTTPException 401 when there is none."""
        async with self._order.of(session):
            conversation = await self.known(session)
            await self._turn.forget(CHANNEL, session)
        self._events.notifier.tell(conversation.id)

    async def _collect(self, conversation_id: str, session: str) -> None:
        drafts = _drafts(await self._turn.news(CHANNEL, session))
        if drafts:
            await self._events.add(conversation_id, drafts, None)

    async def _said(self, conversation_id: str, message: IncomingMessage, title: str | None) -> str:
        """Return what the person reads as said: their redacted words, or a button's title."""
        if not is_token(message.text):
            return redact(message.text)
        offer = await self._log.pressed(conversation_id, message.text)
        return offer.title if offer else redact(clean(title or message.text))

    def _farewell(
        self, conversation_id: str, key: tuple[str, str], replies: list[Reply]
    ) -> list[Shown]:
        drafts = [Draft("state", {"deleted": True}), *_drafts(replies)]
        shown = [{"id": None, "kind": draft.kind, "body": draft.body} for draft in drafts]
        self._farewells[key] = shown
        if len(self._farewells) > MOST_FAREWELLS:
            self._farewells.popitem(last=False)
        self._events.notifier.tell(conversation_id)
        return shown


def no_session() -> HTTPException:
    """Return the answer to a token that is missing, forged, expired or of what is deleted."""
    problem = {"field": "Authorization", "problem": "no such session: start a new one"}
    return HTTPException(401, [problem], {"WWW-Authenticate": "Bearer"})


def _fingerprint(message: IncomingMessage, title: str | None) -> str:
    """Return a digest of what was sent, without the personal data in it."""
    sent = [redact(message.text), redact(clean(title or "")), message.language, message.payload]
    return hashlib.blake2b(json.dumps(sent).encode(), digest_size=16).hexdigest()


def _drafts(replies: list[Reply]) -> list[Draft]:
    return [Draft("reply", rendered(reply)) for reply in replies]


def _shown(event: Event) -> Shown:
    return {"id": event.id, "kind": event.kind, "body": event.body}
