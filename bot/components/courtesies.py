"""Take greetings, apologies and thanks off a message that says something else too.

"Hei, anteeksi että häiritsen. Mistä saan verokortin? Kiitos jo etukäteen!" asks about a tax card.
The phrases stand in `bot/data/lookups/<language>/courtesies.yml`.
"""

import re
from functools import lru_cache

from bot.components.lookups import by_language

LEAST_WORDS = 3  # what is left must say something: "no thanks" and "hi there" stay whole
_SENTENCE_END = re.compile(r"[.!?]\s")


def without_courtesies(text: str) -> str:
    """Return `text` without courtesies at its start and end, in small letters where it had none.

    Fewer words than `LEAST_WORDS` may be left where a courtesy is a sentence: "Hei! Verokortti".
    """
    if text.isupper():
        text = text.lower()
    left = text
    opening, closing = _phrases("opening"), _phrases("closing")
    apart = False
    while found := opening.match(left):
        apart |= bool(_SENTENCE_END.search(found.group()))
        left = left[found.end() :]
    while found := closing.search(left):
        apart |= bool(_SENTENCE_END.match(found.group()))
        left = left[: found.start()]
    return left if len(left.split()) >= (1 if apart else LEAST_WORDS) else text


@lru_cache
def _phrases(place: str) -> re.Pattern[str]:
    """Return the phrases of a place, the longest first, with the marks around them."""
    phrases = {phrase for courtesies in by_language("courtesies") for phrase in courtesies[place]}
    words = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) or r"(?!)"
    marks = r"[\s,.!?;:–-]"
    pattern = {
        "opening": rf"\s*(?:{words})(?:{marks}+|$)",
        "closing": rf"(?:^|{marks})(?:{words}){marks}*(?:[^\w\s]|\s)*$",
    }[place]
    return re.compile(pattern, re.IGNORECASE)
