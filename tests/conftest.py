"""One model, one SQLite database and one application for all tests."""

import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="aura-test-"))
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER / 'test.db'}"
os.environ["AURA_DEMO"] = "1"

from aura.quiet import quiet  # noqa: E402  (the settings are read on import)

quiet()

import pytest  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from httpx import ASGITransport, AsyncClient  # noqa: E402

from aura.cli import prepare_database  # noqa: E402
from aura.training import train  # noqa: E402


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

    application = create_app(model)
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture(scope="session")
async def client(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """An HTTP client of the application; an error inside it is a 500, as for a person."""
    transport = ASGITransport(app=app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as http:
        yield http
