"""When the counsellors' desk is open: hours of the week in Finland, closed on public holidays.

Midsummer Eve and Christmas Eve count as public holidays, as in Finnish working life.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

FINLAND = ZoneInfo("Europe/Helsinki")
EXAMPLE = "mon-thu 09:00-15:00, fri 09:00-13:00"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RULE = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d?:\d\d)-(\d\d?:\d\d)")
_HOLIDAYS = holidays.country_holidays("FI")


class OpeningHoursError(ValueError):
    """Hours that cannot be read; the message names the part and shows how they are written."""


@dataclass(frozen=True)
class OpeningHours:
    """What is open on which day of the week: (0 is Monday, from, until), in Finnish time."""

    spans: tuple[tuple[int, time, time], ...]

    def is_open(self, moment: datetime) -> bool:
        """Tell whether the desk is open at `moment`, which knows its time zone."""
        local = moment.astimezone(FINLAND)
        return any(start <= local.time() < end for start, end in self._of(local.date()))

    def opens(self, moment: datetime) -> datetime:
        """Return the first opening after `moment`, in Finnish time."""
        local = moment.astimezone(FINLAND)
        return next(opening for opening in self._openings(local.date()) if opening > local)

    def _openings(self, day: date) -> Iterator[datetime]:
        while True:
            yield from (datetime.combine(day, start, FINLAND) for start, _ in self._of(day))
            day += timedelta(days=1)

    def _of(self, day: date) -> list[tuple[time, time]]:
        if day in _HOLIDAYS:
            return []
        return sorted(
            (start, end) for weekday, start, end in self.spans if weekday == day.weekday()
        )


def opening_hours(text: str) -> OpeningHours | None:
    """Read hours such as `EXAMPLE`; None for none at all. Raises OpeningHoursError."""
    if not text.strip():
        return None
    return OpeningHours(tuple(span for rule in text.split(",") for span in _spans(rule.strip())))


def _spans(rule: str) -> Iterator[tuple[int, time, time]]:
    match = _RULE.fullmatch(rule.casefold())
    if match is None:
        raise OpeningHoursError(f"{rule!r} is no opening time: write it like {EXAMPLE!r}")
    first, last, start, end = match.groups()
    for day in (first, last or first):
        if day not in _DAYS:
            raise OpeningHoursError(f"{rule!r}: {day!r} is no day, write one of {', '.join(_DAYS)}")
    days = range(_DAYS.index(first), _DAYS.index(last or first) + 1)
    opens, closes = _time(rule, start), _time(rule, end)
    if not days or opens >= closes:
        raise OpeningHoursError(f"{rule!r} ends before it begins: write it like {EXAMPLE!r}")
    for day in days:
        yield day, opens, closes


def _time(rule: str, text: str) -> time:
    hour, minute = map(int, text.split(":"))
    try:
        return time(hour, minute)
    except ValueError:
        raise OpeningHoursError(f"{rule!r}: {text} is no time between 0:00 and 23:59") from None
