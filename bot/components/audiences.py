"""Find the role of the asker or of the one asked about: "olen opiskelija", "my child", "ysit"."""

from collections.abc import Iterator

from bot.components.reading import Match, Reading

GAP = 2
BRIEF = 10
FOR = ("lle", "llekin", "lleni", "llemme", "ille")
# Whoever names them asks about them; the others must be said of the asker, or be served.
ASKED_ABOUT = frozenset({"pupil", "student", "spouse", "jobseeker"})
SERVED_IN_BRIEF = frozenset({"employer", "parent", "teacher"})


def audiences(reading: Reading) -> Iterator[Match]:
    """Yield statements of a role, and role nouns that are stated, served or asked about."""
    stated = reading.of("audience")
    yield from stated
    teaches = any(match.value == "teacher" for match in stated)
    for role in reading.of("role"):
        if any(role.overlaps(match) for match in stated):
            continue
        alone = role.ending in ("", "na") and reading.covers("alone", "be", "role")
        asked_about = role.value in ASKED_ABOUT and not teaches and not _to_become(role)
        several_words = role.value == "international_talent" and role.length > 1
        if (
            alone
            or asked_about
            or several_words
            or _follows_being(role, reading)
            or _is_served(role, reading)
        ):
            yield role._replace(entity="audience")
    yield from _owners(reading)


def _owners(reading: Reading) -> Iterator[Match]:
    """Yield who speaks: "we are a small bakery" an employer, "I run a salon" an entrepreneur."""
    for place in reading.of("workplace"):
        ours = reading.near(place, "we", before=GAP + 1, after=0) or reading.preceded(place, "our")
        if ours and place.ending == "":
            yield place._replace(entity="audience", value="employer")
        elif reading.near(place, "run", before=GAP + 1, after=0) and place.ending in ("", "a"):
            yield place._replace(entity="audience", value="entrepreneur")


def _to_become(role: Match) -> bool:
    """Tell whether one is not yet what one becomes ("opiskelijaksi"), save "työttömäksi"."""
    return role.value != "jobseeker" and role.ending.startswith("ks")


def _follows_being(role: Match, reading: Reading) -> bool:
    """Allow two words between: "olen kolmannen vuoden opiskelija"; nothing inflected but -na.

    One who "has been" a teacher tells of an occupation.
    """
    if role.value == "teacher" and reading.near(role, "been", before=GAP, after=0):
        return False
    stated = role.ending in ("", "na") or role.language != "fi"
    return stated and any(
        0 <= role.first - being.last <= GAP and being.language == role.language
        for being in reading.of("be")
    )


def _is_served(role: Match, reading: Reading) -> bool:
    """Tell whether something is for the role: "opiskelijalle", "services for spouses".

    A long message may tell of what somebody else's employer wants.
    """
    if role.value == "international_talent" and role.length == 1:
        return False  # not every foreigner is a talent
    if role.value in SERVED_IN_BRIEF and len(reading.tokens) > BRIEF:
        return False
    if role.language == "fi":
        return role.ending in FOR
    return any(
        0 <= role.first - word.last <= 1 and word.language == role.language
        for word in reading.of("for")
    )
