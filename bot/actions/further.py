"""What somebody wants to study after: "mitä lähihoitajan jälkeen", "after vocational school"."""

import re
from typing import NamedTuple

from bot.components.extraction import extract
from bot.components.tokens import fold

HIGHER = ("higher_uas", "higher_university")
# Level or occupation behind one -> the levels that come next.
_NEXT = {
    "upper_secondary_vocational": HIGHER,
    "upper_secondary_general": HIGHER,
    "higher_uas": ("higher_university", "higher_uas"),
    "higher_university": ("higher_university",),
}
# Finnish says it behind the words, Swedish and English before them.
_BEHIND = re.compile(r"((?:[\w:-]+\s+){1,2})(?:jalkeen|jalkee)\b")
_BEFORE = re.compile(r"\b(?:after|efter)\s+((?:[\w'-]+\s*){1,4})")


class Start(NamedTuple):
    """Where a person stands: the levels that come next, and the occupations they have."""

    levels: tuple[str, ...]
    occupations: tuple[str, ...]


def starting_point(words: str) -> Start | None:
    """Return what `words` say that somebody has behind them, or None.

    Comprehensive school is none: after it comes everything. Nor is it one beside an occupation
    that is wanted ("lukion jälkeen lähihoitajaksi"): that tells the path.
    """
    folded = fold(words)
    named = {e["value"] for e in extract(words) if e["entity"] == "occupation"}
    for pattern in (_BEHIND, _BEFORE):
        for match in pattern.finditer(folded):
            found = extract(words[match.start(1) : match.end(1)])
            occupations = tuple(e["value"] for e in found if e["entity"] == "occupation")
            levels = [_NEXT[e["value"]] for e in found if e["value"] in _NEXT]
            if (levels or occupations) and named <= set(occupations):
                return Start(levels[0] if levels else HIGHER, occupations)
    return None
