"""Find two wishes in one message: "where do I get a tax card, and is there a Finnish course?" """

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from bot.components.answer_phrases import named, whole

MOST = 2  # more at once would be a wall of cards
SURE = 0.7
SURE_OF_QUESTION = 0.45  # with a question mark
SHORTEST = 2  # words of a wish
SHORTEST_QUESTION = 4  # words, without a word that asks: "and company visits?" is none
RELOCATION = "ask_relocation"
_SENTENCE = re.compile(r"[.!?;\n]+\s+")
_CLAUSE = re.compile(rf"{_SENTENCE.pattern}|,?\s+(?:ja|sekä|and|och|samt|plus)\s+|,\s+", re.I)


# What begins a form: its first question comes last, for the person to answer.
FORMS = frozenset({"find_tet_placement", "offer_tet_placement"})


class Wish(NamedTuple):
    """A part of a message and how it is understood (Rasa's parse)."""

    text: str
    parse: dict[str, Any]

    @property
    def about(self) -> tuple[Any, ...]:
        """What makes it another wish than the next: the intent, or the topic of relocation."""
        topics = [e["value"] for e in self.parse["entities"] if e["entity"] == "relocation_topic"]
        return (RELOCATION, *topics) if topics else (self.parse["intent"]["name"],)

    def stands_alone(self, guidance: set[str]) -> bool:
        """Tell whether this part, which asks for something, is surely understood."""
        intent = self.parse["intent"]
        enough = SURE_OF_QUESTION if self.text.endswith("?") else SURE
        sure = intent["name"] in guidance and intent["confidence"] >= enough
        named_by_value = self.about[0] == RELOCATION and len(self.about) > 1
        return sure or named_by_value


def parts(text: str) -> Iterator[list[str]]:
    """Yield the parts of `text` that ask for something: its sentences, then its clauses.

    A cut that leaves fewer than two of them is no cut.
    """
    for joint in (_SENTENCE, _CLAUSE):
        marked = joint.sub(lambda found: ("?" if "?" in found.group() else "") + "\0", text)
        found = [_without_joint(part.strip()) for part in marked.split("\0")]
        asking = [part for part in found if len(part.split()) >= SHORTEST and asks(part)]
        if len(asking) > 1:
            yield asking


def different(wishes: list[Wish]) -> list[Wish]:
    """Return the first wishes that are about different things, at most `MOST`.

    "And what papers do I need?" is about the tax card that was asked for before it.
    """
    found: list[Wish] = []
    for wish in wishes:
        if not any(wish.about == other.about[: len(wish.about)] for other in found):
            found.append(wish)
    return found[:MOST]


def forms_last(wishes: list[Wish]) -> list[Wish]:
    """Return `wishes` with those last that may begin with a question of ours."""
    return sorted(wishes, key=lambda wish: wish.about[0] in FORMS)


def asks(part: str) -> bool:
    """Tell by its words whether a part asks for something that was not asked before it."""
    words = part.split()
    if whole(words[0], "joint") == "but":
        return False  # "but I don't know what to say" only adds to what was said
    if named(part, "reference"):
        return False  # "do you get paid for it?" is about what was asked before
    whole_question = part.endswith("?") and len(words) >= SHORTEST_QUESTION
    return whole_question or bool(named(part, "wish"))


def _without_joint(part: str) -> str:
    """Return `part` without the words that only join it to the one before: "And also …"."""
    words = part.split()
    while len(words) > SHORTEST and whole(words[0], "joint") == "and":
        words = words[1:]
    return " ".join(words)
