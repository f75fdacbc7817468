"""Read a month with what stands around it: "5 May", "10–14 March", "touko–kesäkuu 2027"."""

import re
from datetime import date
from typing import NamedTuple

from bot.components import dates
from bot.components.dates import Period
from bot.components.reading import Match, Reading

_DAY = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?$")
_YEAR = re.compile(r"^20\d\d$")


class Told(NamedTuple):
    """A period that the words `first` to `last` (exclusive) tell."""

    period: Period | None
    first: int
    last: int


NOTHING = Told(None, 0, 0)


def month(match: Match, reading: Reading, today: date, when: str) -> Told:
    """Return the days that a month and its neighbours mean; `when` is "next", "past" or neither."""
    until = _until(match, reading)
    if match.entity == "half" and not until:
        return NOTHING
    end = until or match
    year, last = year_after(reading, end.last)
    found, first = ([], match.first) if until else _days_before(reading, match.first)
    if not (found or until) and (day := _day(reading, last)):
        found, last = [day], last + 1
        year, last = (year, last) if year else year_after(reading, last)
    if match.entity == "doubtful" and not (year or until or found or introduced(match, reading)):
        return NOTHING

    def in_year(number: int) -> Period | None:
        if found:
            start, finish = (int(match.value), found[0]), (int(match.value), found[-1])
            return dates.days(number, start, finish)
        return dates.months(number, int(match.value), int(end.value))

    if year:
        return Told(in_year(year), first, last)
    return Told(dates.chosen(in_year, today, when), first, last)


def year_after(reading: Reading, place: int) -> tuple[int, int]:
    """Return the year at `place` and the place after it, or 0 and `place`."""
    if place < len(reading.tokens) and _YEAR.match(reading.tokens[place].norm):
        return int(reading.tokens[place].norm), place + 1
    return 0, place


def introduced(match: Match, reading: Reading) -> bool:
    """Tell whether a word that may be a month or a season is one: "in May", "this March"."""
    return len(reading.tokens) == 1 or reading.preceded(
        match, "in", "next", "this", "past", "since"
    )


def _until(match: Match, reading: Reading) -> Match | None:
    """Return the month that ends a range which begins with `match`."""
    for other in reading.of("month", "doubtful"):
        gap = other.first - match.last
        dashed = gap == 0 and reading.tokens[match.last - 1].joined
        spoken = gap == 1 and reading.preceded(other, "until")
        cases = gap == 0 and match.ending == "sta" and other.ending in ("hun", "un")
        if dashed or spoken or cases:
            return other
    return None


def _days_before(reading: Reading, place: int) -> tuple[list[int], int]:
    """Return the day or the days that end before `place`, and where they begin."""
    places_of = {entity: {m.first for m in reading.of(entity)} for entity in ("of", "until")}
    place -= place - 1 in places_of["of"]
    last = _day(reading, place - 1)
    if not last:
        return [], place
    place -= 1
    before = place - 2 if place - 1 in places_of["until"] else place - 1
    first = _day(reading, before)
    if first and (before == place - 2 or reading.tokens[before].joined):
        return [first, last], before
    return [last], place


def _day(reading: Reading, place: int) -> int:
    """Return the day of a month that a token is, or 0."""
    if not 0 <= place < len(reading.tokens):
        return 0
    match = _DAY.match(reading.tokens[place].norm)
    return int(match[1]) if match else 0
