"""The composition root: the only file that knows every part."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from aura.database import engine
from aura.secret import secret
from aura.settings import settings
from bot.actions.source import catalogue
from bot.assistant import Assistant
from bot.tracker_store import DatabaseTrackerStore
from connectors.base import BadMessage, Connector, IncomingMessage, Reply
from connectors.door import MAX_BODY
from connectors.faults import described
from connectors.http import BodyLimit, SecurityHeaders
from connectors.reception import Clock, Reception, now
from connectors.rest.connector import RestConnector
from connectors.turn import MessageTurn
from connectors.web.connector import WebConnector
from connectors.web.gateway import Rules
from connectors.web.limits import Limits
from connectors.web.sessions import Sessions
from conversations.callbacks import Callbacks
from conversations.log import ConversationLog
from conversations.opening import opening_hours

logger = logging.getLogger(__name__)

DAY = 24 * 60 * 60  # seconds


class LateTurn:
    """The turn of an app whose model is still being loaded when its routes are made."""

    turn: MessageTurn | None = None

    async def handle(self, message: IncomingMessage) -> list[Reply]:
        """Pass a message on; raises HTTPException 503 while there is no model."""
        return await self._ready().handle(message)

    async def news(self, channel: str, sender: str) -> list[Reply]:
        """As the turn; raises HTTPException 503 while there is no model."""
        return await self._ready().news(channel, sender)

    async def forget(self, channel: str, sender: str) -> None:
        """As the turn; raises HTTPException 503 while there is no model."""
        await self._ready().forget(channel, sender)

    def _ready(self) -> MessageTurn:
        if self.turn is None:
            raise HTTPException(503, "The assistant is starting")
        return self.turn


def create_app(model: Path, clock: Clock = now) -> FastAPI:
    """Return the application that serves `model` on the database of the settings.

    `clock` tells the time to the counsellors' desk. Raises OpeningHoursError for hours of the
    settings that cannot be read.
    """
    late = LateTurn()
    web = _web_connector()
    connectors: tuple[Connector, ...] = (RestConnector(), web)
    reception = Reception(engine(), opening_hours(settings().desk_hours), clock)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        assistant = Assistant(model, DatabaseTrackerStore(engine()))
        await catalogue().ready()
        late.turn = MessageTurn(assistant, ConversationLog(engine()), reception)
        cleaning = asyncio.create_task(_delete_old_contacts(reception.callbacks))
        yield
        web.stop()
        cleaning.cancel()
        late.turn = None

    app = FastAPI(title="Aura", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_middleware(BodyLimit, limit=MAX_BODY)
    if settings().allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings().allowed_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["authorization", "content-type", "idempotency-key", "last-event-id"],
            expose_headers=["retry-after"],
        )
    app.add_middleware(SecurityHeaders)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BadMessage, _bad_message)
    app.state.web = web
    for connector in connectors:
        app.include_router(connector.router(late))

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        """Tell that the process serves."""
        return {"status": "ok" if late.turn else "starting"}

    return app


def _web_connector() -> WebConnector:
    known = settings()
    return WebConnector(
        engine(),
        Rules(known.consent, tuple(known.allowed_origins), known.trusted_proxies),
        Sessions(secret()),
        Limits(
            {
                "messages": known.session_messages,
                "messages by address": known.address_messages,
                "sessions by address": known.address_sessions,
                "streams by address": known.address_messages,
            }
        ),
    )


async def _delete_old_contacts(callbacks: Callbacks) -> None:
    """Delete contacts that were left too long ago, now and then once a day."""
    while True:
        try:
            await callbacks.delete_old(now())
        except SQLAlchemyError as error:  # tomorrow is another day
            logger.error("Old contacts were not deleted: %s", described(error))
        await asyncio.sleep(DAY)


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
