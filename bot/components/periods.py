"""Find the time that a message names and say which days it is: "toukokuussa", "next autumn"."""

from collections.abc import Iterator
from datetime import date

from bot.components import dates, units
from bot.components.dates import Period
from bot.components.months import NOTHING, Told, introduced, month, year_after
from bot.components.numeric_dates import Written, written
from bot.components.reading import Match, Reading
from bot.components.relative_times import from_today, is_habit, when_meant

_FEW = 3
_WEEKS = 53
_MONTHS = ("half", "month", "doubtful")
_NAMED = ("season", "feast", "unit", "weekday", "day", "later", "gone")


def periods(text: str, reading: Reading, today: date) -> Iterator[Written]:
    """Yield every time named, digits first; one that is past has its past days."""
    clocks = {reading.tokens[clock.last - 1].end + 1 for clock in reading.of("clock")}
    found = [item for item in written(text, today) if item.start not in clocks]
    for told in (*_in_words(reading, today), *_years(reading, today)):
        if told.period:
            start, end = reading.tokens[told.first].start, reading.tokens[told.last - 1].end
            item = Written(told.period, start, end)
            if not any(item.overlaps(other) for other in found):
                found.append(item)
    yield from sorted(found, key=lambda item: item.start)


def _in_words(reading: Reading, today: date) -> Iterator[Told]:
    matches = reading.of(*_MONTHS, *_NAMED)
    done = 0
    for match in sorted(matches, key=lambda match: (match.first, match.entity != "half")):
        if match.first < done or is_habit(match, reading):
            continue
        told = _resolve(match, reading, today)
        if told.period:
            done = told.last
            yield told._replace(period=_shifted(told.period, told, reading, today))


def _years(reading: Reading, today: date) -> Iterator[Told]:
    for place in range(len(reading.tokens)):
        year, last = year_after(reading, place)
        if today.year <= year <= today.year + dates.YEARS_AHEAD:
            yield Told(units.unit(today, "year", year - today.year), place, last)


def _resolve(match: Match, reading: Reading, today: date) -> Told:
    """Return the days that `match` means."""
    when = when_meant(match, reading)
    first = match.first - reading.preceded(match, "next", "past")
    if match.entity in _MONTHS:
        told = month(match, reading, today, when)
        return told._replace(first=min(first, told.first))
    if match.entity == "unit":
        return _unit(match, reading, today, when)
    if match.entity == "weekday":
        named = when or match.language != "fi" or match.ending == "na"
        period = units.weekday(today, int(match.value), when == "past")
        return Told(period, first, match.last) if named else NOTHING
    if match.entity in ("season", "feast"):
        return _season(match, reading, today, when)
    return Told(from_today(match, today, when), first, match.last)


def _unit(match: Match, reading: Reading, today: date, when: str) -> Told:
    """Read "viikolla 41", "weeks 47 and 48", "next month", "i år"; "a week" alone is no time."""
    if match.value == "week" and (told := _numbered_weeks(match, reading, today)):
        return told
    often = match.language == "sv" and match.ending in ("n", "en")  # "tre dagar i veckan"
    if when or (reading.preceded(match, "this") and not often):
        ahead = {"next": 1, "past": -1}.get(when, 0)
        term = match.value == "term"
        period = units.term(today, when) if term else units.unit(today, match.value, ahead)
        return Told(period, match.first - 1, match.last)
    if match.value == "weekend" and (
        match.language != "en" or introduced(match, reading) or reading.preceded(match, "the")
    ):
        return Told(units.unit(today, "weekend", 0), match.first, match.last)
    return NOTHING


def _numbered_weeks(match: Match, reading: Reading, today: date) -> Told | None:
    tokens, numbers, place = reading.tokens, list[int](), match.last
    spelt = {number.first: int(number.value) for number in reading.of("count", "numeral")}
    links = {link.first for link in reading.of("until", "and")}
    while place < len(tokens) and len(numbers) < 2:
        digits = tokens[place].norm
        number = int(digits) if digits.isdecimal() else spelt.get(place, 0)
        if 0 < number <= _WEEKS:
            numbers.append(number)
            last = place + 1
            place += 1
            if not (tokens[place - 1].joined or place in links):
                break
        elif place in links and numbers:
            place += 1
        else:
            break
    if not numbers:
        return None
    period = dates.next_time(lambda year: dates.weeks(year, numbers[0], numbers[-1]), today)
    return Told(period, match.first, last)


def _season(match: Match, reading: Reading, today: date, when: str) -> Told:
    """Read a season or a feast; a "summer internship" names no summer and "fall" may be a verb."""
    if (
        match.entity == "season"
        and match.language == "en"
        and len(reading.tokens) > _FEW
        and not introduced(match, reading)
        and not reading.preceded(match, "the", "after", "before")
    ):
        return NOTHING

    def in_year(year: int) -> Period | None:
        return (dates.season if match.entity == "season" else dates.feast)(year, match.value)

    year, last = year_after(reading, match.last)
    if year:
        return Told(in_year(year), match.first, last)
    led = int(reading.preceded(match, "next", "past"))
    return Told(dates.chosen(in_year, today, when), match.first - led, last)


def _shifted(period: Period, told: Told, reading: Reading, today: date) -> Period:
    """Move what is said to be after or before: "joulun jälkeen", "before Christmas"."""
    for shift in reading.of("after", "before"):
        if shift.first == told.last or shift.last in (told.first, told.first - 1):
            if shift.entity == "after":
                return units.month_after(period)
            if period.start > today:
                return Period(today, period.start - dates.DAY)
    return period
