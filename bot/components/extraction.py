"""Read one message: every entity with its value, in order, without Rasa."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.components.audiences import audiences
from bot.components.guards import meant
from bot.components.language_wishes import language_values
from bot.components.lexicon import lexicon
from bot.components.ordinals import ordinals
from bot.components.overlaps import read
from bot.components.periods import periods
from bot.components.reading import Match, Reading
from bot.components.tokens import tokenise

HOME = ZoneInfo("Europe/Helsinki")


def extract(text: str, today: date | None = None) -> list[dict[str, Any]]:
    """Return the entities of `text` in order of appearance, each value once.

    `today` is the day from which "ensi viikolla" is counted: by default the present day in Finland.
    """
    tokens = tokenise(text)
    if not tokens:
        return []
    reading = read(tokens, lexicon())
    found = [*_values(reading), *_times(text, reading, today or datetime.now(HOME).date())]
    found.sort(key=lambda entity: (entity["start"], -entity["end"], entity["entity"]))
    return list(_once(found))


def _values(reading: Reading) -> Iterator[dict[str, Any]]:
    roles = list(audiences(reading))
    teachers = [role for role in roles if role.value == "teacher"]
    matches: Iterable[Match] = (
        # A teacher's own role is no wish to study education.
        *(m for m in meant(reading) if not any(m.overlaps(teacher) for teacher in teachers)),
        *roles,
        *language_values(reading),
        *ordinals(reading),
    )
    for match in matches:
        start, end = reading.tokens[match.first].start, reading.tokens[match.last - 1].end
        yield {"entity": match.entity, "value": match.value, "start": start, "end": end}


def _times(text: str, reading: Reading, today: date) -> Iterator[dict[str, Any]]:
    for found in periods(text, reading, today):
        value = {day: getattr(found.period, day).isoformat() for day in ("start", "end")}
        yield {"entity": "period", "value": value, "start": found.start, "end": found.end}


def _once(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    seen: set[tuple[str, str]] = set()
    for entity in found:
        key = entity["entity"], str(entity["value"])
        if key not in seen:
            seen.add(key)
            yield entity
