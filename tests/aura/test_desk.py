"""The counsellors' desk at the terminal."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aura import database
from aura.cli import app
from aura.settings import ROOT
from conversations.callbacks import Callbacks
from conversations.handoff import Handoffs
from conversations.log import ConversationLog, Entry
from conversations.models import Conversation

AS = ("--as", "Counsellor A")


@pytest.fixture
def conversation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a conversation that waits for a person and for a call, in a database of its own."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    database.migrate(url)
    monkeypatch.setattr("aura.database.engine", lambda: database.create_engine(url))

    async def write() -> str:
        engine = database.create_engine(url)
        log = ConversationLog(engine)
        found: Conversation = await log.find("rest", "somebody")
        await log.write(found, Entry("help", "en", "find_job", 1.0, [], [], "model", 1.0))
        await Handoffs(engine).wait(found.id, "find_job")
        await Callbacks(engine).add(found.id, "040 7654321", "find_job")
        await engine.dispose()
        return found.id

    return asyncio.run(write())


def desk(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["desk", *arguments])


def test_a_conversation_is_listed_taken_answered_and_released(conversation: str) -> None:
    listed = desk()
    assert listed.exit_code == 0, listed.exception
    assert conversation in listed.stdout
    assert "waiting" in listed.stdout
    assert "040 7654321" in listed.stdout
    assert desk("take", conversation, *AS).exit_code == 0
    assert "Counsellor A" in desk().stdout
    assert desk("say", conversation, "Hello!", *AS).exit_code == 0
    assert desk("release", conversation, *AS).exit_code == 0
    assert desk("called", "1").exit_code == 0
    assert "Nobody waits in the chat" in desk().stdout
    assert "Nobody waits for a call" in desk().stdout


@pytest.mark.parametrize(
    "arguments",
    [("take", "x", *AS), ("say", "x", "Hi", *AS), ("release", "x", *AS), ("called", "7")],
)
def test_what_cannot_be_done_fails(conversation: str, arguments: tuple[str, ...]) -> None:
    assert desk(*arguments).exit_code == 1


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "AURA_DESK_HOURS",
            "mon-fri nine to three",
            "AURA_DESK_HOURS: 'mon-fri nine to three' is no opening time",
        ),
        ("AURA_SECRET", "far too short", "at least 32"),
        ("DATABASE_URL", "postgresql://localhost/aura", "AURA_SECRET: set it"),
    ],
)
def test_a_setting_that_cannot_be_read_is_told_before_anything_starts(
    name: str, value: str, told: str
) -> None:
    started = subprocess.run(
        [sys.executable, "-m", "aura", "serve"],
        env={**os.environ, name: value},
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert started.returncode == 1
    assert told in started.stderr
    assert "far too short" not in started.stderr, "a secret is not printed"
    assert "Traceback" not in started.stderr
