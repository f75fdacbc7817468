"""Handing a conversation to a person: waiting, taken by a counsellor, released.

While it is taken Aura is silent. What a counsellor writes stands in the log as a message with an
author; the channel delivers it. After the release the person is told once that Aura goes on, and
the handoff is over.
"""

from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import CursorResult, Update, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from conversations.models import Conversation, Handoff, Message

LONGEST_NAME = 80


class HandoffError(ValueError):
    """A conversation is not in the state that was asked for; nothing was changed."""


class Handoffs:
    """The queue for people and the conversations that they have, in the database of `engine`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._session = async_sessionmaker(engine, expire_on_commit=False)

    async def of(self, conversation_id: str) -> Handoff | None:
        """Return the handoff of a conversation, if there is one."""
        async with self._session() as session:
            return await session.get(Handoff, conversation_id)

    async def queue(self) -> list[Handoff]:
        """Return who waits, longest first."""
        waiting = (
            select(Handoff)
            .where(Handoff.counsellor.is_(None))
            .order_by(Handoff.asked_at, Handoff.conversation_id)
        )
        async with self._session() as session:
            return list(await session.scalars(waiting))

    async def taken(self) -> list[Handoff]:
        """Return what counsellors have now, longest first."""
        held = (
            select(Handoff)
            .where(Handoff.counsellor.is_not(None), Handoff.released_at.is_(None))
            .order_by(Handoff.taken_at)
        )
        async with self._session() as session:
            return list(await session.scalars(held))

    async def wait(self, conversation_id: str, topic: str | None = None) -> None:
        """Put a stored conversation at the end of the queue; one that waits keeps its place."""
        async with self._session() as session, session.begin():
            handoff = await session.get(Handoff, conversation_id)
            if handoff and handoff.released_at is None:
                return
            if handoff:
                await session.delete(handoff)
                await session.flush()
            session.add(Handoff(conversation_id=conversation_id, topic=topic, asked_at=_now()))

    async def end(self, conversation_id: str) -> None:
        """Leave the queue, or close what was released; what is taken stays taken."""
        over = Handoff.counsellor.is_(None) | Handoff.released_at.is_not(None)
        async with self._session() as session, session.begin():
            await session.execute(
                delete(Handoff).where(Handoff.conversation_id == conversation_id, over)
            )

    async def take(self, conversation_id: str, counsellor: str) -> None:
        """Give a waiting conversation to `counsellor`; of two at once, one gets HandoffError."""
        if not counsellor.strip() or len(counsellor) > LONGEST_NAME:
            raise HandoffError(f"A counsellor's name has 1 to {LONGEST_NAME} characters")
        waiting = update(Handoff).where(Handoff.counsellor.is_(None))
        if await self._changed(
            conversation_id, waiting.values(counsellor=counsellor, taken_at=_now())
        ):
            return
        handoff = await self.of(conversation_id)
        if handoff and handoff.counsellor and handoff.released_at is None:
            raise HandoffError(f"{handoff.counsellor} has already taken {conversation_id}")
        raise HandoffError(f"{conversation_id} does not wait for a person")

    async def say(self, conversation_id: str, counsellor: str, text: str) -> None:
        """Write a message of the counsellor who has the conversation; raises HandoffError."""
        if not text.strip():
            raise HandoffError("The message is empty")
        async with self._session() as session, session.begin():
            handoff = await session.get(Handoff, conversation_id)
            if not _has(handoff, counsellor):
                raise HandoffError(f"{counsellor} does not have {conversation_id}: take it first")
            conversation = await session.get_one(Conversation, conversation_id)
            conversation.last_at = _now()
            await session.execute(
                insert(Message),
                {
                    "conversation_id": conversation_id, "author": counsellor, "text": text.strip(),
                    "created_at": _now(), "language": conversation.language, "confidence": 0.0,
                    "entities": [], "replies": [], "model": "", "milliseconds": 0.0,
                },
            )  # fmt: skip

    async def release(self, conversation_id: str, counsellor: str) -> None:
        """Give the conversation back to Aura; raises HandoffError when `counsellor` has it not."""
        held = update(Handoff).where(
            Handoff.counsellor == counsellor, Handoff.released_at.is_(None)
        )
        if not await self._changed(conversation_id, held.values(released_at=_now())):
            raise HandoffError(f"{counsellor} does not have {conversation_id}: nothing to release")

    async def undelivered(self, conversation_id: str) -> list[Message]:
        """Return the counsellors' messages that the person has not got yet, oldest first."""
        statement = (
            select(Message)
            .where(
                Message.conversation_id == conversation_id,
                Message.author.is_not(None),
                Message.delivered_at.is_(None),
            )
            .order_by(Message.id)
        )
        async with self._session() as session:
            return list(await session.scalars(statement))

    async def delivered(self, messages: Sequence[Message]) -> None:
        """Mark messages as delivered."""
        ids = [message.id for message in messages]
        async with self._session() as session, session.begin():
            await session.execute(
                update(Message).where(Message.id.in_(ids)).values(delivered_at=_now())
            )

    async def _changed(self, conversation_id: str, change: Update) -> bool:
        """Make a change that one of several at once can make; tells whether this one did."""
        async with self._session() as session, session.begin():
            result: CursorResult[Any] = await session.execute(  # type: ignore[assignment]
                change.where(Handoff.conversation_id == conversation_id)
            )
        return result.rowcount == 1


def _has(handoff: Handoff | None, counsellor: str) -> bool:
    return bool(handoff and handoff.counsellor == counsellor and handoff.released_at is None)


def _now() -> datetime:
    return datetime.now(timezone.utc)
