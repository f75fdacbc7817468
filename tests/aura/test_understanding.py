"""`aura nlu`, with the measuring itself replaced: the figures have tests of their own."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aura import cli
from bot.evaluation import recorded, training
from bot.evaluation import report as reports
from bot.evaluation.cases import Case
from bot.evaluation.figures import Understood

CASE = Case("töitä Turusta", "find_job", "plain", "fi", {"municipality": ["turku"]})


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A report on one message; returns where figures are recorded."""
    understood = [Understood(CASE, "find_job", 0.9, found=frozenset(CASE.values))]
    readings = reports.Readings(understood, [10.0], {"Words": 9.0}, {"capitals": understood})
    set_ = {"hash": "0123", "messages": 1, "intents": 1}
    found = {"model": "m", "development_set": set_, **reports.as_dictionary(readings)}
    monkeypatch.setattr(cli, "train", lambda: tmp_path / "model.tar.gz")
    monkeypatch.setattr("bot.assistant.Assistant", lambda model: None)
    monkeypatch.setattr(reports, "build", lambda *_, **__: found)
    monkeypatch.setattr(recorded, "FILE", tmp_path / "recorded.yml")
    return tmp_path / "recorded.yml"


def test_report_writes_both_files_and_prints_a_table(measured: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "reports"
    result = CliRunner().invoke(cli.app, ["nlu", "report", "--folder", str(folder)])
    assert result.exit_code == 0, result.output
    assert json.loads((folder / "report.json").read_text())["languages"]["fi"]["accuracy"] == 1
    assert "<!doctype html>" in (folder / "report.html").read_text()
    assert "intent accuracy" in result.output
    assert not measured.exists()


def test_report_records_the_figures_when_asked(measured: Path, tmp_path: Path) -> None:
    arguments = ["nlu", "report", "--record", "--folder", str(tmp_path)]
    assert CliRunner().invoke(cli.app, arguments).exit_code == 0
    assert recorded.read(measured)["accuracy_fi"] == 1


@pytest.mark.parametrize(("pairs", "code"), [([], 0), ([(0.97, CASE, CASE)], 1)])
def test_check_fails_when_messages_are_nearly_the_same(
    pairs: list[tuple[float, Case, Case]], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "check", lambda cases: pairs)
    result = CliRunner().invoke(cli.app, ["nlu", "check"])
    assert result.exit_code == code
    assert f"{len(pairs)} near-duplicates" in result.output
    assert ("'töitä Turusta' is nearly" in result.output) == bool(pairs)
