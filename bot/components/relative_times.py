"""Read what counts from today, and the words that turn a time to the past or the next one."""

from datetime import date

from bot.components import dates
from bot.components.dates import Period
from bot.components.reading import Match, Reading


def from_today(match: Match, today: date) -> Period | None:
    """Read what counts from today: "tomorrow", "in two weeks", "i fjol", "i våras"."""
    if match.entity == "day":
        day = today + int(match.value) * dates.DAY
        return Period(day, day)
    if match.entity == "later":
        number, _, unit = match.value.partition("-")
        return dates.unit(today, unit, int(number))
    if match.value == "year":
        return dates.unit(today, "year", -1)
    return dates.last_time(lambda year: dates.season(year, match.value), today)


def when_meant(match: Match, reading: Reading) -> str:
    """Return "next" or "past" if a word before `match` says so ("ensi", "last", "since")."""
    if reading.preceded(match, "next"):
        return "next"
    return "past" if reading.preceded(match, "past", "since") else ""


def is_habit(match: Match, reading: Reading) -> bool:
    """Tell whether a time comes again and again: "joka kevät", "every Monday"."""
    return reading.preceded(match, "every") and (match.language != "fi" or match.ending == "")
