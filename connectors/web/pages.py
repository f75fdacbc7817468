"""The pages around the widget: templates that share one frame, and the files that they use."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from connectors.web.module import FILE

PAGE = Path(__file__).parent / "page"
PAGES = {"/": "index", "/embed": "embed", "/accessibility": "accessibility", "/privacy": "privacy"}
FILES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# A page of ours may frame another one, as the preview of `/embed` does.
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)


def pages_router() -> APIRouter:
    """Return the routes of the pages and their files."""
    router = APIRouter(include_in_schema=False)
    for address, name in PAGES.items():
        router.add_api_route(address, _page(name), methods=["GET"])
    for path in PAGE.iterdir():
        if path.suffix in FILES and path != FILE:
            router.add_api_route(f"/{path.name}", _file(path), methods=["GET"])
    return router


@lru_cache
def rendered(name: str) -> str:
    """Return the page `name` as HTML, in its frame."""
    environment = Environment(
        loader=FileSystemLoader(PAGE), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template(f"{name}.html.j2").render()


def _page(name: str) -> Any:
    async def serve() -> HTMLResponse:
        return HTMLResponse(rendered(name), headers={"Content-Security-Policy": POLICY})

    return serve


def _file(path: Path) -> Any:
    async def serve() -> FileResponse:
        return FileResponse(path, media_type=FILES[path.suffix])

    return serve
