"""Tables of what was said: conversations, their messages, and the buttons that were offered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, String, Text
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
    """One turn: what the person wrote (redacted), how it was understood, what was answered."""

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


class Button(Base):
    """A button that was offered: only the server knows what pressing it means."""

    __tablename__ = "button"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    token: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
