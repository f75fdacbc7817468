"""The web door: the widget's gateway, its module, and the pages around it."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.base import Capabilities, Turn
from connectors.web import choices
from connectors.web.gateway import Rules, gateway
from connectors.web.limits import Limits
from connectors.web.module import module_router
from connectors.web.pages import pages_router
from connectors.web.sessions import Sessions
from connectors.web.streams import Streams
from connectors.web.talk import CHANNEL, Talk
from conversations.events import EventLog
from conversations.log import ConversationLog


class WebConnector:
    """Takes messages of the widget, and serves what it needs."""

    name = CHANNEL
    capabilities = Capabilities(text_length=4096, cards=True, buttons=20, button_title_length=80)

    def __init__(
        self, engine: AsyncEngine, rules: Rules, sessions: Sessions, limits: Limits
    ) -> None:
        self.limits = limits
        self._events = EventLog(engine)
        self._log = ConversationLog(engine)
        self._streams = Streams(self._events)
        self._rules = rules
        self._sessions = sessions

    def stop(self) -> None:
        """End the open streams."""
        self._streams.stop()

    def router(self, turn: Turn) -> APIRouter:
        """Return the routes of the gateway, the module, the pages and their files."""
        talk = Talk(self._log, self._events, turn, self.limits)
        router = APIRouter(include_in_schema=False)
        router.include_router(
            gateway(self._rules, self._sessions, self.limits, talk, self._streams)
        )
        router.include_router(module_router())
        router.include_router(choices.router)
        router.include_router(pages_router())
        return router
