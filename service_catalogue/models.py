"""Tables of the catalogue: entries of eight kinds, their texts and tags, unmet demand, offers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """Declarative base of the catalogue's tables."""


class Entry(Base):
    """One row that can be recommended. Each kind is a subclass with columns of its own."""

    __tablename__ = "entry"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    url: Mapped[str] = mapped_column(Text)
    source_url: Mapped[str] = mapped_column(Text)
    source_date: Mapped[str | None] = mapped_column(String(40))
    checked: Mapped[date]
    review_by: Mapped[date]
    owner: Mapped[str] = mapped_column(String(120))
    confidence: Mapped[str] = mapped_column(String(6))
    note: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None] = mapped_column(index=True)
    demo: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    origin: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(64))

    texts: Mapped[list["EntryText"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="EntryText.language"
    )
    tags: Mapped[list["EntryTag"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="EntryTag.position"
    )

    __mapper_args__ = {"polymorphic_on": "kind"}


class Service(Entry):
    """A public service for people: guidance, talent services, support."""

    __mapper_args__ = {"polymorphic_identity": "service"}


class Training(Entry):
    """A path to study: a degree, a qualification, a course, an institution."""

    __mapper_args__ = {"polymorphic_identity": "training"}


class Guide(Entry):
    """Information on how something works: relocation topics, TET rules."""

    __mapper_args__ = {"polymorphic_identity": "guide"}


class Contact(Entry):
    """A desk where people meet people."""

    __mapper_args__ = {"polymorphic_identity": "contact"}


class EmployerService(Entry):
    """A service for workplaces that recruit or take pupils."""

    __mapper_args__ = {"polymorphic_identity": "employer_service"}


class Dated(Entry):
    """Columns of the kinds that happen between two dates (both inclusive)."""

    starts: Mapped[date | None] = mapped_column(use_existing_column=True)
    ends: Mapped[date | None] = mapped_column(use_existing_column=True)

    __mapper_args__ = {"polymorphic_abstract": True}


class Event(Dated):
    """Something with a date, or a recurring date told in words."""

    __mapper_args__ = {"polymorphic_identity": "event"}


class TetPlacement(Dated):
    """A workplace's offer to pupils: how many at a time, for how many days."""

    spots: Mapped[int | None]
    days: Mapped[int | None]

    __mapper_args__ = {"polymorphic_identity": "tet_placement"}


class Project(Dated):
    """A development project; an ended one names what serves people today."""

    status: Mapped[str | None] = mapped_column(String(10))
    successors: Mapped[list[str] | None] = mapped_column(JSON)

    __mapper_args__ = {"polymorphic_identity": "project"}


class EntryText(Base):
    """What people read of an entry, in one language."""

    __tablename__ = "entry_text"

    entry_id: Mapped[str] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(3), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    provider: Mapped[str] = mapped_column(Text)
    cost: Mapped[str] = mapped_column(Text)
    eligibility: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    keywords: Mapped[str] = mapped_column(Text)
    when: Mapped[str | None] = mapped_column(Text)
    partners: Mapped[str | None] = mapped_column(Text)
    funding: Mapped[str | None] = mapped_column(Text)


class EntryTag(Base):
    """A value of a facet: `field` is `ict`, `municipality` is `turku`, `answers` is `find_job`."""

    __tablename__ = "entry_tag"

    entry_id: Mapped[str] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    facet: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class CatalogueState(Base):
    """One row: a counter that grows with each change, so that workers know when to look again."""

    __tablename__ = "catalogue_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=0)


class UnmetDemand(Base):
    """How often a need had no row of its own, without anybody's words."""

    __tablename__ = "unmet_demand"
    __table_args__ = (
        UniqueConstraint("day", "intent", "language", "field", "municipality", "level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    intent: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(3))
    field: Mapped[str] = mapped_column(String(60), default="")
    municipality: Mapped[str] = mapped_column(String(60), default="")
    level: Mapped[str] = mapped_column(String(60), default="")
    count: Mapped[int] = mapped_column(default=1)


class TetOffer(Base):
    """An employer's offer of a TET place: `pending`, `approved` or `rejected` by a person.

    The only place where a contact of a conversation is kept (docs/adr/0007); none when rejected.
    """

    __tablename__ = "tet_offer"

    reference: Mapped[str] = mapped_column(String(7), primary_key=True)
    status: Mapped[str] = mapped_column(String(10), index=True)
    organisation: Mapped[str] = mapped_column(String(80))
    field: Mapped[list[str]] = mapped_column(JSON)
    municipality: Mapped[list[str]] = mapped_column(JSON)
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    spots: Mapped[int]
    languages: Mapped[list[str]] = mapped_column(JSON)
    contact: Mapped[str | None] = mapped_column(Text)
    consented_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


KINDS: dict[str, Any] = {
    cls.__mapper_args__["polymorphic_identity"]: cls
    for cls in (
        Service, Training, Guide, Contact, EmployerService, Event, TetPlacement, Project,
    )
}  # fmt: skip
