"""Read what counts from today, and the words that turn a time to the past or the next one."""

from datetime import date

from bot.components import dates, units
from bot.components.dates import Period
from bot.components.reading import Match, Reading

MAY_BE_OVER = frozenset({"month", "doubtful", "season"})
CLAUSE = 8


def from_today(match: Match, today: date, when: str) -> Period | None:
    """Read what counts from today: "tomorrow", "in two weeks", "end of the month", "i våras"."""
    if match.entity == "day":
        day = today + int(match.value) * dates.DAY
        return Period(day, day)
    if match.entity == "later":
        number, _, unit = match.value.partition("-")
        return units.unit(today, unit, int(number) + {"next": 1, "past": -1}.get(when, 0))
    if match.value == "year":
        return units.unit(today, "year", -1)
    return dates.last_time(lambda year: dates.season(year, match.value), today)


def when_meant(match: Match, reading: Reading) -> str:
    """Return "next" or "past" if a word before `match` says so ("ensi", "last", "since").

    Return "begun" if a verb tells what has happened: "we moved here in May".
    """
    if reading.preceded(match, "next"):
        return "next"
    if reading.preceded(match, "past", "since"):
        return "past"
    return "begun" if match.entity in MAY_BE_OVER and _has_happened(match, reading) else ""


def _has_happened(match: Match, reading: Reading) -> bool:
    """Tell whether a verb of the past stands near in the same clause."""
    for verb in reading.of("happened"):
        first, last = min(verb.last, match.last), max(verb.first, match.first)
        if last - first > CLAUSE:
            continue
        paused = any(token.paused for token in reading.tokens[first - 1 : last])
        if not paused and not any(first <= link.first < last for link in reading.of("and")):
            return True
    return False


def is_habit(match: Match, reading: Reading) -> bool:
    """Tell whether a time comes again and again: "joka kevät", "every Monday"."""
    counted = match.language != "fi" or match.ending == "" or match.entity == "later"
    return reading.preceded(match, "every") and counted
