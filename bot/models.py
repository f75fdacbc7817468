"""The assistant's own table: the state of conversations."""

from sqlalchemy import Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Declarative base of the assistant's tables."""


class TrackerState(Base):
    """The state of one conversation as a JSON list of Rasa events."""

    __tablename__ = "tracker_state"

    sender_id: Mapped[str] = mapped_column(Text, primary_key=True)
    events: Mapped[str] = mapped_column(Text)
