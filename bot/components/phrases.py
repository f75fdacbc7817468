"""Match the phrases of the lexicon in a message: the longest wins."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.components.lexicon import Hit, Lexicon
from bot.components.lookups import ENTITIES, SHORTEST_MISSPELT
from bot.components.tokens import Token

DECOY = "decoy"
SHORTEST_SPLIT_WORD = 8
_SURENESS = {"exact": 0, "compound": 1, "head": 2, "typo": 3}
_VALUES = frozenset({*ENTITIES.values(), "occupation"})
_CONTAINING = _VALUES - {"language", "role", "audience", "ordinal"}


class Match(NamedTuple):
    """A phrase found in the tokens `first` to `last` (exclusive)."""

    entity: str
    value: str
    first: int
    last: int
    how: str
    ending: str
    language: str


class Reading(NamedTuple):
    """A message as understood word by word."""

    tokens: list[Token]
    matches: list[Match]
    languages: dict[str, int]

    def of(self, *entities: str) -> list[Match]:
        """Return the matches of `entities`, in order of appearance."""
        return [match for match in self.matches if match.entity in entities]

    def has(self, *entities: str) -> bool:
        """Tell whether the message holds a match of `entities`."""
        return any(match.entity in entities for match in self.matches)


def read(tokens: list[Token], lexicon: Lexicon) -> Reading:
    """Return the longest matches: no overlap within an entity, none inside what it is part of."""
    matches = _without_decoys(list(_all(tokens, lexicon)))
    matches = [
        match
        for match in matches
        if not _inside_another(match, matches) and not _is_partitive(match, matches)
    ]
    best: list[Match] = []
    taken: set[tuple[str, int]] = set()
    for match in sorted(matches, key=_rank):
        places = {(match.entity, place) for place in range(match.first, match.last)}
        if taken.isdisjoint(places) and not _doubtful(match, matches):
            taken |= places
            best.append(match)
    languages = {
        language: sum(token.norm in words for token in tokens)
        for language, words in lexicon.function_words.items()
    }
    matches = [match for match in best if not _foreign(match, tokens, languages, lexicon)]
    return Reading(tokens, sorted(matches, key=lambda m: (m.first, m.entity)), languages)


def _all(tokens: list[Token], lexicon: Lexicon) -> Iterator[Match]:
    hits = [_typed(token, index, tokens, lexicon) for index, token in enumerate(tokens)]
    words = [{hit.word for hit in found if hit.how in ("exact", "typo")} for found in hits]
    for first, found in enumerate(hits):
        for hit in found:
            for phrase in lexicon.phrases.get(hit.word, ()):
                last = first + len(phrase.words)
                if len(phrase.words) > 1 and (
                    hit.how not in ("exact", "typo")
                    or last > len(tokens)
                    or any(w not in words[first + i] for i, w in enumerate(phrase.words))
                ):
                    continue
                if hit.how == "typo" and phrase.entity not in SHORTEST_MISSPELT:
                    continue
                yield Match(
                    phrase.entity, phrase.value, first, last, hit.how, hit.ending, phrase.language
                )
        yield from _split_word(tokens, first, lexicon)


def _typed(token: Token, index: int, tokens: list[Token], lexicon: Lexicon) -> tuple[Hit, ...]:
    """Return the hits of a token; an abbreviation must be in capitals, joined or alone."""
    found = lexicon.hits(token.lower)
    if token.text.isupper() or token.joined or len(tokens) == 1:
        return found
    return tuple(hit for hit in found if hit.word not in lexicon.abbreviations)


def _split_word(tokens: list[Token], first: int, lexicon: Lexicon) -> Iterator[Match]:
    """Yield what two tokens are when written as one ("lähi hoitaja")."""
    if first + 1 >= len(tokens):
        return
    together = tokens[first].lower + tokens[first + 1].lower
    if len(together) < SHORTEST_SPLIT_WORD:
        return
    for hit in lexicon.exact(together):
        for phrase in lexicon.phrases.get(hit.word, ()):
            if len(phrase.words) == 1:
                yield Match(
                    phrase.entity,
                    phrase.value,
                    first,
                    first + 2,
                    hit.how,
                    hit.ending,
                    phrase.language,
                )


def _without_decoys(matches: list[Match]) -> list[Match]:
    """Drop what overlaps a decoy that is as long: a word that only looks like a value."""
    decoys = [match for match in matches if match.entity == DECOY and match.how != "typo"]
    return [
        match
        for match in matches
        if match.entity != DECOY
        and not any(_overlap(match, decoy) and _length(decoy) >= _length(match) for decoy in decoys)
    ]


def _inside_another(match: Match, matches: list[Match]) -> bool:
    return match.entity in _CONTAINING and any(
        other.first <= match.first
        and match.last <= other.last
        and _length(other) > _length(match)
        and other.entity in _CONTAINING
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
    """Tell whether a misspelt word could be two different values of its entity."""
    return match.how == "typo" and any(
        other.entity == match.entity
        and other.value != match.value
        and (other.first, other.last, other.how) == (match.first, match.last, "typo")
        for other in matches
    )


def _foreign(
    match: Match, tokens: list[Token], languages: dict[str, int], lexicon: Lexicon
) -> bool:
    """Tell whether a homograph ("visa", "saloon") is a word of another language here."""
    return (
        match.last - match.first == 1
        and tokens[match.first].norm in lexicon.homographs[match.language]
        and languages[match.language] < max(languages.values())
    )


def _rank(match: Match) -> tuple[int, int, int]:
    return -_length(match), _SURENESS[match.how], match.first


def _overlap(one: Match, other: Match) -> bool:
    return one.first < other.last and other.first < one.last


def _length(match: Match) -> int:
    return match.last - match.first
