"""The widget's module: one address that never changes, and one that names what it holds."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, Response

from bot.wording import languages, wording

FILE = Path(__file__).parent / "page" / "aura-chat.js"
LAUNCHER = "__LAUNCHER__"  # stands in the file for the launcher's words, by language
# Pages of other sites load it, also those that isolate themselves.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
FIVE_MINUTES = "public, max-age=300"
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Module:
    """The module as it is sent; `name` is of its content."""

    content: bytes
    packed: bytes
    name: str


def module_router() -> APIRouter:
    """Return the routes of the module and its loader."""
    router = APIRouter(include_in_schema=False)

    @router.get("/aura-chat.js")
    async def loader(if_none_match: Annotated[str, Header()] = "") -> Response:
        """Load the module of today: five minutes after a new one all pages have it."""
        name = _module().name
        headers = {**OPEN, "ETag": f'"{name}"', "Cache-Control": FIVE_MINUTES}
        if name in if_none_match:
            return Response(status_code=304, headers=headers)
        line = f'export * from "./aura-chat.{name}.js";\n'
        return Response(line, media_type="text/javascript", headers=headers)

    @router.get("/aura-chat.{name}.js")
    async def module(name: str, accept_encoding: Annotated[str, Header()] = "") -> Response:
        """Return the module; by a name of yesterday, that a loader in a cache has, today's."""
        found = _module()
        age = A_YEAR if name == found.name else FIVE_MINUTES
        headers = {**OPEN, "Cache-Control": age, "Vary": "Accept-Encoding"}
        if "gzip" in accept_encoding:
            headers["Content-Encoding"] = "gzip"
        content = found.packed if "gzip" in accept_encoding else found.content
        return Response(content, media_type="text/javascript", headers=headers)

    return router


def _module() -> Module:
    return _read(FILE.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(_changed: int) -> Module:
    launcher = {code: wording(code).label("page", "launcher") for code in languages()}
    quoted = json.dumps(launcher).replace("\\", "\\\\").replace("'", "\\'")
    content = FILE.read_text(encoding="utf-8").replace(LAUNCHER, quoted).encode()
    return Module(
        content, gzip.compress(content, mtime=0), hashlib.sha256(content).hexdigest()[:16]
    )
