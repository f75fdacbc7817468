"""Which days a message means, told on Saturday, 21 November 2026."""

from datetime import date

import pytest

from bot.components.extraction import extract

TODAY = date(2026, 11, 21)


def periods(text: str, today: date = TODAY) -> list[str]:
    """Return the periods found, each as "first day / last day"."""
    return [
        f"{entity['value']['start']} / {entity['value']['end']}"
        for entity in extract(text, today)
        if entity["entity"] == "period"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("toukokuussa", "2027-05-01 / 2027-05-31"),
        ("marraskuussa", "2026-11-01 / 2026-11-30"),
        ("joulukuussa", "2026-12-01 / 2026-12-31"),
        ("in May", "2027-05-01 / 2027-05-31"),
        ("until May", "2027-05-01 / 2027-05-31"),
        ("i maj", "2027-05-01 / 2027-05-31"),
        ("May 2028", "2028-05-01 / 2028-05-31"),
        ("huhti–toukokuussa", "2027-04-01 / 2027-05-31"),
        ("huhti-toukokuussa", "2027-04-01 / 2027-05-31"),
        ("kesä-elokuu", "2027-06-01 / 2027-08-31"),
        ("joulu-tammikuussa", "2026-12-01 / 2027-01-31"),
        ("April to June", "2027-04-01 / 2027-06-30"),
        ("huhtikuusta kesäkuuhun", "2027-04-01 / 2027-06-30"),
        ("toukokusa", "2027-05-01 / 2027-05-31"),
    ],
)
def test_a_month_is_the_next_one_that_is_not_over(text: str, expected: str) -> None:
    assert periods(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.5.", "2027-05-12 / 2027-05-12"),
        ("12.5.2028", "2028-05-12 / 2028-05-12"),
        ("5.–9.10.", "2027-10-05 / 2027-10-09"),
        ("5. - 9.10.", "2027-10-05 / 2027-10-09"),
        ("3.6.–12.8.", "2027-06-03 / 2027-08-12"),
        ("20.12.–5.1.", "2026-12-20 / 2027-01-05"),
        ("1.9. alkaen", "2027-09-01 / 2027-09-01"),
        ("29.2.", "2028-02-29 / 2028-02-29"),
        ("2027-05-12", "2027-05-12 / 2027-05-12"),
        ("5 May", "2027-05-05 / 2027-05-05"),
        ("May 5", "2027-05-05 / 2027-05-05"),
        ("10th of March", "2027-03-10 / 2027-03-10"),
        ("from 10 to 14 March", "2027-03-10 / 2027-03-14"),
        ("10–14 March", "2027-03-10 / 2027-03-14"),
        ("den 5 maj", "2027-05-05 / 2027-05-05"),
        ("12. toukokuuta", "2027-05-12 / 2027-05-12"),
    ],
)
def test_a_day_is_the_next_one_of_its_date(text: str, expected: str) -> None:
    assert periods(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("viikolla 41", "2027-10-11 / 2027-10-17"),
        ("week 41", "2027-10-11 / 2027-10-17"),
        ("vecka 41", "2027-10-11 / 2027-10-17"),
        ("viikko 48", "2026-11-23 / 2026-11-29"),
        ("vkolla 47", "2026-11-16 / 2026-11-22"),
        ("vk 12-13", "2027-03-22 / 2027-04-04"),
        ("weeks 47 and 48", "2026-11-16 / 2026-11-29"),
        ("viikoille 47–48", "2026-11-16 / 2026-11-29"),
        ("viikolla 53", "2026-12-28 / 2027-01-03"),
        ("ensi viikolla", "2026-11-23 / 2026-11-29"),
        ("this week", "2026-11-16 / 2026-11-22"),
        ("nästa vecka", "2026-11-23 / 2026-11-29"),
        ("next month", "2026-12-01 / 2026-12-31"),
        ("ensi kuussa", "2026-12-01 / 2026-12-31"),
        ("ensi vuonna", "2027-01-01 / 2027-12-31"),
        ("vuonna 2028", "2028-01-01 / 2028-12-31"),
        ("huomenna", "2026-11-22 / 2026-11-22"),
        ("ensi maanantaina", "2026-11-23 / 2026-11-23"),
        ("on Friday", "2026-11-27 / 2026-11-27"),
        ("viikonloppuna", "2026-11-21 / 2026-11-22"),
    ],
)
def test_weeks_and_near_times_count_from_today(text: str, expected: str) -> None:
    assert periods(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("syksyllä", "2026-09-01 / 2026-11-30"),
        ("ensi syksynä", "2027-09-01 / 2027-11-30"),
        ("next autumn", "2027-09-01 / 2027-11-30"),
        ("i höst", "2026-09-01 / 2026-11-30"),
        ("ensi keväänä", "2027-03-01 / 2027-05-31"),
        ("this spring", "2027-03-01 / 2027-05-31"),
        ("i vår", "2027-03-01 / 2027-05-31"),
        ("kesällä", "2027-06-01 / 2027-08-31"),
        ("kesällä 2028", "2028-06-01 / 2028-08-31"),
        ("talvella", "2026-12-01 / 2027-02-28"),
        ("joululomalla", "2026-12-24 / 2026-12-26"),
        ("joulun jälkeen", "2026-12-27 / 2027-01-25"),
        ("after Christmas", "2026-12-27 / 2027-01-25"),
        ("efter jul", "2026-12-27 / 2027-01-25"),
        ("ennen joulua", "2026-11-21 / 2026-12-23"),
        ("after the summer holidays", "2027-08-11 / 2027-09-09"),
    ],
)
def test_seasons_and_feasts(text: str, expected: str) -> None:
    assert periods(text) == [expected]


