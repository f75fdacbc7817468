"""What every door must offer, and what passes through it."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from fastapi import APIRouter


@dataclass(frozen=True)
class IncomingMessage:
    """A message as a door delivers it: unchecked.

    `language` is the person's choice, if any; `notice_shown` tells that the door itself has said
    that this is an automated service. `payload` is what a button of the door's own means, whose
    title is `text`; a door never takes it from outside.
    """

    channel: str
    sender: str
    text: str
    language: str | None = None
    notice_shown: bool = False
    payload: str | None = None


@dataclass(frozen=True)
class ReplyButton:
    """A button: `token` comes back as the text of a message when it is pressed."""

    title: str
    token: str


@dataclass(frozen=True)
class Reply:
    """One message to the person: a text, cards, buttons; any may be missing.

    `extras` are what only some channels can use: `asks` (the slot that a question fills),
    `feedback` (whether the answer may be rated), `checklist` (its items, each with a button).
    """

    language: str
    text: str = ""
    cards: tuple[dict[str, Any], ...] = ()
    buttons: tuple[ReplyButton, ...] = ()
    extras: dict[str, Any] = field(default_factory=dict)


def rendered(reply: Reply) -> dict[str, Any]:
    """Return a reply in the shape of Rasa's REST channel, with its language beside it."""
    body: dict[str, Any] = {"language": reply.language}
    if reply.text:
        body["text"] = reply.text
    if reply.buttons:
        body["buttons"] = [{"title": b.title, "payload": b.token} for b in reply.buttons]
    if reply.cards or reply.extras:
        cards = {"cards": list(reply.cards)} if reply.cards else {}
        body["custom"] = {**cards, **reply.extras}
    return body


@dataclass(frozen=True)
class Capabilities:
    """What a channel can show, in characters and numbers.

    Both doors of today show everything; a door that shows less makes replies fit by these.
    """

    text_length: int
    cards: bool = False
    buttons: int = 0
    button_title_length: int = 0


@dataclass(frozen=True)
class BadMessage(Exception):
    """A message that no door lets in: `field` names what is wrong, `reason` says it kindly."""

    field: str
    reason: str
    status: int = 422


class Turn(Protocol):
    """The one path of a message, as doors see it."""

    async def handle(self, message: IncomingMessage) -> list[Reply]:
        """Answer a message; raises BadMessage."""

    async def news(self, channel: str, sender: str) -> list[Reply]:
        """Return what counsellors have written since the last turn: from now on it is delivered."""

    async def forget(self, channel: str, sender: str) -> None:
        """Delete a conversation from every table."""


class Connector(Protocol):
    """A door: a name, what it can show, and its routes."""

    name: str
    capabilities: Capabilities

    def router(self, turn: Turn) -> APIRouter:
        """Return the routes that take messages to `turn` and its replies back."""
