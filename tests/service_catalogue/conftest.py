"""Small catalogues of invented rows, and a database for them on each system that is here."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from aura.database import create_engine, migrate
from service_catalogue.rows import Row, RowText

POSTGRESQL = "postgresql://127.0.0.1:5432/test"


def make_row(entry_id: str, name: str = "", **more: Any) -> Row:
    """Return a valid row; tags go by their facet's name."""
    own = set(Row.__dataclass_fields__)
    tags = {facet: tuple(values) for facet, values in more.items() if facet not in own}
    texts = more.pop("texts", {"fi": name or entry_id})
    return Row(
        **{
            "id": entry_id,
            "kind": "service",
            "url": "https://example.org/",
            "source_url": "https://example.org/",
            "source_date": None,
            "checked": date(2026, 11, 1),
            "owner": "Test team",
            "confidence": "high",
            "demo": False,
            "position": 0,
            "valid_from": None,
            "valid_until": None,
            **{key: value for key, value in more.items() if key in own},
        },
        texts={
            language: RowText(words, "", "", "", "", "", "", None)
            for language, words in texts.items()
        },
        tags={"answers": ("find_training",), **tags},
    )


@pytest.fixture(params=["sqlite", "postgresql"])
async def engine(request: pytest.FixtureRequest, tmp_path: Any) -> AsyncIterator[AsyncEngine]:
    """An empty, migrated database; PostgreSQL where one runs."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "postgresql":
        url = POSTGRESQL
        await _empty_postgresql()
    await _migrate(url)
    made = create_engine(url)
    yield made
    await made.dispose()


async def _empty_postgresql() -> None:
    engine = create_engine(POSTGRESQL)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
    except Exception as error:
        pytest.skip(f"no PostgreSQL at {POSTGRESQL}: {type(error).__name__}")
    finally:
        await engine.dispose()


async def _migrate(url: str) -> None:
    import asyncio

    await asyncio.to_thread(migrate, url)
