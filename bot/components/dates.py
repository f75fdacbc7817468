"""Say when something is next: a month, a week, a season, a feast."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """A first and a last day, both included."""

    start: date
    end: date


MonthDay = tuple[int, int]

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
EASTER = {"easter": (-2, 1)}  # days from Easter Sunday: Good Friday to Easter Monday
# First and last day of what has a fixed or nearly fixed place in the year.
FEASTS: dict[str, tuple[MonthDay, MonthDay]] = {
    "christmas": ((12, 24), (12, 26)),
    "new-year": ((12, 31), (1, 1)),
    "midsummer": ((6, 19), (6, 26)),
    "may-day": ((4, 30), (5, 1)),
    "independence-day": ((12, 6), (12, 6)),
    "autumn-break": ((10, 12), (10, 18)),
    "winter-break": ((2, 15), (2, 28)),
    "summer-holiday": ((6, 1), (8, 10)),
    "early-year": ((1, 1), (3, 31)),
    "late-year": ((10, 1), (12, 31)),
    "spring-term": ((1, 1), (5, 31)),
    "autumn-term": ((8, 1), (12, 31)),
}
DAY = timedelta(days=1)
YEARS_AHEAD = 6


def next_time(
    in_year: Callable[[int], Period | None], today: date, strictly: bool = False
) -> Period | None:
    """Return the first that is not over, or `strictly` the first that has not begun."""
    for year in range(today.year - 1, today.year + YEARS_AHEAD):
        period = in_year(year)
        if period and (period.start > today if strictly else period.end >= today):
            return period
    return None


def last_time(in_year: Callable[[int], Period | None], today: date) -> Period | None:
    """Return the latest that is over."""
    for year in range(today.year, today.year - 3, -1):
        period = in_year(year)
        if period and period.end < today:
            return period
    return None


def begun_time(in_year: Callable[[int], Period | None], today: date) -> Period | None:
    """Return the latest that has begun."""
    years = range(today.year, today.year - 3, -1)
    return next((p for year in years if (p := in_year(year)) and p.start <= today), None)


def chosen(in_year: Callable[[int], Period | None], today: date, when: str) -> Period | None:
    """Return the one that "past", "begun" or "next" means; else the first that is not over."""
    if when == "past":
        return last_time(in_year, today)
    if when == "begun":
        return begun_time(in_year, today)
    return next_time(in_year, today, when == "next")


def days(year: int, first: MonthDay, last: MonthDay) -> Period | None:
    """Return the days from `first` to `last`, if there are such days."""
    try:
        return Period(date(year, *first), date(year + (last < first), *last))
    except ValueError:
        return None


def months(year: int, first: int, last: int) -> Period:
    """Return whole months; a winter belongs to the year in which it begins."""
    year_of_last = year + (last < first)
    following = date(year_of_last + last // 12, last % 12 + 1, 1)
    return Period(date(year, first, 1), following - DAY)


def season(year: int, name: str) -> Period:
    """Return a season."""
    return months(year, *SEASONS[name])


def feast(year: int, name: str) -> Period | None:
    """Return a feast or a school break."""
    if name in EASTER:
        sunday = _easter(year)
        before, after = EASTER[name]
        return Period(sunday + before * DAY, sunday + after * DAY)
    return days(year, *FEASTS[name])


def _easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian rule (Butcher)."""
    century, place = divmod(year, 100)
    moon = (
        19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (place // 4) - moon - place % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def weeks(year: int, first: int, last: int) -> Period | None:
    """Return ISO weeks, or nothing if the year has no such week."""
    try:
        monday = date.fromisocalendar(year, first, 1)
        sunday = date.fromisocalendar(year + (last < first), last, 7)
    except ValueError:
        return None
    return Period(monday, sunday)
