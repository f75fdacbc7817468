"""The streams of a conversation's events: Server-Sent Events that go on after `Last-Event-ID`.

Nothing is queued for a reader: each takes what the table holds beyond the last event that it has
got, so a slow one costs no memory and misses nothing.
"""

import asyncio
import json
import logging
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from connectors.faults import described
from conversations.events import EventLog

MOST = 6  # streams of one conversation: tabs, and what a broken network has left behind
BATCH = 100
LOOK = 3.0  # seconds between looks into the table, for what other processes have written
HEARTBEAT = 15.0
PATIENCE = 20.0  # seconds in which a reader must take what is sent

Collect = Callable[[], Awaitable[None]]
logger = logging.getLogger(__name__)


class Stream:
    """An open stream: `news` wakes it, `farewell` is what it ends with."""

    def __init__(self) -> None:
        self.news = asyncio.Event()
        self.farewell: str | None = None

    def end(self, farewell: str = "") -> None:
        """Have it stop as soon as it wakes."""
        self.farewell = farewell
        self.news.set()


class Streams:
    """The open streams of this process."""

    def __init__(self, events: EventLog) -> None:
        self._events = events
        self._open: defaultdict[str, list[Stream]] = defaultdict(list)

    async def read(
        self, conversation_id: str, last: int, collect: Collect
    ) -> AsyncGenerator[str, None]:
        """Yield what comes after the event `last`, for as long as the conversation is there.

        `collect` is called before each look: it writes what waits elsewhere for this person.
        """
        stream = Stream()
        streams = self._open[conversation_id]
        streams.append(stream)
        if len(streams) > MOST:
            streams.pop(0).end(rendered("state", {"replaced": True}))
        try:
            with self._events.notifier.listen(conversation_id, stream.news):
                async for text in self._follow(stream, conversation_id, last, collect):
                    yield text
        finally:
            with suppress(ValueError):
                streams.remove(stream)
            if not self._open[conversation_id]:  # perhaps another list than `streams` by now
                del self._open[conversation_id]

    def stop(self) -> None:
        """End all streams: the server waits for them before it stops."""
        for streams in list(self._open.values()):
            for stream in streams:
                stream.end()

    async def _follow(
        self, stream: Stream, conversation_id: str, last: int, collect: Collect
    ) -> AsyncIterator[str]:
        caught_up, spoken = False, time.monotonic()
        while stream.farewell is None:
            stream.news.clear()
            await collect()
            found = await self._events.after(conversation_id, last, BATCH)
            if found is None:
                yield rendered("state", {"deleted": True})
                return
            for event in found:
                last = event.id
                yield rendered(event.kind, event.body, event.id)
            if len(found) == BATCH:
                continue
            if not caught_up:
                caught_up = True
                yield rendered("state", {"caught_up": True})
            elif found:
                spoken = time.monotonic()
            elif time.monotonic() - spoken >= HEARTBEAT:
                spoken = time.monotonic()
                yield ": here\n\n"
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(stream.news.wait(), LOOK)
        if stream.farewell:
            yield stream.farewell


class EventStream(Response):
    """The response that carries a stream; it lets go of a reader who is gone or does not read."""

    media_type = "text/event-stream"

    def __init__(self, texts: AsyncGenerator[str, None]) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._texts = texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the stream ends, the reader hangs up, or a piece is not taken in time."""
        tasks = [asyncio.create_task(self._send(send)), asyncio.create_task(_hung_up(receive))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            for error in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(error, Exception):  # the reader comes back for the rest
                    logger.error("A stream failed: %s", described(error))

    async def _send(self, send: Send) -> None:
        async def bounded(message: dict[str, Any]) -> None:
            await asyncio.wait_for(send(message), PATIENCE)

        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        with suppress(asyncio.TimeoutError):
            await bounded(start)
            async with aclosing(self._texts) as texts:
                async for text in texts:
                    body = text.encode()
                    await bounded({"type": "http.response.body", "body": body, "more_body": True})
            await bounded({"type": "http.response.body", "body": b""})


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def rendered(kind: str, body: dict[str, Any], number: int | None = None) -> str:
    """Return an event as it stands in the stream; JSON has no line breaks."""
    name = f"id: {number}\n" if number is not None else ""
    return f"{name}event: {kind}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"
