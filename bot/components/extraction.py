"""Read one message: every entity with its value, in order, without Rasa."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.components.audiences import audiences
from bot.components.guards import FIELD_OF, meant
from bot.components.language_wishes import language_values
from bot.components.lexicon import lexicon
from bot.components.ordinals import ordinals
from bot.components.overlaps import read
from bot.components.pairs import is_told_by, pairs
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


def interests(text: str) -> list[str]:
    """Return the fields of what `text` names, each once, even where it may tell of something else.

    Somebody who looks for a place to try work at names dogs, games or a vet as a wish.
    """
    tokens = tokenise(text)
    named = read(tokens, lexicon()).of("field", "interest_field", "occupation") if tokens else []
    fields = (FIELD_OF.get(match.value, match.value) for match in named if match.value[0] != "_")
    return list(dict.fromkeys(fields))


def _values(reading: Reading) -> Iterator[dict[str, Any]]:
    roles = list(audiences(reading))
    teachers = [role for role in roles if role.value == "teacher"]
    paired = list(pairs(reading))
    named = (match for match in meant(reading) if not is_told_by(paired, match))
    matches: Iterable[Match] = (
        # A teacher's own role is no wish to study education.
        *(m for m in named if not (_is_of_school(m) and any(map(m.overlaps, teachers)))),
        *roles,
        *language_values(reading),
        *ordinals(reading),
        *paired,
    )
    for match in matches:
        start, end = reading.tokens[match.first].start, reading.tokens[match.last - 1].end
        yield {"entity": match.entity, "value": match.value, "start": start, "end": end}


def _is_of_school(match: Match) -> bool:
    """Tell whether a match tells the trade of a teacher, rather than the subject taught."""
    return match.entity != "field" or match.value == "education"


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
