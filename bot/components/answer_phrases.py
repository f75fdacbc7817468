"""Find phrases in a text: those of `bot/data/lookups/<language>/answers.yml`.

The file maps group -> value -> phrases. Phrases of all languages count, whatever is spoken, unless
one is named.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.components.lookups import by_language
from bot.components.tokens import fold


def named(text: str, group: str) -> list[str]:
    """Return the values of `group` whose phrases stand in `text`, in order, each once."""
    values = (
        values_of(group)[match.group()] for match in _pattern(group).finditer(only_words(text))
    )
    return list(dict.fromkeys(values))


def whole(text: str, group: str) -> str | None:
    """Return the value of `group` if `text` is nothing but one of its phrases."""
    return values_of(group).get(only_words(text))


def only_words(text: str) -> str:
    """Return the folded words of `text` with a space between them."""
    return " ".join(re.findall(r"[\w'-]+", fold(text)))


@lru_cache
def values_of(group: str, language: str = "*") -> dict[str, str]:
    """Return phrase, folded -> value, of one language or of all."""
    return {
        fold(phrase): value
        for answers in by_language("answers", language)
        for value, phrases in answers.get(group, {}).items()
        for phrase in phrases
    }


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern of `phrases`, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


@lru_cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(values_of(group))})\b")
