"""The book of open streams."""

import asyncio
from pathlib import Path

from aura.database import create_engine, migrate
from connectors.web.streams import MOST, Streams
from conversations.events import EventLog
from conversations.log import ConversationLog


async def nothing() -> None:
    """Collect nothing."""


async def test_a_replaced_stream_that_ends_late_leaves_newer_ones_open(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'streams.db'}"
    await asyncio.to_thread(migrate, url)
    engine = create_engine(url)
    conversation = await ConversationLog(engine).open("web", "somebody")
    book = Streams(EventLog(engine))
    slow, *others = [book.read(conversation.id, 0, nothing) for _ in range(MOST + 1)]
    for stream in (slow, *others):
        await anext(stream)
    for stream in others:
        await stream.aclose()
    newer = book.read(conversation.id, 0, nothing)
    await anext(newer)

    await slow.aclose()

    assert len(book._open[conversation.id]) == 1
    await newer.aclose()
    assert not book._open
    await engine.dispose()
