"""Find the role of the asker or of the one asked about: "olen opiskelija", "my child", "ysit"."""

from collections.abc import Iterator

from bot.components.employers import owners
from bot.components.foreigners import foreigners, is_of_thing
from bot.components.reading import Match, Reading
from bot.components.relatives import relatives

GAP = 2
BRIEF = 10
KEYWORDS = 5
FOR = ("lle", "llekin", "lleni", "llemme", "ille")
# Whoever names them asks about them; the others must be said of the asker, or be served.
ASKED_ABOUT = frozenset({"pupil", "student", "spouse", "jobseeker", "international_talent"})
SERVED_IN_BRIEF = frozenset({"employer", "parent", "teacher"})


def audiences(reading: Reading) -> Iterator[Match]:
    """Yield statements of a role, and role nouns that are stated, served or asked about."""
    stated = reading.of("audience")
    yield from stated
    teaches = any(match.value == "teacher" for match in stated)
    for role in reading.of("role"):
        if any(role.overlaps(match) for match in stated) or is_of_thing(role, reading):
            continue
        if reading.preceded(role, "no") and role.value not in ASKED_ABOUT:
            continue  # "en työnantaja"
        alone = _names_person(role) and reading.covers("alone", "be", "role")
        asked_about = role.value in ASKED_ABOUT and not teaches and not _to_become(role)
        if (
            alone
            or asked_about
            or _heads_keywords(role, reading)
            or _follows_being(role, reading)
            or _is_here(role, reading)
            or _introduces_itself(role, reading)
            or _is_served(role, reading)
        ):
            yield role._replace(entity="audience")
    yield from foreigners(reading)
    if not teaches:
        yield from owners(reading)
    yield from relatives(reading)
    yield from _readers(reading)


def _names_person(role: Match) -> bool:
    """Tell whether the bare word is who one is; "siivousfirma" is a kind of workplace."""
    a_kind = role.value == "employer" and role.how == "head"
    return role.ending in ("", "na") and not a_kind


def _heads_keywords(role: Match, reading: Reading) -> bool:
    """Tell whether an entrepreneur begins a few keywords: "egenföretagare i Pargas"."""
    few = len(reading.tokens) <= KEYWORDS
    return role.value == "entrepreneur" and role.first == 0 and role.ending == "" and few


def _introduces_itself(role: Match, reading: Reading) -> bool:
    """Tell whether a Swedish message begins with who writes: "rektor här", "pappa till en sjua"."""
    if role.first > 1 or role.language != "sv" or role.last == len(reading.tokens):
        return False
    of_child = role.value == "parent" and reading.near(role, "for", before=0, after=1)
    return of_child or reading.tokens[role.last].lower == "här"


def _is_here(role: Match, reading: Reading) -> bool:
    """Tell whether one presents oneself: "rehtori tässä", "headmaster here"."""
    return role.first <= 1 and role.ending == "" and reading.near(role, "here", before=0, after=1)


def _readers(reading: Reading) -> Iterator[Match]:
    """Yield a student who reads a field in higher education: "luen kemiaa yliopistossa"."""
    if any(level.value.startswith("higher") for level in reading.of("education_level")):
        for reads in reading.of("reads"):
            if reading.near(reads, "field", "interest_field", before=0, after=GAP):
                yield reads._replace(entity="audience", value="student")


def _to_become(role: Match) -> bool:
    """Tell whether one is not yet what one becomes ("opiskelijaksi"), save "työttömäksi"."""
    return role.value != "jobseeker" and role.ending.startswith("ks")


def _follows_being(role: Match, reading: Reading) -> bool:
    """Allow two words between: "olen kolmannen vuoden opiskelija"; nothing inflected but -na.

    One who "has been" a teacher tells of an occupation.
    """
    if role.value == "teacher" and reading.near(role, "been", before=GAP, after=0):
        return False
    if reading.near(role, "job", before=1, after=0):
        return False  # "arbetsgivare som anställer invandrare"
    stated = role.ending in ("", "na") or role.language != "fi"
    return stated and any(
        0 <= role.first - being.last <= GAP and being.language == role.language
        for being in reading.of("be")
    )


def _is_served(role: Match, reading: Reading) -> bool:
    """Tell whether something is for the role: "opiskelijalle", "services for spouses".

    A long message may tell of what somebody else's employer wants.
    """
    if role.value in SERVED_IN_BRIEF and len(reading.tokens) > BRIEF:
        return False
    if role.language == "fi":
        return role.ending in FOR
    if reading.near(role, "study", "contact", "become", before=GAP, after=0):
        return False  # "läsa till lärare", "ringa till arbetsgivare", "för att bli lärare"
    gap = GAP if role.value == "teacher" else 1
    return any(
        0 <= role.first - word.last <= gap and word.language == role.language
        for word in reading.of("for")
    )
