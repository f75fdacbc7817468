"""One database for everything: the engine and its migrations."""

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import aiosqlite
from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from aura.settings import settings

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}


def create_engine(url: str) -> AsyncEngine:
    """Return an async engine for `url`; SQLite runs in WAL mode with foreign keys on.

    Raises ValueError for a database that Aura does not support.
    """
    parsed = make_url(url)
    name = parsed.get_backend_name()
    if name not in DRIVERS:
        raise ValueError(f"DATABASE_URL: {name!r} is not supported, use sqlite or postgresql")
    parsed = parsed.set(drivername=DRIVERS[name])
    if name == "postgresql":
        return create_async_engine(parsed, hide_parameters=True)
    path = parsed.database or ":memory:"

    async def connect() -> aiosqlite.Connection:
        connection = _InlineConnection(
            lambda: sqlite3.connect(path, check_same_thread=False), iter_chunk_size=64
        )
        connection._thread.daemon = True  # as SQLAlchemy's own dialect does
        return await connection

    engine = create_async_engine(parsed, async_creator=connect, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _configure_sqlite)
    return engine


@lru_cache
def engine() -> AsyncEngine:
    """Return the engine of this process, on the database of its settings."""
    return create_engine(settings().database_url)


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest schema, creating it if it is missing."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "head")


class _InlineConnection(aiosqlite.Connection):
    """A connection that works in the event loop's own thread.

    SQLite answers in some 50 µs, the way to aiosqlite's thread and back costs ten times as much,
    about five times a statement: half of a turn (measured with `make bench`).
    """

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)


def _configure_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
