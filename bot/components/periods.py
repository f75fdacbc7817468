"""Find the time that a message names and say which days it is: "toukokuussa", "next autumn"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.components import dates
from bot.components.dates import Period
from bot.components.numeric_dates import Written, next_time, written
from bot.components.phrases import Match, Reading

_DAY_NUMBER = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?$")
_YEAR = re.compile(r"^20\d\d$")
_YEARS_AHEAD = 6
_NAMED = ("month", "doubtful", "season", "feast")


def periods(text: str, reading: Reading, today: date) -> Iterator[Written]:
    """Yield every time named, digits first; what is told of the past is none."""
    found = list(written(text, today))
    for item in _in_words(reading, today):
        if not any(item.start < other.end and other.start < item.end for other in found):
            found.append(item)
    yield from sorted(found, key=lambda item: item.start)


def _in_words(reading: Reading, today: date) -> Iterator[Written]:
    skip = -1
    for match in reading.of(*_NAMED, "half", "unit", "weekday", "today", "tomorrow", "overmorrow"):
        if match.first < skip or _touches(reading, match, "past", "since"):
            continue
        period, first, last = _resolve(match, reading, today)
        if period:
            skip = last
            yield _written(_shifted(period, first, last, reading, today), first, last, reading)
    for place, token in enumerate(reading.tokens):
        if _YEAR.match(token.norm) and today.year <= int(token.norm) <= today.year + _YEARS_AHEAD:
            yield _written(dates.unit(today, "year", int(token.norm) - today.year),
                           place, place + 1, reading)  # fmt: skip


def _resolve(match: Match, reading: Reading, today: date) -> tuple[Period | None, int, int]:
    """Return the days that `match` means, and the first and last word that say it."""
    strictly = _before(reading, match.first, "next")
    if match.entity in ("today", "tomorrow", "overmorrow"):
        ahead = ("today", "tomorrow", "overmorrow").index(match.entity)
        day = today + timedelta(days=ahead)
        return Period(day, day), match.first, match.last
    if match.entity == "unit":
        if strictly or _before(reading, match.first, "this"):
            return dates.unit(today, match.value, int(strictly)), match.first - 1, match.last
        return None, 0, 0
    if match.entity == "weekday":
        ahead = (int(match.value) - 1 - today.weekday() - 1) % 7 + 1
        day = today + timedelta(days=ahead)
        return (Period(day, day) if strictly else None), match.first - 1, match.last
    if match.entity in ("half", "month", "doubtful"):
        return _months(match, reading, today, strictly)
    maker = dates.season if match.entity == "season" else dates.feast
    if match.entity == "season" and _is_doubtful(match, reading):
        return None, 0, 0
    year, last = _year_after(reading, match.last)
    if year:
        return maker(year, match.value), match.first, last
    years = range(today.year - 1, today.year + 3)
    period = next_time((maker(y, match.value) for y in years), today, strictly)
    return period, match.first - strictly, last


def _months(
    match: Match, reading: Reading, today: date, strictly: bool
) -> tuple[Period | None, int, int]:
    """Read "May", "5 May", "May 5", "10–14 March", "April to June", "touko–kesäkuu"."""
    tokens = reading.tokens
    until = _until(match, reading)
    if match.entity == "half" and not until:
        return None, 0, 0
    first, end = match.first, until or match
    year, last = _year_after(reading, end.last)
    days = [] if until else _days_before(reading, match.first)
    if days:
        first -= days[0]
        if first and tokens[first - 1].norm == "den":
            first -= 1
    elif not until and last < len(tokens) and (found := _DAY_NUMBER.match(tokens[last].norm)):
        days = [1, int(found[1])]
        last += 1
        year, last = _year_after(reading, last) if not year else (year, last)
    elif match.entity == "doubtful" and not (year or until or _introduced(match, reading)):
        return None, 0, 0

    def in_year(number: int) -> Period | None:
        if days:
            start, finish = (
                dates.day(number, int(match.value), days[1]),
                dates.day(number, int(match.value), days[-1]),
            )
            return Period(start.start, finish.end) if start and finish else None
        later = number + (int(end.value) < int(match.value))
        return Period(
            dates.month(number, int(match.value)).start, dates.month(later, int(end.value)).end
        )

    if year:
        return in_year(year), first, last
    years = range(today.year - 1, today.year + _YEARS_AHEAD)
    return next_time((in_year(y) for y in years), today, strictly), first - strictly, last


def _until(match: Match, reading: Reading) -> Match | None:
    """Return the month that ends a range which begins with `match`."""
    tokens = reading.tokens
    for other in reading.of("month", "doubtful"):
        gap = other.first - match.last
        dashed = gap == 0 and tokens[match.last - 1].joined
        spoken = gap == 1 and tokens[match.last].norm in ("to", "till", "until", "through")
        cases = gap == 0 and match.ending == "sta" and other.ending in ("hun", "un")
        if dashed or spoken or cases:
            return other
    return None


def _days_before(reading: Reading, place: int) -> list[int]:
    """Return how many words before `place` tell the day, then the day or the days."""
    words = [token.norm for token in reading.tokens[max(0, place - 4) : place]]
    used = 0
    if words and words[-1] == "of":
        words.pop()
        used = 1
    if not words or not (last := _DAY_NUMBER.match(words[-1])):
        return []
    words.pop()
    used += 1
    if words and words[-1] in ("to", "till") and len(words) > 1:
        words.pop()
        if first := _DAY_NUMBER.match(words[-1]):
            return [used + 2, int(first[1]), int(last[1])]
    elif words and (first := _DAY_NUMBER.match(words[-1])):
        if reading.tokens[place - used - 1].joined:
            return [used + 1, int(first[1]), int(last[1])]
    return [used, int(last[1])]


def _shifted(period: Period, first: int, last: int, reading: Reading, today: date) -> Period:
    """Move what is said to be after or before: "joulun jälkeen", "before Christmas"."""
    for shift in reading.of("after", "before"):
        if shift.first == last or shift.last in (first, first - 1):
            if shift.entity == "after":
                return dates.month_after(period)
            if period.start > today:
                return Period(today, period.start - dates.DAY)
    return period


def _year_after(reading: Reading, place: int) -> tuple[int, int]:
    if place < len(reading.tokens) and _YEAR.match(reading.tokens[place].norm):
        return int(reading.tokens[place].norm), place + 1
    return 0, place


def _before(reading: Reading, place: int, entity: str) -> bool:
    return any(other.last == place for other in reading.of(entity))


def _introduced(match: Match, reading: Reading) -> bool:
    """Tell whether a word that may be a month is one: "in May", "this March"."""
    return len(reading.tokens) == 1 or any(
        _before(reading, match.first, entity) for entity in ("in", "next", "this")
    )


def _is_doubtful(match: Match, reading: Reading) -> bool:
    """ "Fall" is also a verb."""
    return reading.tokens[match.first].norm == "fall" and not (
        _introduced(match, reading) or reading.tokens[match.first - 1].norm == "the"
    )


def _touches(reading: Reading, match: Match, *entities: str) -> bool:
    return any(
        other.last == match.first or other.first == match.last for other in reading.of(*entities)
    )


def _written(period: Period, first: int, last: int, reading: Reading) -> Written:
    tokens = reading.tokens
    return Written(period, tokens[max(first, 0)].start, tokens[last - 1].end)
