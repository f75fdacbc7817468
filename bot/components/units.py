"""Say which days a week, a month, a school term or a weekday has, counted from a day."""

from datetime import date
from functools import partial

from bot.components.dates import DAY, Period, chosen, feast, months


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


def term(today: date, when: str) -> Period:
    """Return the school term that `when` means, the spring term or the autumn term."""
    names = ("spring-term", "autumn-term")
    terms = [chosen(partial(feast, name=name), today, when) for name in names]
    found = [period for period in terms if period]
    return max(found) if when == "past" else min(found)


def weekday(today: date, number: int, past: bool = False) -> Period:
    """Return the next Monday (1) to Sunday (7) after today, or the `past` one before it."""
    if past:
        found = today - ((today.weekday() - number) % 7 + 1) * DAY
    else:
        found = today + ((number - 1 - today.weekday() - 1) % 7 + 1) * DAY
    return Period(found, found)


def month_after(period: Period) -> Period:
    """Return the thirty days that follow `period`."""
    return Period(period.end + DAY, period.end + 30 * DAY)
