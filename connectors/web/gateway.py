"""The widget's door under `/api/chat`: words, sessions, messages, the stream of events."""

import hashlib
import json
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.wording import languages, wording
from connectors.base import IncomingMessage
from connectors.web.limits import Limits, address
from connectors.web.opening import ALIASES, opened
from connectors.web.sessions import Sessions
from connectors.web.streams import EventStream, Streams
from connectors.web.talk import CHANNEL, Talk, no_session

FIVE_MINUTES = "public, max-age=300"


@dataclass(frozen=True)
class Rules:
    """Who may come in: `consent` is the version that is asked for now.

    `proxies` is how many of ours stand in front; `allowed_origins` are sites with the widget.
    """

    consent: str
    allowed_origins: tuple[str, ...] = ()
    proxies: int = 0


class Body(BaseModel):
    """A body without keys of the caller's own: an id of theirs is refused."""

    model_config = ConfigDict(extra="forbid")


class Opening(Body):
    """Where the conversation opens, as in a deep link."""

    topic: str | None = Field(default=None, max_length=60)
    audience: str | None = Field(default=None, max_length=60)
    municipality: str | None = Field(default=None, max_length=60)


class NewSession(Body):
    """The person agrees to the version `consent` of what they have read."""

    consent: str = Field(max_length=40)
    language: str | None = Field(default=None, max_length=5)
    opening: Opening | None = None


class Said(Body):
    """A message: words, or the token of a button with its title."""

    text: str
    title: str | None = Field(default=None, max_length=1000)
    language: str | None = Field(default=None, max_length=5)


Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[\x21-\x7e]{1,64}$")]
Last = Annotated[str, Header(alias="Last-Event-ID", pattern=r"^[0-9]{1,18}$")]


def gateway(
    rules: Rules, sessions: Sessions, limits: Limits, talk: Talk, streams: Streams
) -> APIRouter:
    """Return the routes."""

    def from_allowed_page(request: Request) -> None:
        origin = request.headers.get("origin")
        if origin is None or {origin, "*"} & set(rules.allowed_origins):
            return
        if urlsplit(origin).netloc != request.headers.get("host", "").lower():
            raise HTTPException(403, [{"field": "Origin", "problem": "may not use this service"}])

    def caller(request: Request) -> str:
        return address(request, rules.proxies)

    def session(authorization: Annotated[str, Header()] = "") -> str:
        kind, _, token = authorization.partition(" ")
        found = sessions.read(token) if kind.lower() == "bearer" else None
        if found is None:
            raise no_session()
        return found

    Caller = Annotated[str, Depends(caller)]
    Session = Annotated[str, Depends(session)]
    router = APIRouter(prefix="/api/chat", dependencies=[Depends(from_allowed_page)])

    @router.get("/words")
    async def words(language: str = "", if_none_match: Annotated[str, Header()] = "") -> Response:
        """Return the widget's words in a language, and what it shows first."""
        body = _words(language, rules.consent)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = {"ETag": tag, "Cache-Control": FIVE_MINUTES}
        if tag in if_none_match:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/json", headers=headers)

    @router.post("/session", status_code=201)
    async def begin(body: NewSession, caller: Caller) -> dict[str, str]:
        """Begin a conversation."""
        limits.take("sessions by address", caller)
        if body.consent != rules.consent:
            problem = {"field": "consent", "problem": f"version {rules.consent} is asked for"}
            raise HTTPException(409, [problem])
        named = body.opening or Opening()
        opening = opened(named.topic, named.audience, named.municipality, body.language)
        new, token = sessions.issue()
        await talk.begin(new, body.language, opening)
        return {"token": token}

    @router.delete("/session", status_code=204)
    async def forget(session: Session, caller: Caller) -> None:
        """Delete the conversation."""
        limits.take("messages by address", caller)
        await talk.forget(session)

    @router.post("/messages")
    async def say(body: Said, key: Key, session: Session, caller: Caller) -> Response:
        """Answer a message, once for each key."""
        limits.take("messages by address", caller)
        message = IncomingMessage(CHANNEL, session, body.text, body.language, notice_shown=True)
        events = await talk.say(message, key, body.title)
        return Response(_json({"events": events}), media_type="application/json")

    @router.get("/events")
    async def events(session: Session, caller: Caller, last: Last = "0") -> Response:
        """Return what was said after the event `Last-Event-ID`, then what is said from now on."""
        limits.take("streams by address", caller)
        conversation = await talk.known(session)

        async def collect() -> None:
            await talk.collect(conversation.id, session)

        return EventStream(streams.read(conversation.id, int(last), collect))

    return router


def _words(language: str, consent: str) -> bytes:
    say = wording(language)
    greet = say.responses["utter_greet"][0]
    titles = [button["title"] for button in greet["buttons"]]
    return _json(
        {
            "languages": {
                code: wording(code).label("language", "own_name") for code in languages()
            },
            "words": say.labels["page"],
            "greeting": greet["text"],
            "buttons": [{"title": title, "payload": title} for title in titles],
            "topics": {name: say.label("topic", intent) for name, intent in ALIASES.items()},
            "consent": consent,
        }
    )


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
