"""Name what a word is made of, and what a token may be."""

from functools import lru_cache
from typing import NamedTuple


class Hit(NamedTuple):
    """A known `word` in a token, with its `ending`; `how` is exact, compound, head or typo."""

    word: int
    ending: str
    how: str


class Stem(NamedTuple):
    """What is left of a `word` without its `endings`, as `written`."""

    word: int
    endings: frozenset[str]
    written: str


class FirstPart(NamedTuple):
    """A `word` as it begins a compound that ends in one of `last_parts`."""

    word: int
    last_parts: set[int]
    written: str


@lru_cache(maxsize=512)
def longest(endings: frozenset[str]) -> int:
    """Return the length of the longest of `endings`."""
    return max(map(len, endings))
