"""Find which of the results shown is picked: "the second one", "nro 2", "viimeinen"."""

from collections.abc import Iterator

from bot.components.reading import Match, Reading

FEW_WORDS = 8
FEW_PICKED = 3
MOST = 10
THE = ("en", "et")  # how a Swedish noun for one that is known ends
COUNTED = ("counted", "unit", "season", "feast", "weekday", "day", "role", "ordinal")
MOST_PICKED = 2  # who names three goes through the list


def ordinals(reading: Reading) -> Iterator[Match]:
    """Yield ordinals in a short message or beside a word of picking; numbers if called so."""
    few = len(reading.tokens) <= FEW_WORDS
    told = reading.of("ordinal")
    people = reading.of("audience", "role")
    for match in told if len({match.value for match in told}) <= MOST_PICKED else []:
        if match.ending.startswith("ks") or _counts_something(match, reading):
            continue
        if any(match.overlaps(person) for person in people):
            continue  # "käyn seiskaa"
        if _means_others(match, reading):
            continue
        if few or reading.near(match, "pick", "number", before=2, after=2):
            yield match
    yield from _numbers(reading)


def _means_others(match: Match, reading: Reading) -> bool:
    """Tell whether Swedish "andra" is rather "others" than "the second", as in "andra raden"."""
    if match.language != "sv" or reading.tokens[match.first].norm != "andra":
        return False
    if reading.covers("ordinal", "pick") or (match.first == 0 and reading.tokens[0].paused):
        return False
    of_one = match.last < len(reading.tokens) and reading.tokens[match.last].norm.endswith(THE)
    return not of_one and not reading.near(match, "pick", "ordinal", before=2, after=0)


def _counts_something(match: Match, reading: Reading) -> bool:
    """Tell whether the ordinal counts a time, a class, a date: "first day", "toinen kieli"."""
    next_word = reading.near(match, *COUNTED, before=0, after=1)
    return next_word or reading.near(match, "month", "doubtful", before=0, after=2)


def _numbers(reading: Reading) -> Iterator[Match]:
    """Yield digits and counts that are alone or called a number ("nro 2", "option two")."""
    counts = {match.first: match for match in reading.of("count")}
    for place, token in enumerate(reading.tokens):
        value = token.norm if token.norm.isdecimal() else ""
        if place in counts:
            value = counts[place].value
        if not value or not 0 < int(value) <= MOST:
            continue
        called = any(other.last == place for other in reading.of("number"))
        follows = any(other.first == place + 1 for other in reading.of("number"))
        ends = place + 1 == len(reading.tokens) <= FEW_PICKED and token.norm.isdecimal()
        picked = any(other.last == place for other in reading.of("pick"))  # "öppna 1"
        alone = ends and (picked or place == 0)
        if called or (follows and token.norm.isdecimal()) or alone:
            yield Match("ordinal", value, place, place + 1, "exact", "", "")
