"""What the conversation remembers, read from a tracker."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from rasa_sdk import Tracker

from bot.actions.memory import period_of
from bot.components.extraction import HOME

TODAY = datetime.now(HOME).date()


def remembering(first: int, last: int) -> Tracker:
    """Return a tracker with a period so many days from today."""
    days = {"start": TODAY + timedelta(first), "end": TODAY + timedelta(last)}
    slots: dict[str, Any] = {"period": {name: day.isoformat() for name, day in days.items()}}
    return Tracker("sender", slots, {}, [], False, None, {}, None)


@pytest.mark.parametrize(("first", "last"), [(0, 0), (-3, 1), (5, 9)])
def test_a_time_that_is_not_over_narrows_the_search(first: int, last: int) -> None:
    found = period_of(remembering(first, last))

    assert found == (TODAY + timedelta(first), TODAY + timedelta(last))


def test_a_time_that_is_over_is_no_time_to_look_in() -> None:
    """ "I lost my job yesterday" would hide every event and placement."""
    assert period_of(remembering(-1, -1)) is None


def test_no_time_is_no_period() -> None:
    assert period_of(Tracker("sender", {}, {}, [], False, None, {}, None)) is None
