"""Find a topic of settling in that two words tell together: "can I drive ... Indian licence"."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.components.reading import Match, Reading

SOME_WORDS = 20
CHILD_AGES = range(4, 16)
ADULT = 30


class Pair(NamedTuple):
    """Two marks with at most `gap` words between them, in this order if `ordered`: a topic."""

    topic: str
    one: str
    other: str
    gap: int
    ordered: bool = False


PAIRS = (
    Pair("eu_registration", "eu", "register", 12),
    Pair("driving_licence", "licence", "drive", 6),
    Pair("family", "beloved", "come", 6),
    Pair("working_life_rights", "boss", "pay", 4, ordered=True),
    Pair("public_transport", "reach", "carless", 6),
    Pair("banking", "bank", "account", 6),
)
# Where one of these is told the pair tells of something else: "my employer pays my studies".
ELSEWHERE = frozenset({"employer", "entrepreneur", "teacher", "jobseeker"})
OTHER_MATTERS = ("study_mode", "education_level", "employment_situation", "event", "tet")
CHILDS_SCHOOL = "basic"
OF_WORK = ("field", "occupation")


def pairs(reading: Reading) -> Iterator[Match]:
    """Yield the topics that pairs tell in a message of some words."""
    others = (match for match in reading.of(*OTHER_MATTERS) if match.value != CHILDS_SCHOOL)
    if len(reading.tokens) > SOME_WORDS or any(others):
        return
    told = {match.value for match in reading.of("audience")}
    if told & ELSEWHERE:
        return
    for pair in PAIRS:
        found = _together(pair, reading)
        if found and not _otherwise(found, pair, reading):
            yield found
    if "pupil" not in told and ("parent" in told or reading.has("kin")):
        yield from _school(reading)


def _together(pair: Pair, reading: Reading) -> Match | None:
    for one in reading.of(pair.one):
        for other in reading.of(pair.other):
            first, last = min(one.first, other.first), max(one.last, other.last)
            gap = max(one.first, other.first) - min(one.last, other.last)
            swapped = pair.ordered and other.first < one.first
            if 0 <= gap <= pair.gap and one.language == other.language and not swapped:
                topic = one._replace(entity="relocation_topic", value=pair.topic)
                return topic._replace(first=first, last=last)
    return None


def _otherwise(found: Match, pair: Pair, reading: Reading) -> bool:
    """Tell whether another topic is named by words of its own, or a nurse's papers are meant."""
    if pair.topic in ("driving_licence", "eu_registration") and reading.has(*OF_WORK):
        return True
    parts = [*reading.of(pair.one), *reading.of(pair.other)]
    return any(
        not any(part.first <= topic.first and topic.last <= part.last for part in parts)
        for topic in reading.of("relocation_topic")
    )


def _school(reading: Reading) -> Iterator[Match]:
    """Yield the school of a child whose age or class is told."""
    numbers = [int(token.norm) for token in reading.tokens if token.norm.isdecimal()]
    ages = [number for number in numbers if number < ADULT]
    aged = all(age in CHILD_AGES for age in ages) if ages else reading.has("age")
    if aged and not reading.has("relocation_topic", *OF_WORK):
        for school in reading.of("schooling")[:1]:
            if not reading.near(school, "after", before=1, after=1):
                yield school._replace(entity="relocation_topic", value="school")


def is_told_by(paired: list[Match], topic: Match) -> bool:
    """Tell whether the "permit" of a citizen of the EU is the registration that a pair tells."""
    registration = any(pair.value == "eu_registration" for pair in paired)
    return registration and topic.value == "residence_permit"
