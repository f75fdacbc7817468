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
# First and last day of what has a fixed or nearly fixed place in the year.
FEASTS: dict[str, tuple[MonthDay, MonthDay]] = {
    "christmas": ((12, 24), (12, 26)),
    "new-year": ((12, 31), (1, 1)),
    "midsummer": ((6, 19), (6, 26)),
    "autumn-break": ((10, 12), (10, 18)),
    "winter-break": ((2, 15), (2, 28)),
    "summer-holiday": ((6, 1), (8, 10)),
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
    return days(year, *FEASTS[name])


def weeks(year: int, first: int, last: int) -> Period | None:
    """Return ISO weeks, or nothing if the year has no such week."""
    try:
        monday = date.fromisocalendar(year, first, 1)
        sunday = date.fromisocalendar(year + (last < first), last, 7)
    except ValueError:
        return None
    return Period(monday, sunday)


def unit(today: date, name: str, ahead: int) -> Period:
    """Return this week, weekend, month or year, or the one so many `ahead`."""
    monday = today - today.weekday() * DAY + 7 * ahead * DAY
    if name == "week":
        return Period(monday, monday + 6 * DAY)
    if name == "weekend":
        return Period(monday + 5 * DAY, monday + 6 * DAY)
    if name == "month":
        year, number = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        return months(year, number + 1, number + 1)
    return months(today.year + ahead, 1, 12)


def weekday(today: date, number: int) -> Period:
    """Return the next Monday (1) to Sunday (7) after today."""
    found = today + ((number - 1 - today.weekday() - 1) % 7 + 1) * DAY
    return Period(found, found)


def month_after(period: Period) -> Period:
    """Return the thirty days that follow `period`."""
    return Period(period.end + DAY, period.end + 30 * DAY)
