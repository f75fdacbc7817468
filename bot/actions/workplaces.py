"""Kinds of workplaces: "kirjastosta" and "at the library" name one, a row of the catalogue is one.

The beginnings of the words stand in `bot/data/lookups/<language>/workplaces.yml`.
"""

import re
from functools import lru_cache

from bot.components.answer_phrases import only_words
from bot.components.lookups import by_language
from bot.components.tokens import fold
from service_catalogue.rows import Row

ALONE = 3  # letters of the last word: "a vet" is one, "a veteran" none


def workplaces(text: str) -> tuple[str, ...]:
    """Return the kinds of workplaces that `text` names, in order, each once."""
    beginnings, pattern = _beginnings()
    found = (beginnings[match.group()] for match in pattern.finditer(only_words(text)))
    return tuple(dict.fromkeys(found))


def kinds_of(row: Row) -> tuple[str, ...]:
    """Return the kinds that a row's Finnish name tells; "shop_grocery" is a "shop" too."""
    named = workplaces(row.text("fi").name)
    return tuple(dict.fromkeys([*named, *(kind.partition("_")[0] for kind in named)]))


@lru_cache
def _beginnings() -> tuple[dict[str, str], re.Pattern[str]]:
    kinds = {
        fold(beginning): kind
        for named in by_language("workplaces")
        for kind, beginnings in named.items()
        for beginning in beginnings
    }
    longest_first = sorted(kinds, key=len, reverse=True)
    words = "|".join(re.escape(w) + _end(w) for w in longest_first)
    return kinds, re.compile(rf"\b(?:{words})")


def _end(beginning: str) -> str:
    return r"\b" if len(beginning.split()[-1]) <= ALONE else ""
