"""The composition root: the only file that knows every part."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

from aura.database import engine
from aura.settings import settings
from bot.assistant import Assistant
from bot.tracker_store import DatabaseTrackerStore
from connectors.base import BadMessage, Connector, IncomingMessage, Reply
from connectors.door import MAX_BODY
from connectors.http import BodyLimit, SecurityHeaders
from connectors.rest.connector import RestConnector
from connectors.turn import MessageTurn
from connectors.web.connector import WebConnector
from conversations.log import ConversationLog

logger = logging.getLogger(__name__)

CONNECTORS: tuple[Connector, ...] = (RestConnector(), WebConnector())


class LateTurn:
    """The turn of an app whose model is still being loaded when its routes are made."""

    turn: MessageTurn | None = None

    async def handle(self, message: IncomingMessage) -> list[Reply]:
        """Pass a message on; raises HTTPException 503 while there is no model."""
        if self.turn is None:
            raise HTTPException(503, "The assistant is starting")
        return await self.turn.handle(message)


def create_app(model: Path) -> FastAPI:
    """Return the application that serves `model` on the database of the settings."""
    late = LateTurn()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        assistant = Assistant(model, DatabaseTrackerStore(engine()))
        late.turn = MessageTurn(assistant, ConversationLog(engine()))
        yield
        late.turn = None

    app = FastAPI(title="Aura", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_middleware(BodyLimit, limit=MAX_BODY)
    if settings().allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings().allowed_origins,
            allow_methods=["POST"],
            allow_headers=["content-type"],
        )
    app.add_middleware(SecurityHeaders)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BadMessage, _bad_message)
    for connector in CONNECTORS:
        app.include_router(connector.router(late))

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        """Tell that the process serves."""
        return {"status": "ok" if late.turn else "starting"}

    return app


async def _invalid(_request: Request, error: Any) -> JSONResponse:
    """Name the field and the problem; what was sent is not repeated, for it may be personal."""
    problems = [
        {"field": ".".join(str(part) for part in e["loc"][1:]) or "body", "problem": e["msg"]}
        for e in error.errors()
    ]
    return JSONResponse({"detail": problems}, status_code=422)


async def _bad_message(_request: Request, error: Any) -> JSONResponse:
    problem = {"field": error.field, "problem": error.reason}
    return JSONResponse({"detail": [problem]}, status_code=error.status)
