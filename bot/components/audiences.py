"""Find the stated role of the asker or of the one asked for: "olen opiskelija", "my child"."""

from collections.abc import Iterator

from bot.components.reading import Match, Reading

GAP = 2
FOR = ("lle", "llekin", "lleni", "llemme", "ille")


def audiences(reading: Reading) -> Iterator[Match]:
    """Yield statements of a role, and role nouns after "olen" or "for", or alone."""
    yield from reading.of("audience")
    for role in reading.of("role"):
        alone = role.ending in ("", "na") and reading.covers("alone", "be", "role")
        if alone or _follows_being(role, reading) or _is_served(role, reading):
            yield role._replace(entity="audience")


def _follows_being(role: Match, reading: Reading) -> bool:
    """Allow two words between: "olen kolmannen vuoden opiskelija"; nothing inflected but -na."""
    stated = role.ending in ("", "na") or role.language != "fi"
    return stated and any(
        0 <= role.first - being.last <= GAP and being.language == role.language
        for being in reading.of("be")
    )


def _is_served(role: Match, reading: Reading) -> bool:
    """Tell whether something is for the role: "opiskelijalle", "services for spouses"."""
    if role.language == "fi":
        return role.ending in FOR
    return any(
        0 <= role.first - word.last <= 1 and word.language == role.language
        for word in reading.of("for")
    )
