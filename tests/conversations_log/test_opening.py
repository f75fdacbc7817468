"""Opening hours in Finland: weeks, holidays, eves and the change of the clocks."""

from datetime import datetime, timezone

import pytest

from conversations.opening import FINLAND, OpeningHours, OpeningHoursError, opening_hours

WEEKDAYS = opening_hours("mon-thu 09:00-15:00, fri 09:00-13:00") or OpeningHours(())


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=FINLAND)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        pytest.param("2026-11-24 08:59", "2026-11-24 09:00", id="a minute before opening"),
        pytest.param("2026-11-24 15:00", "2026-11-25 09:00", id="a Tuesday after closing"),
        pytest.param("2026-11-27 13:30", "2026-11-30 09:00", id="Friday afternoon"),
        pytest.param("2026-11-28 10:00", "2026-11-30 09:00", id="Saturday"),
        pytest.param("2026-06-19 10:00", "2026-06-22 09:00", id="Midsummer Eve"),
        pytest.param("2027-12-06 10:00", "2027-12-07 09:00", id="Independence Day, a Monday"),
        pytest.param("2026-12-24 10:00", "2026-12-28 09:00", id="Christmas Eve, a Thursday"),
        pytest.param("2027-03-26 10:00", "2027-03-30 09:00", id="Good Friday to Easter Monday"),
        pytest.param("2026-12-31 16:00", "2027-01-04 09:00", id="New Year, then a weekend"),
        pytest.param("2027-03-27 12:00", "2027-03-30 09:00", id="clocks go forward at Easter"),
        pytest.param("2026-10-23 14:00", "2026-10-26 09:00", id="clocks go back on Sunday"),
    ],
)
def test_closed_and_when_it_opens_next(moment: str, opens: str) -> None:
    assert not WEEKDAYS.is_open(at(moment))
    assert WEEKDAYS.opens(at(moment)) == at(opens)


@pytest.mark.parametrize(
    "moment", ["2026-11-24 09:00", "2026-11-24 14:59", "2026-06-18 10:00", "2026-12-31 10:00"]
)
def test_open_on_ordinary_days_and_on_the_eves_that_are_working_days(moment: str) -> None:
    assert WEEKDAYS.is_open(at(moment))


def test_hours_are_finnish_whatever_the_season() -> None:
    """At 6.30 in UTC it is 9.30 in the Finnish summer, but 8.30 in winter."""
    assert WEEKDAYS.is_open(datetime(2026, 10, 22, 6, 30, tzinfo=timezone.utc))
    assert not WEEKDAYS.is_open(datetime(2026, 10, 27, 6, 30, tzinfo=timezone.utc))
    opens = WEEKDAYS.opens(datetime(2026, 10, 23, 12, tzinfo=timezone.utc))
    assert opens.astimezone(timezone.utc) == datetime(2026, 10, 26, 7, tzinfo=timezone.utc)


def test_a_day_may_have_a_break() -> None:
    hours = opening_hours("tue 13:00-15:00, tue 09:00-11:00")
    assert hours
    assert not hours.is_open(at("2026-11-24 12:00"))
    assert hours.opens(at("2026-11-24 08:00")) == at("2026-11-24 09:00")
    assert hours.opens(at("2026-11-24 12:00")) == at("2026-11-24 13:00")


def test_no_hours_are_no_desk() -> None:
    assert opening_hours(" ") is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("always", "'always' is no opening time: write it like"),
        ("mon-fri 9-15", "is no opening time"),
        ("mon-fri 09:00-15:00,", "'' is no opening time"),
        ("mon-fir 09:00-15:00", "'fir' is no day, write one of mon, tue"),
        ("fri-mon 09:00-15:00", "ends before it begins"),
        ("mon 15:00-09:00", "ends before it begins"),
        ("mon 09:00-24:00", "24:00 is no time"),
    ],
)
def test_hours_that_cannot_be_read_say_why(text: str, problem: str) -> None:
    with pytest.raises(OpeningHoursError, match=problem):
        opening_hours(text)
