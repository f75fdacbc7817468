"""Catalogue rows as they are held in memory for search and answers."""

from dataclasses import dataclass, field
from datetime import date

from service_catalogue.models import Entry

FALLBACK = "en"


@dataclass(frozen=True)
class RowText:
    """What people read of a row, in one language."""

    name: str
    summary: str
    provider: str
    cost: str
    eligibility: str
    contact: str
    keywords: str
    when: str | None
    partners: str | None = None
    funding: str | None = None


@dataclass(frozen=True)
class Row:
    """One entry that can be recommended. `tags` maps a facet to its values, in order."""

    id: str
    kind: str
    url: str
    source_url: str
    source_date: str | None
    checked: date
    owner: str
    confidence: str
    demo: bool
    position: int
    valid_from: date | None
    valid_until: date | None
    texts: dict[str, RowText]
    tags: dict[str, tuple[str, ...]]
    starts: date | None = None
    ends: date | None = None
    spots: int | None = None
    days: int | None = None
    status: str | None = None
    successors: tuple[str, ...] = field(default=())

    def text(self, language: str) -> RowText:
        """Return the texts in `language`, else in English, else in the first that there is."""
        found = self.texts.get(language) or self.texts.get(FALLBACK)
        return found or next(iter(self.texts.values()))

    def tagged(self, facet: str) -> tuple[str, ...]:
        """Return the values of `facet`; none means that the row is for every value."""
        return self.tags.get(facet, ())

    def is_valid(self, today: date) -> bool:
        """Tell whether the row may be shown today; a past event or placement may not."""
        if self.valid_from and today < self.valid_from:
            return False
        last = self.valid_until
        if self.kind in ("event", "tet_placement"):
            last = min(filter(None, (last, self.ends)), default=None)
        return last is None or today <= last


def row_of(entry: Entry) -> Row:
    """Return the in-memory row of a database entry."""
    tags: dict[str, tuple[str, ...]] = {}
    for tag in entry.tags:
        tags[tag.facet] = (*tags.get(tag.facet, ()), tag.value)
    return Row(
        id=entry.id,
        kind=entry.kind,
        url=entry.url,
        source_url=entry.source_url,
        source_date=entry.source_date,
        checked=entry.checked,
        owner=entry.owner,
        confidence=entry.confidence,
        demo=entry.demo,
        position=entry.position,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        texts={
            text.language: RowText(
                text.name, text.summary, text.provider, text.cost, text.eligibility,
                text.contact, text.keywords, text.when, text.partners, text.funding,
            )
            for text in entry.texts
        },
        tags=tags,
        starts=getattr(entry, "starts", None),
        ends=getattr(entry, "ends", None),
        spots=getattr(entry, "spots", None),
        days=getattr(entry, "days", None),
        status=getattr(entry, "status", None),
        successors=tuple(getattr(entry, "successors", None) or ()),
    )  # fmt: skip
