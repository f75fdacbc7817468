"""Choose among overlapping phrases: the longest and surest wins, a decoy wins for nothing."""

from bot.components.lexicon import Lexicon
from bot.components.lookups import ENTITIES, TIMES
from bot.components.phrases import find
from bot.components.reading import Match, Reading
from bot.components.tokens import Token

DECOY = "decoy"
_SURENESS = {"exact": 0, "compound": 1, "head": 2, "typo": 3}
_VALUES = frozenset({*ENTITIES.values(), "occupation"})
_CONTAINING = _VALUES - {"language", "role", "audience", "ordinal", "employment_situation"}
_CONTAINED = _CONTAINING | {"role"}
_NAMING = _VALUES.union(TIMES)


def read(tokens: list[Token], lexicon: Lexicon) -> Reading:
    """Return the best matches: no overlap within an entity, none inside what it is part of."""
    matches = _without_decoys(list(find(tokens, lexicon)))
    matches = [
        match
        for match in matches
        if not _inside_another(match, matches)
        and not _is_partitive(match, matches)
        and not _doubtful(match, matches)
    ]
    languages = {
        language: sum(token.norm in words for token in tokens)
        for language, words in lexicon.function_words.items()
    }
    best: list[Match] = []
    taken: dict[tuple[str, int], str] = {}
    for match in sorted(matches, key=lambda match: (*_rank(match), -languages[match.language])):
        if _foreign(match, tokens, languages, lexicon):
            continue
        # A word that steers may do so in two languages ("till"); a value has one.
        kind = match.entity if match.entity in _NAMING else match.entity + match.language
        places = [(kind, place) for place in range(match.first, match.last)]
        owners = {taken[place] for place in places if place in taken}
        if not owners:
            best.append(match)
        if owners <= {match.value}:  # what says the same again takes its other words along
            taken.update((place, match.value) for place in places)
    return Reading(tokens, sorted(best, key=lambda m: (m.first, m.entity)), languages)


def _without_decoys(matches: list[Match]) -> list[Match]:
    """Drop what overlaps a decoy that is as long: a word that only looks like a value."""
    decoys = [match for match in matches if match.entity == DECOY and match.how == "exact"]
    return [
        match
        for match in matches
        if match.entity != DECOY
        and not (
            match.entity in _NAMING
            and any(match.overlaps(decoy) and decoy.length >= match.length for decoy in decoys)
        )
    ]


def _inside_another(match: Match, matches: list[Match]) -> bool:
    """Tell whether the match is a part of a longer value ("bus" of "bus driver", "i kväll")."""
    containing = _CONTAINING | {"day"} if match.entity == "study_way" else _CONTAINING
    return match.entity in _CONTAINED and any(
        other.first <= match.first
        and match.last <= other.last
        and other.length > match.length
        and other.entity in containing
        and other.entity != match.entity
        for other in matches
    )


def _is_partitive(match: Match, matches: list[Match]) -> bool:
    """Tell whether "psykologia" is read as some of a psychologist although the study is meant."""
    return match.ending == "a" and any(
        other.ending == "" and other.how == "exact" and other.entity in _VALUES
        for other in matches
        if (other.first, other.last, other.language) == (match.first, match.last, "fi")
    )


def _doubtful(match: Match, matches: list[Match]) -> bool:
    """Tell whether a misspelt word could be two values of its entity, or rather a field."""
    return match.how == "typo" and any(
        (other.entity == match.entity and other.value != match.value)
        or (other.entity, match.entity) == ("field", "occupation")
        for other in matches
        if (other.first, other.last, other.how) == (match.first, match.last, "typo")
    )


def _foreign(
    match: Match, tokens: list[Token], languages: dict[str, int], lexicon: Lexicon
) -> bool:
    """Tell whether a homograph ("visa", "saloon") is a word of another language here."""
    return (
        match.length == 1
        and tokens[match.first].norm in lexicon.homographs[match.language]
        and languages[match.language] < max(languages.values())
    )


def _rank(match: Match) -> tuple[int, int, int]:
    """Return what is least for the longest and surest match."""
    return -match.length, _SURENESS[match.how], match.first
