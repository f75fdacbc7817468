"""What messages go through before they reach us: slips, capitals, missing diacritics, manners."""

import random
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import replace

from bot.evaluation.cases import Case

POLITE = {
    "fi": "Hei, anteeksi että häiritsen. {} Kiitos jo etukäteen!",
    "sv": "Hej, ursäkta att jag stör. {} Tack på förhand!",
    "en": "Hello, sorry to bother you. {} Thank you in advance!",
}
EMOJI = " 🙏😊"
SHORTEST_SLIP = 4  # a slip in a shorter word makes another word of it


def slip(case: Case) -> str:
    """Swap, drop or double one letter inside one word, the same one in every run."""
    words = case.text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= SHORTEST_SLIP and word.isalpha()]
    if not long:
        return case.text
    chance = random.Random(zlib.crc32(case.text.encode()))  # noqa: S311
    index = chance.choice(long)
    word = words[index]
    at = chance.randrange(1, len(word) - 1)
    kinds = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] * 2 + word[at + 1 :],
    )
    # Two equal letters swapped are no slip.
    words[index] = chance.choice([kind for kind in kinds if kind != word])
    return " ".join(words)


def plain_letters(case: Case) -> str:
    """Type ä, ö and å without their marks."""
    return "".join(
        char for char in unicodedata.normalize("NFD", case.text) if not unicodedata.combining(char)
    )


def politely(case: Case) -> str:
    """Put a greeting and thanks around the message."""
    return POLITE.get(case.language, "{}").format(case.text)


DISTORTIONS: dict[str, Callable[[Case], str]] = {
    "one slip of the finger": slip,
    "no diacritics": plain_letters,
    "capitals": lambda case: case.text.upper(),
    "emoji added": lambda case: case.text + EMOJI,
    "politeness added": politely,
}


def distorted(cases: list[Case], name: str) -> list[Case]:
    """Return `cases` with their text distorted in the way called `name`."""
    return [replace(case, text=DISTORTIONS[name](case)) for case in cases]
