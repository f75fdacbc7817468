"""The `aura` command, as a person at a terminal uses it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aura.settings import ROOT


def aura(
    *arguments: str, stdin: str = "", database: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    if database:
        environment["DATABASE_URL"] = f"sqlite:///{database}"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "aura", *arguments],
        input=stdin, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=240,
        check=False,
    )  # fmt: skip


def test_parse_reads_a_thousand_messages_and_prints_one_json_object_a_line(model: Path) -> None:
    messages = ["Etsin lähihoitajakoulutusta Turussa", "where do I get a tax card", "", "/restart"]
    started = time.monotonic()
    result = aura("parse", stdin="\n".join(messages * 250) + "\n")
    assert result.returncode == 0, result.stderr
    parses = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(parses) == 1000
    assert time.monotonic() - started < 200
    training, tax, empty, _command = parses[:4]
    assert training["language"] == "fi"
    assert training["intent"]["name"] == "find_training"
    found = {(entity["entity"], entity["value"]) for entity in training["entities"]}
    assert {("municipality", "turku"), ("field", "health_welfare")} <= found
    assert tax["language"] == "en"
    assert tax["intent"]["name"] == "ask_relocation"
    assert ("relocation_topic", "tax_card") in {(e["entity"], e["value"]) for e in tax["entities"]}
    assert tax["intent_ranking"][0] == tax["intent"]
    assert 0 <= tax["intent"]["confidence"] <= 1
    assert empty["text"] == ""


def test_loading_twice_reports_no_change(tmp_path: Path) -> None:
    database = tmp_path / "cli.db"
    first = aura("catalogue", "load", database=database)
    second = aura("catalogue", "load", database=database)
    assert "added tax-card" in first.stdout
    assert "0 added, 0 changed, 0 removed" in second.stderr
    assert second.stdout == ""


def test_a_broken_content_file_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("kind: guide\nentries: [{id: Bad Id}]")
    result = aura("catalogue", "load", str(tmp_path), database=tmp_path / "cli.db")
    assert result.returncode == 1
    assert "bad.yml: Bad Id: id" in result.stderr
    assert "nothing was written" in result.stderr


def test_check_says_that_the_content_is_in_order() -> None:
    result = aura("catalogue", "check")
    assert result.returncode == 0
    assert "all in order" in result.stdout


def test_search_finds_an_inflected_compound(database: Path) -> None:
    result = aura("catalogue", "search", "lähihoitajakoulutus", "Turussa")
    assert "tai-practical-nurse" in result.stdout.splitlines()[3]


def test_an_unknown_conversation_is_an_error_without_a_traceback(database: Path) -> None:
    result = aura("conversation", "show", "nothing")
    assert result.returncode == 1
    assert "no conversation" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unsupported_database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from aura.database import create_engine

    with pytest.raises(ValueError, match="'mysql' is not supported, use sqlite or postgresql"):
        create_engine("mysql://localhost/test")
