"""What every door must offer, and what passes through it."""

from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import APIRouter


@dataclass(frozen=True)
class IncomingMessage:
    """A message as a door delivers it: unchecked.

    `language` is the person's choice, if any; `notice_shown` tells that the door itself has said
    that this is an automated service.
    """

    channel: str
    sender: str
    text: str
    language: str | None = None
    notice_shown: bool = False


@dataclass(frozen=True)
class ReplyButton:
    """A button: `token` comes back as the text of a message when it is pressed."""

    title: str
    token: str


@dataclass(frozen=True)
class Reply:
    """One message to the person: a text, cards, buttons; any may be missing."""

    language: str
    text: str = ""
    cards: tuple[dict[str, Any], ...] = ()
    buttons: tuple[ReplyButton, ...] = ()


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


class Connector(Protocol):
    """A door: a name, what it can show, and its routes."""

    name: str
    capabilities: Capabilities

    def router(self, turn: Turn) -> APIRouter:
        """Return the routes that take messages to `turn` and its replies back."""
