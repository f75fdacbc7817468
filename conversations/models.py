"""Tables of what was said: conversations, messages, offered buttons, and what people do for them.

Every table with a column `conversation_id` is emptied of a conversation that is deleted.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Declarative base of the conversations' tables."""


class Conversation(Base):
    """One person on one channel. The sender itself is not stored, only a key derived from it."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str | None] = mapped_column(String(3))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)

    @property
    def is_new(self) -> bool:
        """Nothing has been answered yet: the language is stored with the first answer."""
        return self.language is None


class Message(Base):
    """One turn: what the person wrote (redacted), how it was understood, what was answered.

    With an `author` it is what that counsellor wrote; `delivered_at` is when the person got it.
    """

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(3))
    intent: Mapped[str | None] = mapped_column(String(40), index=True)
    confidence: Mapped[float]
    entities: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    replies: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    model: Mapped[str] = mapped_column(String(80))
    milliseconds: Mapped[float]
    author: Mapped[str | None] = mapped_column(String(80))
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Button(Base):
    """A button that was offered: only the server knows what pressing it means."""

    __tablename__ = "button"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    token: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)


class Handoff(Base):
    """The latest wish of a conversation for a person: waiting, then taken, then released."""

    __tablename__ = "handoff"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[str | None] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    counsellor: Mapped[str | None] = mapped_column(String(80))
    taken_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    released_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def is_taken(self) -> bool:
        """A counsellor has it, so Aura is silent."""
        return self.counsellor is not None and self.released_at is None


class Callback(Base):
    """Where a person wants to be called or written to, with their consent; empty once handled."""

    __tablename__ = "callback"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    contact: Mapped[str] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    consented_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    handled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Event(Base):
    """Something that the person sees in the widget: what was said, a reply, a change of state.

    The events of one turn share the sender's `key`; `position` 0 is what was said, and
    `fingerprint` tells whether a repeated key comes with the same message.
    """

    __tablename__ = "event"
    # An id is never used again: a reader who knows the last one must not miss a later event.
    __table_args__ = (
        UniqueConstraint("conversation_id", "key", "position"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    kind: Mapped[str] = mapped_column(String(10))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(String(64))
    position: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(32))
