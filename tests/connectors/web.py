"""What the tests of the widget's door share: a served app, a visitor, a reader of streams."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI
from httpx import AsyncClient, Response

from aura.server import Server
from aura.settings import settings

API = "/api/chat"
SECONDS = 8  # that a test waits for an event


@dataclass(frozen=True)
class Seen:
    """An event as the stream has it."""

    id: int | None
    kind: str
    body: dict[str, Any]


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[tuple[str, Server]]:
    """Serve an app that has been started on a port of its own; yields its address."""
    config = uvicorn.Config(app, port=0, lifespan="off", ws="none", log_level="critical")
    server = Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done(), serving.exception()
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.should_exit = True
        await serving


class Visitor:
    """A person with a session."""

    def __init__(self, client: AsyncClient, token: str) -> None:
        self.client = client
        self.token = token
        self.headers = {"Authorization": f"Bearer {token}"}

    async def post(self, text: str, key: str | None = None, **more: Any) -> Response:
        headers = {**self.headers, "Idempotency-Key": key or uuid.uuid4().hex}
        return await self.client.post(
            f"{API}/messages", json={"text": text, **more}, headers=headers
        )

    async def say(self, text: str, key: str | None = None, **more: Any) -> list[dict[str, Any]]:
        response = await self.post(text, key, **more)
        assert response.status_code == 200, response.text
        return response.json()["events"]

    @asynccontextmanager
    async def stream(self, last: int | None = None) -> AsyncIterator[AsyncIterator[Seen]]:
        """Open a stream; yields its events as they come."""
        headers = {**self.headers, **({"Last-Event-ID": str(last)} if last is not None else {})}
        async with self.client.stream("GET", f"{API}/events", headers=headers) as response:
            assert response.status_code == 200, await response.aread()
            assert response.headers["content-type"].startswith("text/event-stream")
            yield parsed(response)

    async def history(self, last: int | None = None) -> list[Seen]:
        """Return what a stream shows before it has caught up."""
        async with self.stream(last) as events:
            return [event async for event in until(events, {"caught_up": True})][:-1]


async def until(events: AsyncIterator[Seen], state: dict[str, Any]) -> AsyncIterator[Seen]:
    """Yield events up to the state `state`; fails when none comes in time."""
    while True:
        event = await asyncio.wait_for(events.__anext__(), SECONDS)
        yield event
        if (event.kind, event.body) == ("state", state):
            return


async def parsed(response: Response) -> AsyncIterator[Seen]:
    """Yield the events of a stream; comments are left out."""
    fields: dict[str, str] = {}
    async for line in response.aiter_lines():
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            number = int(fields["id"]) if "id" in fields else None
            yield Seen(number, fields["event"], json.loads(fields["data"]))
            fields = {}


async def visit(client: AsyncClient, **more: Any) -> Visitor:
    """Begin a session."""
    body = {"consent": settings().consent, "language": "en", **more}
    response = await client.post(f"{API}/session", json=body)
    assert response.status_code == 201, response.text
    return Visitor(client, response.json()["token"])