def test_a_winter_that_has_begun_is_this_winter() -> None:
    assert periods("talvella", date(2027, 1, 10)) == ["2026-12-01 / 2027-02-28"]


def test_two_times_are_two_periods() -> None:
    assert periods("joko tammikuussa tai maaliskuussa") == [
        "2027-01-01 / 2027-01-31",
        "2027-03-01 / 2027-03-31",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("viime keväänä", "2026-03-01 / 2026-05-31"),
        ("last spring", "2026-03-01 / 2026-05-31"),
        ("i våras", "2026-03-01 / 2026-05-31"),
        ("förra hösten", "2025-09-01 / 2025-11-30"),
        ("since May", "2026-05-01 / 2026-05-31"),
        ("last week", "2026-11-09 / 2026-11-15"),
        ("viime kuussa", "2026-10-01 / 2026-10-31"),
        ("i fjol", "2025-01-01 / 2025-12-31"),
        ("viime lauantaina", "2026-11-14 / 2026-11-14"),
        ("last Friday", "2026-11-20 / 2026-11-20"),
        ("eilen", "2026-11-20 / 2026-11-20"),
        ("i går kväll", "2026-11-20 / 2026-11-20"),
    ],
)
def test_what_is_past_has_its_past_days(text: str, expected: str) -> None:
    """The taxonomy asks for a start and an end, whenever they were."""
    assert periods(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("parin viikon päästä", "2026-11-30 / 2026-12-06"),
        ("in a month", "2026-12-01 / 2026-12-31"),
        ("om två veckor", "2026-11-30 / 2026-12-06"),
        ("pääsiäisenä", "2027-03-26 / 2027-03-29"),
        ("by Easter", "2027-03-26 / 2027-03-29"),
        ("huomena", "2026-11-22 / 2026-11-22"),
        ("juhannnuksena", "2027-06-19 / 2027-06-26"),
    ],
)
def test_times_ahead_and_moving_feasts(text: str, expected: str) -> None:
    assert periods(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "may I ask",
        "we march on",
        "joka kevät",
        "every Monday",
        "varje onsdag",
        "vuosi sitten",
        "klo 9.30",
        "klo 9.10. alkaa",
        "keskiarvo 7.5",
        "31.4.",
        "week 60",
        "8.–9. luokka",
        "3 weeks",
        "hyvää joulua",
        "have a nice summer",
        "god jul",
        "summer jobs for a student",
        "maanantaisin",
        "in 2019",
        "I fall ill often these days",
        "tammi on puu",
    ],
)
def test_what_is_no_time_or_a_habit_is_no_period(text: str) -> None:
    assert periods(text) == []
