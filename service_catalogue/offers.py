"""Employers' offers of TET places: a queue that nobody sees before a person approves."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from service_catalogue.content import TetPlacementContent, add, remove
from service_catalogue.models import TetOffer
from service_catalogue.search import NEIGHBOURS

ORIGIN = "offer"
# Without vowels, so that no code is a word, and without what is mistaken for something else.
ALPHABET = "2346789CDFGHJKMNPQRTVWXY"
HALF = 3  # characters of a code on each side of its hyphen
OPEN_ENDED = timedelta(days=365)  # how long an offer without dates is shown
LONGEST_DAYS = 15
TET_TORI = "https://www.tet-tori.fi/"

Code = Annotated[str, Field(min_length=1, max_length=60)]


class OfferError(ValueError):
    """An offer cannot be taken or found; `field` names what is wrong, never the contact."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field


class NewOffer(BaseModel):
    """An offer as it is submitted: codes of the taxonomy, days inclusive, the contact in clear."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True)

    organisation: str = Field(min_length=2, max_length=80)
    field: list[Code] = []
    municipality: list[Code] = Field(min_length=1)
    starts: date | None = None
    ends: date | None = None
    spots: int = Field(ge=1, le=30)
    languages: list[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]] = Field(min_length=1)
    contact: str = Field(pattern=r"@|(\D*\d){6}", max_length=200, repr=False)

    @field_validator("field")
    @classmethod
    def _known(cls, fields: list[str]) -> list[str]:
        if unknown := set(fields) - NEIGHBOURS.keys():
            raise ValueError(f"{', '.join(sorted(unknown))}: no field of the taxonomy")
        return fields

    @field_validator("ends")
    @classmethod
    def _not_over(cls, ends: date | None) -> date | None:
        if ends and ends < date.today():
            raise ValueError("is past")
        return ends

    @model_validator(mode="after")
    def _in_order(self) -> "NewOffer":
        if (self.starts is None) != (self.ends is None):
            raise ValueError("starts and ends: both or neither")
        if self.starts and self.ends and self.starts > self.ends:
            raise ValueError("starts: is after the end")
        return self


class Offers:
    """The queue in the database: `pending` until a person says `approved` or `rejected`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._session = async_sessionmaker(engine, expire_on_commit=False)

    async def submit(self, consented_at: datetime, **values: Any) -> str:
        """Queue the offer of `values` (see NewOffer); returns its reference code.

        Raises OfferError naming the field that cannot be taken.
        """
        try:
            offer = NewOffer.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False, include_context=False)[0]
            name = str(first["loc"][0]) if first["loc"] else "starts"
            raise OfferError(name, first["msg"]) from None
        async with self._session() as session, session.begin():
            reference = _code()
            while await session.get(TetOffer, reference):
                reference = _code()
            session.add(
                TetOffer(
                    reference=reference,
                    status="pending",
                    consented_at=consented_at,
                    created_at=datetime.now(timezone.utc),
                    **offer.model_dump(),
                )
            )
        return reference

    async def pending(self) -> list[TetOffer]:
        """Return the offers that wait for a decision, oldest first."""
        waiting = select(TetOffer).where(TetOffer.status == "pending")
        async with self._session() as session:
            return list(await session.scalars(waiting.order_by(TetOffer.created_at)))

    async def get(self, reference: str) -> TetOffer:
        """Return the offer with a code, written as people write it; raises OfferError."""
        async with self._session() as session:
            return await _find(session, reference)

    async def approve(self, reference: str, texts: Mapping[str, Mapping[str, str]]) -> str:
        """Publish a pending offer with `texts` by language; returns the catalogue row's id.

        Raises OfferError for an unknown, decided or past one.
        """
        async with self._session() as session, session.begin():
            offer = await _find(session, reference)
            _must_not_be("approved", offer)
            _must_not_be("rejected", offer)
            if offer.ends and offer.ends < date.today():
                raise OfferError("ends", f"{offer.reference} was for days that are past")
            offer.status = "approved"
            content = _placement(offer, texts)
            await add(session, "tet_placement", content, ORIGIN)
        return content.id

    async def reject(self, reference: str) -> None:
        """Turn an offer down, or take an approved one back, and delete its contact.

        Raises OfferError for an unknown or already rejected one.
        """
        async with self._session() as session, session.begin():
            offer = await _find(session, reference)
            _must_not_be("rejected", offer)
            await remove(session, _row_id(offer))
            offer.status = "rejected"
            offer.contact = None


async def _find(session: AsyncSession, reference: str) -> TetOffer:
    bare = reference.strip().upper().replace("-", "").replace(" ", "")
    offer = await session.get(TetOffer, f"{bare[:HALF]}-{bare[HALF:]}")
    if offer is None:
        raise OfferError("reference", f"there is no offer {reference!r}")
    return offer


def _must_not_be(status: str, offer: TetOffer) -> None:
    if offer.status == status:
        raise OfferError("status", f"{offer.reference} is already {status}")


def _row_id(offer: TetOffer) -> str:
    return f"tet-offer-{offer.reference.lower()}"


def _code() -> str:
    half = ("".join(secrets.choice(ALPHABET) for _ in range(HALF)) for _ in range(2))
    return "-".join(half)


def _placement(offer: TetOffer, texts: Mapping[str, Mapping[str, str]]) -> TetPlacementContent:
    """Return the catalogue row of an offer; it never holds the contact."""
    today = date.today()
    last = offer.ends or today + OPEN_ENDED
    return TetPlacementContent.model_validate(
        {
            "id": _row_id(offer),
            "answers": ["find_tet_placement"],
            "audience": ["pupil", "parent"],
            "field": offer.field,
            "municipality": offer.municipality,
            "service_languages": offer.languages,
            "url": TET_TORI,
            "texts": texts,
            "source": {"url": TET_TORI, "date": offer.created_at.date().isoformat()},
            "checked": today,
            "review_by": last,
            "owner": "City of Turku, basic education",
            "confidence": "medium",
            "note": f"Offered in a conversation, reference {offer.reference}.",
            "valid_until": last,
            "starts": offer.starts,
            "ends": offer.ends,
            "spots": offer.spots,
            "days": _school_days(offer.starts, offer.ends),
        }
    )


def _school_days(starts: date | None, ends: date | None) -> int | None:
    """Return how many Mondays to Fridays there are, unless the time is longer than a placement."""
    if starts is None or ends is None:
        return None
    every = (starts + timedelta(days=n) for n in range((ends - starts).days + 1))
    days = sum(day.isoweekday() <= 5 for day in every)
    return days if 1 <= days <= LONGEST_DAYS else None
