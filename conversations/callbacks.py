"""Contact details that people have left to be called back: the only place where they stand."""

from datetime import datetime, timedelta, timezone

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from conversations.models import Callback

KEPT = timedelta(days=30)  # at most: `utter_ask_callback` promises it


class Callbacks:
    """Reads and writes the wishes to be called back in the database of `engine`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._session = async_sessionmaker(engine, expire_on_commit=False)

    async def add(self, conversation_id: str, contact: str, topic: str | None = None) -> None:
        """Store the `contact` that a person has just given, knowing what for: their consent."""
        now = datetime.now(timezone.utc)
        async with self._session() as session, session.begin():
            session.add(
                Callback(
                    conversation_id=conversation_id, contact=contact, topic=topic,
                    created_at=now, consented_at=now,
                )
            )  # fmt: skip

    async def open(self) -> list[Callback]:
        """Return the people still to be called, longest waiting first."""
        statement = select(Callback).where(Callback.handled_at.is_(None)).order_by(Callback.id)
        async with self._session() as session:
            return list(await session.scalars(statement))

    async def handle(self, callback_id: int) -> bool:
        """Mark a person as called and delete their contact; tells whether there was such a wish."""
        async with self._session() as session, session.begin():
            callback = await session.get(Callback, callback_id)
            if callback is None or callback.handled_at:
                return False
            callback.handled_at, callback.contact = datetime.now(timezone.utc), ""
        return True

    async def delete_old(self, now: datetime) -> None:
        """Delete what is older than `KEPT`, whether handled or not."""
        async with self._session() as session, session.begin():
            await session.execute(delete(Callback).where(Callback.created_at < now - KEPT))
