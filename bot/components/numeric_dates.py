"""Find dates written in digits: "12.5.", "5.–9.10.", "2027-05-12"."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bot.components import dates
from bot.components.dates import Period

_YEAR = r"(?P<year>20\d\d)"
_NOT_AFTER = r"(?<![\d.,:])"
_RANGE = re.compile(
    rf"{_NOT_AFTER}(?P<d1>\d{{1,2}})\.(?:(?P<m1>\d{{1,2}})\.?)?\s?[-–—]\s?"
    rf"(?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})(?:\.{_YEAR}|\.|\b)(?!\d)"
)
_DAY = re.compile(rf"{_NOT_AFTER}(?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.(?:{_YEAR})?(?!\d)")
_ISO = re.compile(rf"\b{_YEAR}-(?P<m2>\d\d)-(?P<d2>\d\d)\b")


class Written(NamedTuple):
    """A period and where it stands in the text."""

    period: Period
    start: int
    end: int

    def overlaps(self, other: "Written") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


def written(text: str, today: date) -> Iterator[Written]:
    """Yield the dates in digits; without a year the next such date is meant."""
    found: list[Written] = []
    for pattern in (_ISO, _RANGE, _DAY):
        for match in pattern.finditer(text):
            if period := _read(match, today):
                item = Written(period, *match.span())
                if not any(item.overlaps(other) for other in found):
                    found.append(item)
    yield from found


def _read(match: re.Match[str], today: date) -> Period | None:
    """Return the days from first to last; a range that runs backwards ends in the next year."""
    parts = match.groupdict()
    last_day, last_month = int(parts["d2"]), int(parts["m2"])
    first_day = int(parts.get("d1") or last_day)
    first_month = int(parts.get("m1") or last_month)

    def in_year(year: int) -> Period | None:
        return dates.days(year, (first_month, first_day), (last_month, last_day))

    if parts["year"]:
        return in_year(int(parts["year"]))
    return dates.next_time(in_year, today)
