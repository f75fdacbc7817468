"""Find times written in digits: "12.5.", "5.–9.10.", "2027-05-12", "vk 12-13", "weeks 47 and 48"."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bot.components import dates
from bot.components.dates import Period

_YEAR = r"(?P<year>20\d\d)"
_TO = r"\s?[-–—]\s?"
_NOT_CLOCK = r"(?<![\d.,:])(?<!klo )(?<!kl )(?<!kello )"
_RANGE = re.compile(
    rf"{_NOT_CLOCK}(?P<d1>\d{{1,2}})\.(?:(?P<m1>\d{{1,2}})\.?)?{_TO}"
    rf"(?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})(?:\.{_YEAR}|\.|\b)(?!\d)"
)
_DAY = re.compile(rf"{_NOT_CLOCK}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?:{_YEAR})?(?!\d)")
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_WEEKS = re.compile(
    r"\b(?:viik\w*|week|weeks|wk|wks|vecka|veckan|veckor|veckorna|vkoilla|vkolla|vko|vkot|vk|vkl|v)\.?"
    rf"\s?(?P<w1>\d{{1,2}})(?:(?:{_TO}|\s(?:ja|tai|and|or|och|eller|to|till)\s)(?P<w2>\d{{1,2}}))?"
    r"(?![\d.]|\s?(?:h\b|v\b|vuo|tunt|hours|op\b))",
    re.IGNORECASE,
)


class Written(NamedTuple):
    """A period and where it stands in the text."""

    period: Period
    start: int
    end: int


def written(text: str, today: date) -> Iterator[Written]:
    """Yield the times in digits; without a year the next such time is meant."""
    taken: list[tuple[int, int]] = []
    for pattern, reader in ((_ISO, _iso), (_RANGE, _range), (_DAY, _day), (_WEEKS, _weeks)):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if period := reader(match, today):
                taken.append(match.span())
                yield Written(period, *match.span())


def next_time(candidates: Iterator[Period | None], today: date, strictly: bool) -> Period | None:
    """Return the first that is not over, or `strictly` the first that has not begun."""
    for period in candidates:
        if period and (period.start > today if strictly else period.end >= today):
            return period
    return None


def _iso(match: re.Match[str], today: date) -> Period | None:
    return dates.day(*(int(group) for group in match.groups()))


def _day(match: re.Match[str], today: date) -> Period | None:
    return _between(match["d"], match["m"], match["d"], match["m"], match["year"], today)


def _range(match: re.Match[str], today: date) -> Period | None:
    first_month = match["m1"] or match["m2"]
    return _between(match["d1"], first_month, match["d2"], match["m2"], match["year"], today)


def _between(
    first_day: str, first_month: str, last_day: str, last_month: str, year: str | None, today: date
) -> Period | None:
    """Return the days between; a range that runs backwards ends in the next year."""

    def in_year(number: int) -> Period | None:
        start = dates.day(number, int(first_month), int(first_day))
        end = dates.day(number, int(last_month), int(last_day))
        if start and end and end < start:
            end = dates.day(number + 1, int(last_month), int(last_day))
        return Period(start.start, end.end) if start and end else None

    if year:
        return in_year(int(year))
    return next_time((in_year(today.year + ahead) for ahead in range(5)), today, strictly=False)


def _weeks(match: re.Match[str], today: date) -> Period | None:
    first, last = int(match["w1"]), int(match["w2"] or match["w1"])

    def in_year(number: int) -> Period | None:
        start = dates.week(number, first)
        end = dates.week(number + (last < first), last)
        return Period(start.start, end.end) if start and end else None

    return next_time((in_year(today.year + ahead) for ahead in range(6)), today, strictly=False)
