"""Decide which matches of the look-ups are meant: a word may name something else."""

from collections.abc import Callable, Iterator

from bot.components.lookups import occupations
from bot.components.reading import Match, Reading

SHORT = 2
FEW = 8
BRIEF = 12
NEAR = 4
AROUND = 6
BEFORE_VERB = frozenset({"to", "can", "i", "you", "we", "they", "cannot", "please"})
INTO_OUT_IN = ("ssa", "sta", "an", "s", "st")

Guard = Callable[[Match, Reading], bool]

_OCCUPATIONS = occupations()
FIELD_OF = {code: occupation["field"] for code, occupation in _OCCUPATIONS.items()}
VISITED = frozenset(code for code, occupation in _OCCUPATIONS.items() if "visited" in occupation)


def meant(reading: Reading) -> Iterator[Match]:
    """Yield the matches that name a value, with the field of each occupation."""
    for match in reading.matches:
        guard = GUARDS.get(match.entity)
        if guard is None or not guard(match, reading):
            continue
        if match.entity == "occupation":
            if not match.value.startswith("_"):
                yield match
            yield match._replace(entity="field", value=FIELD_OF[match.value])
        elif match.entity == "interest_field":
            yield match._replace(entity="field")
        elif match.entity == "study_way":
            yield match._replace(entity="study_mode")
        elif match.entity == "relocation_aside":
            yield match._replace(entity="relocation_topic")
        else:
            yield match


def _always(match: Match, reading: Reading) -> bool:
    return True


def _place(match: Match, reading: Reading) -> bool:
    """Aura is also the assistant's name and a plough: it must stand like a place."""
    if match.value != "aura":
        return True
    return not reading.tokens[match.first].joined and (
        match.ending in INTO_OUT_IN
        or reading.near(match, "place", before=1, after=2)
        or reading.near(match, "preposition", before=1, after=0)
        or reading.near(match, "municipality", before=2, after=2)
    )


def _occupation(match: Match, reading: Reading) -> bool:
    """A doctor may be somebody to see: such an occupation needs a word of work or study.

    "To cook" is no cook.
    """
    if match.language == "en" and _is_verb(match, reading):
        return False
    return (
        match.value not in VISITED
        or match.how == "compound"
        or match.ending.startswith("ks")
        or len(reading.tokens) <= max(SHORT, match.length)
        or reading.near(match, "career", "been", before=NEAR, after=NEAR)
    )


def _is_verb(match: Match, reading: Reading) -> bool:
    return match.first > 0 and reading.tokens[match.first - 1].norm in BEFORE_VERB


def _interest(match: Match, reading: Reading) -> bool:
    """ "Autot" is a field beside "kiinnostaa" or alone; an employer's "our lab" is none."""
    if any(stated.value in ("employer", "entrepreneur") for stated in reading.of("audience")):
        return False
    return (
        len(reading.tokens) <= SHORT
        or reading.near(match, "interest", before=AROUND, after=AROUND)
        or reading.near(match, "study", "education_level", before=NEAR, after=NEAR)
        or reading.near(match, "role", before=0, after=1)  # "a science teacher"
    )


def _way(match: Match, reading: Reading) -> bool:
    """What may also tell of shopping or of last night needs a word of study in a longer message.

    "Friday evening" is a time.
    """
    if reading.near(match, "weekday", "day", before=1, after=0):
        return False
    brief = len(reading.tokens) <= FEW and not reading.has("event")
    return brief or reading.has(
        "study", "learn", "education_level", "study_mode", "interest_field", "field", "occupation"
    )


def _aside(match: Match, reading: Reading) -> bool:
    """ "Rent" in a long story, or beside a topic that is named, is told in passing."""
    return len(reading.tokens) <= BRIEF and not any(
        other.value != match.value for other in reading.of("relocation_topic")
    )


def _level(match: Match, reading: Reading) -> bool:
    """ "After comprehensive school" is where a person comes from, not what is looked for."""
    return not any(
        other.first in (match.last, match.first - 1, match.first - 2)
        for other in reading.of("after")
    )


GUARDS: dict[str, Guard] = {
    "municipality": _place,
    "occupation": _occupation,
    "field": _always,
    "interest_field": _interest,
    "education_level": _level,
    "study_mode": _always,
    "study_way": _way,
    "relocation_topic": _always,
    "relocation_aside": _aside,
    "project": _always,
}
