"""Find the stated role: "olen opiskelija", "we are a company", "my child"."""

from collections.abc import Iterator

from bot.components.phrases import Match, Reading

GAP = 2


def audiences(reading: Reading) -> Iterator[Match]:
    """Yield statements of a role, and role nouns after a word of being or alone."""
    yield from reading.of("audience")
    for role in reading.of("role"):
        if _follows_being(role, reading) or _alone(role, reading):
            yield role._replace(entity="audience")


def _follows_being(role: Match, reading: Reading) -> bool:
    """Allow two words between: "olen kolmannen vuoden opiskelija"; nothing inflected but -na."""
    stated = role.ending in ("", "na") or role.language != "fi"
    return stated and any(
        0 <= role.first - being.last <= GAP and being.language == role.language
        for being in reading.of("be")
    )


def _alone(role: Match, reading: Reading) -> bool:
    """Tell whether every other word is a filler ("opiskelija siis", "as a parent")."""
    covered = set(range(role.first, role.last))
    for other in reading.of("alone", "be", "role"):
        covered.update(range(other.first, other.last))
    return role.ending in ("", "na") and len(covered) == len(reading.tokens)
