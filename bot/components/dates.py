"""Say when something is next: a month, a week, a season, a feast."""

from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """A first and a last day, both included."""

    start: date
    end: date


SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
# First and last day of what has a fixed or nearly fixed place in the year.
FEASTS = {
    "christmas": ((12, 24), (12, 26)),
    "new-year": ((12, 31), (1, 1)),
    "midsummer": ((6, 19), (6, 26)),
    "autumn-break": ((10, 12), (10, 18)),
    "winter-break": ((2, 15), (2, 28)),
    "summer-holiday": ((6, 1), (8, 10)),
}
DAY = timedelta(days=1)


def month(year: int, number: int) -> Period:
    """Return a month of a year."""
    following = date(year + number // 12, number % 12 + 1, 1)
    return Period(date(year, number, 1), following - DAY)


def season(year: int, name: str) -> Period:
    """Return a season; a winter belongs to the year in which it begins."""
    first, last = SEASONS[name]
    return Period(date(year, first, 1), month(year + (last < first), last).end)


def feast(year: int, name: str) -> Period:
    """Return a feast or a school break."""
    (first_month, first_day), (last_month, last_day) = FEASTS[name]
    return Period(
        date(year, first_month, first_day),
        date(year + (last_month < first_month), last_month, last_day),
    )


def week(year: int, number: int) -> Period | None:
    """Return an ISO week, or nothing if the year has no such week."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return Period(monday, monday + 6 * DAY)


def day(year: int, number_of_month: int, number: int) -> Period | None:
    """Return a day, or nothing if there is no such day."""
    try:
        found = date(year, number_of_month, number)
    except ValueError:
        return None
    return Period(found, found)


def unit(today: date, name: str, ahead: int) -> Period:
    """Return this week, month or year, or the one so many `ahead`."""
    if name == "week":
        monday = today - today.weekday() * DAY + 7 * ahead * DAY
        return Period(monday, monday + 6 * DAY)
    if name == "month":
        months = today.year * 12 + today.month - 1 + ahead
        return month(months // 12, months % 12 + 1)
    return Period(date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31))


def month_after(period: Period) -> Period:
    """Return the thirty days that follow `period`."""
    return Period(period.end + DAY, period.end + 30 * DAY)
