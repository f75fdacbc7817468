"""What a page pays for the closed widget."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from connectors.web.module import module_router

MOST = 16_000  # bytes over the wire


@pytest.fixture
async def files() -> AsyncIterator[AsyncClient]:
    """A client of the module's addresses alone."""
    app = FastAPI()
    app.include_router(module_router())
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as http:
        yield http


async def test_the_loader_and_the_module_are_at_most_16_kilobytes_packed(
    files: AsyncClient,
) -> None:
    loader = await files.get("/aura-chat.js")
    name = loader.text.split('"./')[1].split('"')[0]
    module = await files.get(f"/{name}", headers={"Accept-Encoding": "gzip"})
    assert module.headers["Content-Encoding"] == "gzip"
    assert len(loader.content) + int(module.headers["Content-Length"]) <= MOST
