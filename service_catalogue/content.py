"""Load the catalogue's YAML content into the database: all of it or nothing."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    ValidationError,
    model_validator,
)
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from service_catalogue.models import KINDS, CatalogueState, Entry, EntryTag, EntryText
from service_catalogue.text import LANGUAGES

ORIGIN = "content"
LANGUAGE_CODE = "[a-z]{2,3}"
FACETS = (
    "answers",
    "audience",
    "field",
    "occupation",
    "municipality",
    "level",
    "mode",
    "relocation_topic",
    "project",
    "service_languages",
)


class ContentError(ValueError):
    """The content has errors; `problems` names file, entry and field of each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _slug(title: str) -> str:
    """Return an occupation's code: its title in lower case with hyphens."""
    return title.strip().lower().replace(" ", "-")


class Strict(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class TextContent(Strict):
    """What people read of an entry, in one language."""

    name: str = Field(min_length=1, max_length=120)
    summary: str = Field(min_length=1, max_length=400)
    provider: str = Field(min_length=1)
    cost: str = Field(min_length=1)
    eligibility: str = Field(min_length=1)
    contact: str = Field(min_length=1)
    keywords: str
    when: str | None = None
    partners: str | None = None
    funding: str | None = None


class Texts(Strict):
    """An entry's texts: these three languages always, others where somebody has written them."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, TextContent] = Field(init=False)

    fi: TextContent
    en: TextContent
    sv: TextContent

    @model_validator(mode="after")
    def _others_are_languages(self) -> "Texts":
        for code in self.model_extra or ():
            if not re.fullmatch(LANGUAGE_CODE, code):
                raise ValueError(f"{code!r} is no language code of two or three small letters")
        return self

    def by_language(self) -> dict[str, TextContent]:
        """Return the texts of every language that has some."""
        return {
            **{language: getattr(self, language) for language in LANGUAGES},
            **(self.model_extra or {}),
        }


class Source(Strict):
    """Where a fact was read, and when that source was dated."""

    url: str = Field(min_length=1)
    date: str | None


class EntryContent(Strict):
    """One entry as it stands in a content file; see `docs/catalogue.md` for each key."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
    answers: list[str] = Field(min_length=1)
    audience: list[str] = []
    field: list[str] = []
    occupation: list[Annotated[str, AfterValidator(_slug)]] = []
    municipality: list[str] = []
    level: list[str] = []
    mode: list[str] = []
    relocation_topic: list[str] = []
    project: list[str] = []
    service_languages: list[str] = []
    url: HttpUrl
    texts: Texts
    source: Source
    checked: date
    review_by: date
    owner: str = Field(min_length=1)
    confidence: Literal["high", "medium", "low"]
    note: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    demo: bool = False


class DatedContent(EntryContent):
    """An entry between two dates, both inclusive."""

    starts: date | None = None
    ends: date | None = None


class TetPlacementContent(DatedContent):
    """A TET place: pupils at a time and length in school days."""

    spots: int | None = Field(None, ge=1, le=30)
    days: int | None = Field(None, ge=1, le=15)


class ProjectContent(DatedContent):
    """A project; `successors` are ids of entries that serve people today."""

    status: Literal["ongoing", "ended", "planned"]
    successors: list[str] = []


_SHAPES: dict[str, type[EntryContent]] = {
    "event": DatedContent,
    "tet_placement": TetPlacementContent,
    "project": ProjectContent,
}


@dataclass
class Report:
    """Ids of entries by what loading did to them."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def read(folder: Path) -> dict[str, tuple[str, EntryContent]]:
    """Return every entry under `folder` with its kind, by id.

    Raises ContentError with all problems of all files.
    """
    entries: dict[str, tuple[str, EntryContent]] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            kind, raw_entries = document["kind"], list(document["entries"])
        except (yaml.YAMLError, KeyError, TypeError, UnicodeDecodeError) as error:
            problems.append(f"{path.name}: needs `kind` and a list of `entries`: {error}")
            continue
        if kind not in KINDS:
            problems.append(f"{path.name}: kind: {kind!r} is none of {', '.join(KINDS)}")
            continue
        for position, raw in enumerate(raw_entries, start=1):
            name = raw.get("id", f"entry {position}") if isinstance(raw, dict) else position
            try:
                entry = _SHAPES.get(kind, EntryContent).model_validate(raw)
            except ValidationError as error:
                problems += [
                    f"{path.name}: {name}: {'.'.join(map(str, e['loc']))}: {e['msg']}"
                    for e in error.errors()
                ]
                continue
            if entry.id in entries:
                problems.append(f"{path.name}: {entry.id}: id: stands in the content twice")
            entries[entry.id] = (kind, entry)
    problems += [
        f"{entry.id}: successors: there is no entry {successor!r}"
        for _, entry in entries.values()
        for successor in getattr(entry, "successors", [])
        if successor not in entries
    ]
    if not entries and not problems:
        problems.append(f"{folder}: no content files")
    if problems:
        raise ContentError(problems)
    return entries


async def load(engine: AsyncEngine, folder: Path) -> Report:
    """Make the database hold what `folder` holds, in one transaction; other origins stay.

    The order of entries in a file is kept: of two rows that fit alike, the first is shown first.

    Raises ContentError, with nothing written, when any entry is broken.
    """
    entries = read(folder)
    report = Report()
    # Not the maker's `begin()`: it commits in another task, and who writes between is locked out.
    async with async_sessionmaker(engine)() as session, session.begin():
        stored = {
            entry.id: entry
            for entry in await session.scalars(select(Entry).where(Entry.origin == ORIGIN))
        }
        for gone in stored.keys() - entries.keys():
            await session.delete(stored[gone])
            report.removed.append(gone)
        for position, (entry_id, (kind, content)) in enumerate(entries.items()):
            fingerprint = _fingerprint(kind, content)
            old = stored.get(entry_id)
            if old is not None and old.fingerprint == fingerprint:
                report.unchanged.append(entry_id)
                if old.position != position:
                    old.position = position
                continue
            if old is not None:
                await session.delete(old)
                await session.flush()
            session.add(_row(kind, content, fingerprint, position))
            (report.changed if old is not None else report.added).append(entry_id)
        if session.new or session.dirty or report.changed or report.removed:
            await _grow_version(session)
    return report


async def add(session: AsyncSession, kind: str, content: EntryContent, origin: str) -> None:
    """Write one row that stands in no file; loading the files leaves other origins alone."""
    session.add(_row(kind, content, _fingerprint(kind, content), 0, origin))
    await _grow_version(session)


async def remove(session: AsyncSession, entry_id: str) -> None:
    """Delete a row; does nothing when there is none."""
    if (row := await session.get(Entry, entry_id)) is not None:
        await session.delete(row)
        await _grow_version(session)


async def _grow_version(session: AsyncSession) -> None:
    state = await session.get(CatalogueState, 1)
    if state is None:
        session.add(CatalogueState(id=1, version=1))
    else:
        await session.execute(update(CatalogueState).values(version=CatalogueState.version + 1))


def _row(
    kind: str, content: EntryContent, fingerprint: str, position: int, origin: str = ORIGIN
) -> Entry:
    columns = content.model_dump(exclude={"texts", "source", *FACETS})
    columns["url"] = str(content.url)
    row: Entry = KINDS[kind](
        **columns,
        source_url=content.source.url,
        source_date=content.source.date,
        origin=origin,
        fingerprint=fingerprint,
        position=position,
    )
    row.texts = [
        EntryText(language=language, **text.model_dump())
        for language, text in content.texts.by_language().items()
    ]
    row.tags = [
        EntryTag(facet=facet, value=value, position=position)
        for facet in FACETS
        for position, value in enumerate(dict.fromkeys(getattr(content, facet)))
    ]
    return row


def _fingerprint(kind: str, content: EntryContent) -> str:
    data: Any = {"kind": kind, **content.model_dump(mode="json")}
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
