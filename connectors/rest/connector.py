"""The REST door: `POST /webhooks/rest/webhook`, as Rasa 3.6 shapes it.

Unlike Rasa's own, it refuses a missing sender (Rasa merges all such people into one conversation)
and never runs a typed command. Cards travel under `custom.cards`.
"""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from connectors.base import Capabilities, IncomingMessage, Turn, rendered

CHANNEL = "rest"


class Metadata(BaseModel):
    """What the caller knows: the language chosen on the page, whether it shows the notice."""

    language: str | None = Field(default=None, max_length=5)
    notice_shown: bool = False


class RestMessage(BaseModel):
    """A message in Rasa's REST shape; further keys are ignored as Rasa ignores them."""

    sender: str
    message: str
    metadata: Metadata | None = None


class RestConnector:
    """Takes and answers messages over plain HTTP."""

    name = CHANNEL
    capabilities = Capabilities(text_length=4096, cards=True, buttons=20, button_title_length=80)

    def router(self, turn: Turn) -> APIRouter:
        """Return the webhook's route."""
        router = APIRouter(prefix="/webhooks/rest")

        @router.post("/webhook")
        async def webhook(body: RestMessage) -> JSONResponse:
            """Answer one message."""
            known = body.metadata or Metadata()
            message = IncomingMessage(
                self.name, body.sender, body.message, known.language, known.notice_shown
            )
            replies = await turn.handle(message)
            return JSONResponse(
                [{"recipient_id": body.sender, **rendered(reply)} for reply in replies]
            )

        return router
