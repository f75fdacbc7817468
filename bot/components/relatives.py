"""Find a parent or a spouse by a relative of one's own: "min äldre son", "tyttärelleni"."""

from collections.abc import Iterator

from bot.components.finnish import owner
from bot.components.reading import Match, Reading

GAP = 2
# Whose a relative is by its ending: "puolisomme" are several people's.
OWNED_BY = {"parent": ("ni", "mme"), "spouse": ("ni",)}


def relatives(reading: Reading) -> Iterator[Match]:
    """Yield an audience for each relative of the speaker's that no phrase has told yet."""
    stated = reading.of("audience")
    for relative in reading.of("kin"):
        mine = _in_finnish if relative.language == "fi" else _with_words_between
        if mine(relative, reading) and not any(relative.overlaps(other) for other in stated):
            yield relative._replace(entity="audience")


def _in_finnish(relative: Match, reading: Reading) -> bool:
    """Allow no word between: "mun pomon lapsi" is another's."""
    owned = owner(relative.ending) in OWNED_BY[relative.value]
    return owned or reading.preceded(relative, "mine")


def _with_words_between(relative: Match, reading: Reading) -> bool:
    """Allow a word between, but "min chefs son" is another's; no "daughter-in-law"."""
    if reading.tokens[relative.last - 1].joined:
        return False
    if relative.first == 0 and any(relative.overlaps(bare) for bare in reading.of("own_kin")):
        return True  # "son, 8, which school"
    described = reading.tokens[relative.first - 1].text.lower() if relative.first else ""
    return reading.near(relative, "mine", before=GAP, after=0) and not described.endswith("s")
