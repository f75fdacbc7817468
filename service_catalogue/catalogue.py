"""The catalogue as the assistant uses it: search, look up, note what was missing."""

import time
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker
from sqlalchemy.orm import with_polymorphic

from service_catalogue.models import CatalogueState, Entry, UnmetDemand
from service_catalogue.rows import Row, row_of
from service_catalogue.search import Index, Query, Result

SECONDS_BETWEEN_LOOKS = 5.0
_ALL_KINDS = with_polymorphic(Entry, "*")
_UPSERT: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


class Catalogue:
    """Holds an index of the database's rows and renews it when they change.

    A change made elsewhere is seen within `SECONDS_BETWEEN_LOOKS`.
    """

    def __init__(self, engine: AsyncEngine, demo: bool = True) -> None:
        self._engine = engine
        self._session = async_sessionmaker(engine)
        self._demo = demo
        self._version = -1
        self._looked = float("-inf")
        self._index = Index([])

    async def ready(self) -> None:
        """Read the rows and build the index now, and not in somebody's first question."""
        await self._current()

    async def search(self, query: Query) -> Result:
        """Return the rows that answer `query` today."""
        index = await self._current()
        return index.search(query, date.today(), self._demo)

    async def get(self, entry_id: str) -> Row | None:
        """Return a row by its id, if it may be shown today."""
        row = (await self._current()).rows.get(entry_id)
        if row is None or not row.is_valid(date.today()) or (row.demo and not self._demo):
            return None
        return row

    async def record_unmet(self, query: Query, language: str) -> None:
        """Count a need that had no row of its own: never the person's words."""
        key = {
            "day": date.today(),
            "intent": query.intent or "",
            "language": language,
            "field": ",".join(query.facets.get("field", ()))[:60],
            "municipality": ",".join(query.facets.get("municipality", ()))[:60],
            "level": ",".join(query.facets.get("level", ()))[:60],
        }
        insert = _UPSERT[self._engine.dialect.name](UnmetDemand).values(**key, count=1)
        async with self._engine.begin() as connection:
            await connection.execute(
                insert.on_conflict_do_update(
                    index_elements=list(key), set_={"count": UnmetDemand.count + 1}
                )
            )

    async def _current(self) -> Index:
        if time.monotonic() - self._looked >= SECONDS_BETWEEN_LOOKS:
            async with self._session() as session:
                version = await session.scalar(select(CatalogueState.version)) or 0
                if version != self._version:
                    rows = [row_of(entry) for entry in await session.scalars(select(_ALL_KINDS))]
                    self._index, self._version = Index(rows), version
            self._looked = time.monotonic()
        return self._index
