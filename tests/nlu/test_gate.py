"""The real model may not understand the development set worse than it once did."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.evaluation import recorded, report


def test_no_figure_is_a_point_below_what_was_recorded(model: Path) -> None:
    """A change of data or components must not lose quietly what another one gained."""
    if not recorded.FILE.is_file():
        pytest.fail("Nothing is recorded: run `aura nlu report --record` once")
    reached = recorded.figures(report.build(Assistant(model), robustness=False))
    assert recorded.shortfalls(recorded.read(), reached) == []
