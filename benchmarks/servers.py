"""Start Aura and stock Rasa on the same model, side by side, and stop them again."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aura.settings import ROOT

AURA = "http://127.0.0.1:8411"
RASA = "http://127.0.0.1:8412"
ACTIONS = "http://127.0.0.1:8413"
SECONDS_TO_START = 180


@contextmanager
def aura(folder: Path, settings: dict[str, str] | None = None) -> Iterator[str]:
    """Run `aura serve` on a fresh SQLite database in `folder`; yields its webhook."""
    more = {"AURA_PORT": AURA.rsplit(":")[-1], **(settings or {})}
    with _process(["-m", "aura", "serve"], folder, more, AURA + "/healthz"):
        yield AURA + "/webhooks/rest/webhook"


@contextmanager
def stock_rasa(folder: Path, model: Path) -> Iterator[str]:
    """Run `rasa run` and `rasa run actions` on the same model and catalogue; yields its webhook.

    Its conversations stay in memory, as is its default: its SQL store does not run on
    SQLAlchemy 2.
    """
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(
        f"action_endpoint:\n  url: {ACTIONS}/webhook\nnlg:\n  type: bot.nlg.WordingGenerator\n"
    )
    actions = ["-m", "rasa", "run", "actions", "--actions", "bot.actions", "-p", ACTIONS[-4:]]
    server = [
        "-m", "rasa", "run", "-m", str(model), "-p", RASA[-4:], "-i", "127.0.0.1",
        "--endpoints", str(endpoints), "--credentials", str(ROOT / "credentials.yml"),
    ]  # fmt: skip
    with ExitStack() as stack:
        stack.enter_context(_process(actions, folder, {}, ACTIONS + "/health"))
        stack.enter_context(_process(server, folder, {}, RASA + "/"))
        yield RASA + "/webhooks/rest/webhook"


@contextmanager
def _process(
    arguments: list[str], folder: Path, more: dict[str, str], ready: str
) -> Iterator[None]:
    environment = {
        **os.environ,
        **more,
        "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONWARNINGS": "ignore",
    }
    log = (folder / f"{ready.split(':')[-1].strip('/').replace('/', '-')}.log").open("w")
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=log, stderr=log
    )
    try:
        _wait(process, ready, Path(log.name))
        yield
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"{url} did not start:\n{log.read_text()[-2000:]}")
