"""One model, one SQLite database and one application for all tests."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timezone
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="aura-test-"))
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER / 'test.db'}"
os.environ["AURA_DEMO"] = "1"
os.environ["AURA_DESK_HOURS"] = "mon-fri 09:00-15:00"

from aura.quiet import quiet  # noqa: E402  (the settings are read on import)

quiet()

import pytest  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from httpx import ASGITransport, AsyncClient  # noqa: E402

from aura.cli import prepare_database  # noqa: E402
from aura.training import train  # noqa: E402


class Clock:
    """What time it is for the counsellors' desk: an hour at which it is open."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.time = datetime(2026, 11, 24, 8, tzinfo=timezone.utc)  # Tuesday, 10 in Finland

    def __call__(self) -> datetime:
        return self.time


CLOCK = Clock()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The clock of the application; a test may set its `time`."""
    yield CLOCK
    CLOCK.reset()


@pytest.fixture(scope="session")
def database() -> Path:
    """The file of a database that holds the real catalogue."""
    prepare_database()
    return FOLDER / "test.db"


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the files as they are, trained when it is missing."""
    return train()


@pytest.fixture(scope="session")
async def app(model: Path, database: Path) -> AsyncIterator[FastAPI]:
    """The running application with the real model."""
    from connectors.app import create_app

    application = create_app(model, CLOCK)
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture(scope="session")
async def client(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """An HTTP client of the application; an error inside it is a 500, as for a person."""
    transport = ASGITransport(app=app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as http:
        yield http
