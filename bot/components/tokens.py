"""Cut a message into words, each with its folded form and its place in the text."""

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

_LETTER = r"(?:[^\W_][\u0300-\u036f]*)"
_WORD = re.compile(rf"{_LETTER}+(?:['’:´`]{_LETTER}+)*")
_PAUSE = re.compile(r"\s*[,;!?\n]|\s*\.\s+(?=[^\W\d_a-zåäö])")
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTER_COLON = re.compile(r"^([^\W\d_]+):([^\W\d_]{1,6})$")
SELDOM = 3
_DASHES = "-–—‑"
_APOSTROPHES = str.maketrans("’´`", "'''")
# Latin letters without their marks; what has no plain letter of its own is named.
_PLAIN = {
    code: unicodedata.normalize("NFD", chr(code))[0] for code in range(0xC0, 0x250)
} | str.maketrans({"ø": "o", "æ": "a", "ß": "s", "đ": "d", "ł": "l"})


class Token(NamedTuple):
    """A word: `lower` keeps its diacritics, `norm` is folded.

    `joined` if a dash binds the next, `paused` if a comma or the like parts it from the next.
    """

    text: str
    lower: str
    norm: str
    start: int
    end: int
    joined: bool
    paused: bool


def tokenise(text: str) -> list[Token]:
    """Return the words of `text`; "ICT:n" and "nurse's" are the words without their endings."""
    return [
        Token(
            match.group(),
            word := _bare(match.group()),
            fold(word),
            match.start(),
            match.end(),
            text[match.end() : match.end() + 1] in _DASHES and match.end() < len(text),
            _PAUSE.match(text, match.end()) is not None,
        )
        for match in _WORD.finditer(text)
    ]


def fold(word: str) -> str:
    """Return `word` in lower case without diacritics; one letter stays one letter."""
    lower = word.lower()
    return lower if lower.isascii() else lower.translate(_PLAIN)


def vocabulary(text: str) -> set[str]:
    """Return the folded words that a long text has often: what is rare may be a typo."""
    counts = Counter(_LETTERS.findall(text.lower()))
    return {fold(word) for word, times in counts.items() if times > SELDOM}


def agrees(written: str, typed: str) -> bool:
    """Tell whether `typed` may stand for `written`: diacritics may be left out, not put in.

    "lahti" typed with the dots of "lähti" is another word; "lahihoitaja" is "lähihoitaja".
    """
    return typed.isascii() or all(
        typed_char.isascii() or typed_char == char
        for char, typed_char in zip(written, typed, strict=False)
    )


def _bare(word: str) -> str:
    """Return the word in lower case, composed, without what a colon or an English 's adds."""
    lower = word.lower()
    if lower.isalnum():
        return lower
    lower = unicodedata.normalize("NFC", lower)
    if colon := _LETTER_COLON.match(lower):
        return colon.group(1)
    head, found, tail = lower.translate(_APOSTROPHES).partition("'")
    return head if not found or tail == "s" else f"{head}'{tail}"
