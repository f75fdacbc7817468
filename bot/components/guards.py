"""Decide which matches of the look-ups are meant: a word may name something else."""

from collections.abc import Callable, Iterator

from bot.components import study_guards
from bot.components.employers import owners
from bot.components.lookups import occupations
from bot.components.reading import Match, Reading

SHORT = 2
BRIEF = 12
NEAR = 4
AROUND = 6
BEFORE_VERB = frozenset({"to", "can", "i", "you", "we", "they", "cannot", "please"})
TURNS = ("next", "this", "past")
PART_TIME = frozenset({"osa", "part", "deltid"})  # how a bare word for it begins
INTO_IT = ("in", "issa", "ista", "ssa", "ssä", "sta", "stä")
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
    if match.value in VISITED and _is_visited(match, reading):
        return False
    return (
        match.value not in VISITED
        or match.how == "compound"
        or (match.language == "fi" and match.ending.startswith(("ks", "na")))
        or _is_taught(match, reading)
        or len(reading.tokens) <= max(SHORT, match.length)
        or reading.near(match, "career", "been", before=NEAR, after=NEAR)
    )


def _is_taught(match: Match, reading: Reading) -> bool:
    """Tell whether a language or a course is for the occupation: "suomea lääkärille"."""
    served = match.ending == "lle" or reading.near(match, "for", before=SHORT, after=0)
    return served and reading.has("language", "learn", "teaching_language")


def _is_visited(match: Match, reading: Reading) -> bool:
    """Tell whether one goes to "lääkäriin" or complains of "the teacher"."""
    if match.language == "fi":
        return match.ending in INTO_IT
    stated = reading.near(match, "be", "been", before=SHORT, after=0)  # "I'm the caretaker"
    return match.language == "en" and reading.preceded(match, "the") and not stated


def _is_verb(match: Match, reading: Reading) -> bool:
    return match.first > 0 and reading.tokens[match.first - 1].norm in BEFORE_VERB


def _interest(match: Match, reading: Reading) -> bool:
    """ "Autot" is a field beside "kiinnostaa" or alone; an employer's "our lab" is none."""
    spoken = (*reading.of("audience"), *owners(reading))
    if any(stated.value in ("employer", "entrepreneur") for stated in spoken):
        return False
    return (
        len(reading.tokens) <= SHORT
        or reading.covers("interest_field", "field", "and", "alone")
        or reading.near(match, "interest", before=AROUND, after=AROUND)
        or reading.near(match, "study", "education_level", before=NEAR, after=NEAR)
        or reading.near(match, "role", before=0, after=1)  # "a science teacher"
    )


def _aside(match: Match, reading: Reading) -> bool:
    """ "Rent" in a long story, or beside a topic that is named, is told in passing.

    "Next semester" is a time, although "semester" is a holiday in Swedish.
    """
    if any(match.overlaps(time) and reading.preceded(time, *TURNS) for time in reading.of("unit")):
        return False
    return len(reading.tokens) <= BRIEF and not any(
        other.value != match.value for other in reading.of("relocation_topic")
    )


def _situation(match: Match, reading: Reading) -> bool:
    """A bare "part-time" may be a way to study or a job looked for: it counts as an answer.

    It also does before who one is: "I'm a part-time cook".
    """
    bare = match.value == "part_time" and reading.tokens[match.first].norm in PART_TIME
    one = any(who.first == match.last for who in reading.of("occupation", "people"))
    is_one = one and reading.near(match, "be", before=1, after=0)
    return not bare or is_one or reading.covers("employment_situation", "be")


GUARDS: dict[str, Guard] = {
    "municipality": _place,
    "occupation": _occupation,
    "field": _always,
    "interest_field": _interest,
    "education_level": study_guards.level,
    "study_mode": study_guards.mode,
    "study_way": study_guards.way,
    "relocation_topic": _always,
    "relocation_aside": _aside,
    "project": _always,
    "employment_situation": _situation,
}
