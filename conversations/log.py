"""The readable record of conversations."""

import hashlib
import re
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from conversations.models import Base, Button, Conversation, Message

_UPSERT: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}
_OPENED = ("id", "key", "channel", "created_at")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_TOKEN = re.compile("b-[a-p]{16}")


@dataclass(frozen=True)
class Offer:
    """A button offered to the person: `token` travels, `payload` stays here."""

    token: str
    title: str
    payload: str


@dataclass(frozen=True)
class Entry:
    """One turn to be written. `text` is already redacted; `replies` are JSON-ready."""

    text: str
    language: str | None
    intent: str | None
    confidence: float
    entities: list[dict[str, Any]]
    replies: list[dict[str, Any]]
    model: str
    milliseconds: float
    offers: Sequence[Offer] = ()


class ConversationLog:
    """Reads and writes conversations in the database behind `engine`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        upsert = _UPSERT[engine.dialect.name]
        opened = upsert(Conversation)
        self._open = opened.on_conflict_do_update(
            index_elements=["id"],
            set_={"language": opened.excluded.language, "last_at": opened.excluded.last_at},
        )
        self._offer = upsert(Button).on_conflict_do_nothing()
        self._session = async_sessionmaker(engine, expire_on_commit=False)

    async def find(self, channel: str, sender: str) -> Conversation:
        """Return the conversation of `sender` on `channel`; an unsaved one when it is new."""
        return await self.known(channel, sender) or _new(channel, sender)

    async def known(self, channel: str, sender: str) -> Conversation | None:
        """Return the stored conversation of `sender` on `channel`."""
        key = _key(channel, sender)
        async with self._session() as session:
            found: Conversation | None = await session.scalar(
                select(Conversation).where(Conversation.key == key)
            )
        return found

    async def open(self, channel: str, sender: str) -> Conversation:
        """Store a conversation in which nothing has been said yet, and return it."""
        conversation = _new(channel, sender)
        async with self._session() as session, session.begin():
            session.add(conversation)
        return conversation

    async def pressed(self, conversation_id: str, token: str) -> Offer | None:
        """Return the offer behind `token`, if it was made in this conversation."""
        async with self._session() as session:
            button = await session.get(Button, (conversation_id, token))
        return Offer(button.token, button.title, button.payload) if button else None

    async def write(self, conversation: Conversation, entry: Entry) -> None:
        """Store one turn, its buttons and the conversation's language, all or nothing."""
        now = _now()
        opened = {column: getattr(conversation, column) for column in _OPENED}
        said = {field.name: getattr(entry, field.name) for field in fields(entry)}
        offers = said.pop("offers")
        async with self._engine.begin() as connection:
            await connection.execute(
                self._open, {**opened, "language": entry.language, "last_at": now}
            )
            if offers:
                rows = [{"conversation_id": conversation.id, **vars(made)} for made in offers]
                await connection.execute(self._offer, rows)
            await connection.execute(
                insert(Message), {**said, "conversation_id": conversation.id, "created_at": now}
            )

    async def read(self, conversation_id: str) -> list[Message]:
        """Return the messages of a conversation, oldest first; empty if there is none."""
        statement = (
            select(Message)
            .where(Message.conversation_id == conversation_id)
            .order_by(Message.created_at, Message.id)
        )
        async with self._session() as session:
            return list(await session.scalars(statement))

    async def last_topic(self, conversation_id: str, topics: Collection[str]) -> str | None:
        """Return which of `topics`, as intents, the conversation was about last."""
        statement = (
            select(Message.intent)
            .where(Message.conversation_id == conversation_id, Message.intent.in_(topics))
            .order_by(Message.created_at.desc(), Message.id.desc())
            .limit(1)
        )
        async with self._session() as session:
            topic: str | None = await session.scalar(statement)
        return topic

    async def latest(self, limit: int = 20) -> list[Conversation]:
        """Return the conversations with the newest messages first."""
        statement = select(Conversation).order_by(Conversation.last_at.desc()).limit(limit)
        async with self._session() as session:
            return list(await session.scalars(statement))

    async def forget(self, conversation_id: str) -> None:
        """Delete a conversation from every table, with everything that was said in it."""
        async with self._engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                if "conversation_id" in table.c:
                    said = table.c.conversation_id == conversation_id
                    await connection.execute(delete(table).where(said))
            await connection.execute(delete(Conversation).where(Conversation.id == conversation_id))


def offer(conversation_id: str, title: str, payload: str) -> Offer:
    """Return the offer of a button; the same button in the same conversation has one token.

    A token is letters only: redaction cannot take it for a number, nor NLU for a word.
    """
    digest = hashlib.blake2b(
        f"{title}\0{payload}".encode(), key=conversation_id.encode(), digest_size=8
    ).hexdigest()
    return Offer("b-" + digest.translate(_LETTERS), title, payload)


def is_token(text: str) -> bool:
    """Tell whether `text` has the shape of a button's token."""
    return _TOKEN.fullmatch(text) is not None


def _new(channel: str, sender: str) -> Conversation:
    now, key = _now(), _key(channel, sender)
    return Conversation(id=uuid.uuid4().hex, key=key, channel=channel, created_at=now, last_at=now)


def _key(channel: str, sender: str) -> str:
    return hashlib.sha256(f"{channel}\0{sender}".encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(timezone.utc)
