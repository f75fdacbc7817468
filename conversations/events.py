"""What a person sees of a conversation, as events in order: the widget's history and its news.

An event's id grows within a conversation, also after a deletion, so that a reader who knows the
last one it has got can ask for the rest. Writers of one conversation go one after another.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from conversations.models import Conversation, Event


class ConversationGone(LookupError):
    """The conversation has been deleted; nothing was written."""


@dataclass(frozen=True)
class Draft:
    """An event to be written: `kind` is said, reply or state, `body` is JSON-ready and redacted."""

    kind: str
    body: dict[str, Any]


class Notifier:
    """Tells the readers in this process that a conversation has news."""

    def __init__(self) -> None:
        self._readers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def listen(self, conversation_id: str, news: asyncio.Event) -> Iterator[None]:
        """Have `news` set at every `tell` of the conversation while the block runs."""
        self._readers[conversation_id].add(news)
        try:
            yield
        finally:
            self._readers[conversation_id].discard(news)
            if not self._readers[conversation_id]:
                del self._readers[conversation_id]

    def tell(self, conversation_id: str) -> None:
        """Wake who reads the conversation; nothing happens when nobody does."""
        for news in self._readers.get(conversation_id, ()):
            news.set()


class EventLog:
    """Reads and writes events in the database behind `engine`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.notifier = Notifier()
        self._session = async_sessionmaker(engine, expire_on_commit=False)

    async def add(
        self, conversation_id: str, drafts: Sequence[Draft], key: str | None, fingerprint: str = ""
    ) -> list[Event]:
        """Write the events of one turn, all or none, and wake the readers; returns them in order.

        With a `key` that is there already they are those of the first time. Raises
        ConversationGone when the conversation is not stored.
        """
        now = datetime.now(timezone.utc)
        rows = [
            Event(
                conversation_id=conversation_id, created_at=now, kind=draft.kind, body=draft.body,
                key=key, position=position, fingerprint=fingerprint,
            )
            for position, draft in enumerate(drafts)
        ]  # fmt: skip
        try:
            async with self._session() as session, session.begin():
                session.add_all(rows)
        except IntegrityError:
            written = await self.of_key(conversation_id, key) if key else []
            if not written:
                raise ConversationGone(conversation_id) from None
            return written
        self.notifier.tell(conversation_id)
        return rows

    async def of_key(self, conversation_id: str, key: str) -> list[Event]:
        """Return the events that were written with `key`, in order; none when there was none."""
        statement = (
            select(Event)
            .where(Event.conversation_id == conversation_id, Event.key == key)
            .order_by(Event.position)
        )
        async with self._session() as session:
            return list(await session.scalars(statement))

    async def after(self, conversation_id: str, last: int, limit: int) -> list[Event] | None:
        """Return at most `limit` events after the id `last`; None when the conversation is gone."""
        statement = (
            select(Event)
            .where(Event.conversation_id == conversation_id, Event.id > last)
            .order_by(Event.id)
            .limit(limit)
        )
        async with self._session() as session:
            found = list(await session.scalars(statement))
            if not found and await session.get(Conversation, conversation_id) is None:
                return None
        return found
