"""The plain chat page: static files that speak to the REST door."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse

from bot.wording import languages, wording
from connectors.base import Capabilities, Turn

PAGE = Path(__file__).parent / "page"
FILES = ("chat.css", "chat.js", "aura.svg")


class WebConnector:
    """Serves the page at `/`; its messages come through the REST door."""

    name = "web"
    capabilities = Capabilities(text_length=4096, cards=True, buttons=20, button_title_length=80)

    def router(self, turn: Turn) -> APIRouter:
        """Return the routes of the page, its files and its starter buttons."""
        router = APIRouter(include_in_schema=False)

        @router.get("/")
        async def page() -> FileResponse:
            return FileResponse(PAGE / "index.html")

        for name in FILES:
            router.add_api_route(f"/{name}", _file(name), methods=["GET"])

        @router.get("/text.json")
        async def texts() -> dict[str, dict[str, str]]:
            """Return the words of the page in every live language."""
            return {
                language: {
                    "language_name": wording(language).label("language", "own_name"),
                    **wording(language).labels["page"],
                }
                for language in languages()
            }

        @router.get("/api/start")
        async def start(language: str = "fi") -> dict[str, Any]:
            """Return the greeting and first buttons; a title is sent as if it were typed."""
            greet = wording(language if language in languages() else None).responses["utter_greet"]
            titles = [button["title"] for button in greet[0]["buttons"]]
            return {
                "greeting": greet[0]["text"],
                "buttons": [{"title": title, "payload": title} for title in titles],
            }

        return router


def _file(name: str) -> Any:
    async def serve() -> FileResponse:
        return FileResponse(PAGE / name)

    return serve
