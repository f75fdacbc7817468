"""Find every phrase of the lexicon in a message, overlapping ones too."""

from collections.abc import Iterator
from operator import contains

from bot.components.lexicon import Lexicon, Phrase
from bot.components.lookups import SHORTEST_MISSPELT
from bot.components.reading import Match
from bot.components.tokens import Token
from bot.components.word_parts import Hit

SHORTEST_SPLIT_WORD = 8


def find(tokens: list[Token], lexicon: Lexicon) -> Iterator[Match]:
    """Yield a match for each phrase that begins at each token."""
    hits = [_typed(token, tokens, lexicon) for token in tokens]
    endings = [
        {
            hit.word: hit.ending
            for hit in lexicon.words.hits(token.lower)  # "inom it": its words tell what it is
            if hit.how in ("exact", "typo")
        }
        for token in tokens
    ]
    for first, found in enumerate(hits):
        for hit in found:
            for phrase in lexicon.phrases.get(hit.word, ()):
                if hit.how != "typo" or _may_be_slip(tokens[first], phrase):
                    yield _match(phrase, hit, first, first + 1)
            yield from _longer(hit, first, endings, tokens, lexicon)
        if not tokens[first].paused:
            yield from _split_word(tokens, first, lexicon)


def _longer(
    hit: Hit, first: int, endings: list[dict[int, str]], tokens: list[Token], lexicon: Lexicon
) -> Iterator[Match]:
    """Yield the phrases of several words that begin with `hit` and run over no comma."""
    for second in endings[first + 1] if first + 1 < len(endings) else ():
        for phrase in lexicon.longer.get((hit.word, second), ()):
            last = first + len(phrase.words)
            if hit.how == "typo" and phrase.entity not in SHORTEST_MISSPELT:
                continue
            if any(token.paused for token in tokens[first : last - 1]):
                continue
            if last <= len(endings) and all(map(contains, endings[first:last], phrase.words)):
                ending = endings[last - 1][phrase.words[-1]]
                yield _match(phrase, hit._replace(ending=ending), first, last)


def _may_be_slip(token: Token, phrase: Phrase) -> bool:
    shortest = SHORTEST_MISSPELT.get(phrase.entity)
    return shortest is not None and len(token.lower) >= shortest


def _typed(token: Token, tokens: list[Token], lexicon: Lexicon) -> tuple[Hit, ...]:
    """Return the hits of a token; an abbreviation must be in capitals, joined or alone."""
    found = lexicon.words.hits(token.lower)
    if token.text.isupper() or token.joined or len(tokens) == 1:
        return found
    return tuple(hit for hit in found if hit.word not in lexicon.abbreviations)


def _split_word(tokens: list[Token], first: int, lexicon: Lexicon) -> Iterator[Match]:
    """Yield what two tokens are when written as one ("lähi hoitaja"), no "leipomo ja"."""
    if first + 1 == len(tokens):
        return
    together = tokens[first].lower + tokens[first + 1].lower
    if len(together) < SHORTEST_SPLIT_WORD:
        return
    for hit in lexicon.words.exact(together):
        for phrase in lexicon.phrases.get(hit.word, ()):
            if tokens[first + 1].norm not in lexicon.function_words[phrase.language]:
                yield _match(phrase, hit, first, first + 2)


def _match(phrase: Phrase, hit: Hit, first: int, last: int) -> Match:
    return Match(phrase.entity, phrase.value, first, last, hit.how, hit.ending, phrase.language)
