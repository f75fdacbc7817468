"""Bound and clean a message before anything else sees it.

Rasa takes minutes and gigabytes for one very long message, so length is bounded in characters and
in words first.
"""

import unicodedata
from dataclasses import replace

from connectors.base import BadMessage, IncomingMessage

MAX_CHARACTERS = 1000
MAX_WORDS = 200
MAX_SENDER = 128
MAX_BODY = 64 * 1024

# Invisible: zero-width, joiners, bidirectional controls, byte order mark, tags, variation marks.
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}


def checked(message: IncomingMessage) -> IncomingMessage:
    """Return `message` with clean text; raises BadMessage naming the field that is wrong."""
    if not message.sender.strip():
        raise BadMessage("sender", "must not be empty")
    if len(message.sender) > MAX_SENDER:
        raise BadMessage("sender", f"must have at most {MAX_SENDER} characters")
    if not _is_text(message.sender):
        raise BadMessage("sender", "must be valid Unicode text")
    if len(message.text) > MAX_CHARACTERS:
        raise BadMessage("message", f"must have at most {MAX_CHARACTERS} characters", 413)
    text = clean(message.text)
    if len(text.split()) > MAX_WORDS:
        raise BadMessage("message", f"must have at most {MAX_WORDS} words", 413)
    if not text:
        raise BadMessage("message", "must not be empty")
    return replace(message, text=text)


def clean(text: str) -> str:
    """Return `text` in NFKC without control, invisible and direction-changing characters.

    Line breaks and tabs become spaces; lone surrogates and unassigned code points go. The result
    is cut to `MAX_CHARACTERS`, for NFKC may lengthen.
    """
    spaced = "".join(" " if char.isspace() else char for char in text)
    visible = "".join(
        char for char in spaced if unicodedata.category(char) not in _INVISIBLE_CATEGORIES
    )
    normal = unicodedata.normalize("NFKC", visible)
    return " ".join(normal.split())[:MAX_CHARACTERS].strip()


def _is_text(value: str) -> bool:
    return all(unicodedata.category(char) not in {"Cc", "Cs"} for char in value)
