"""Know single words in every form: inflected, in a compound, misspelt."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from bot.components import finnish, germanic
from bot.components.tokens import agrees, fold
from bot.components.typos import Speller
from bot.components.word_parts import FirstPart, Hit, Stem, longest
from service_catalogue.text import stemmer

Stems = Callable[[str, bool], Iterator[tuple[str, frozenset[str]]]]

# A language that is not here is known as it is written.
STEMS: dict[str, Stems] = {
    "fi": finnish.stems,
    "sv": germanic.swedish_stems,
    "en": germanic.english_stems,
}
# Only languages that write compounds in one word.
FIRST_PARTS: dict[str, Callable[[str], Iterable[str]]] = {
    "fi": finnish.first_parts,
    "sv": germanic.swedish_first_parts,
}
_DOER = re.compile("j|ia")  # "hitsaaja", or "hitsaia"
AS_IT_IS = frozenset({""})
SHORTEST_FIRST_PART = 4
SHORTEST_HEAD = 5
SHORTEST_BEFORE_HEAD = 3
LONGEST = 60
LONGEST_ENGLISH_ENDING = 3
REMEMBERED = 50_000


class Words:
    """The words of the look-ups by number, and the way back from what people type."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, bool, bool], int] = {}
        self._stems: dict[str, list[Stem]] = defaultdict(list)
        self._first_parts: dict[str, list[FirstPart]] = defaultdict(list)
        self._heads: set[int] = set()
        self._longest_ending = 0
        self._speller = Speller()
        self._spelt: set[int] = set()
        self._doers: set[int] = set()  # "hitsaaja": "hitsaavat" is what they do, no slip
        self._ordinary: dict[str, frozenset[str]] = {}
        self.exact = lru_cache(REMEMBERED)(self._exact)
        self.hits = lru_cache(REMEMBERED)(self._hits)

    def add(self, lower: str, language: str, name: bool, inflects: bool) -> int:
        """Return the number of a word; the same letters may be two words that inflect otherwise."""
        key = (lower, language, name, inflects)
        if key not in self._numbers:
            number = self._numbers[key] = len(self._numbers)
            known = STEMS.get(language) if inflects else None
            forms = known(lower, name) if known else [(lower, AS_IT_IS)]
            for stem, endings in forms:
                self._stems[fold(stem)].append(Stem(number, endings, stem))
                self._longest_ending = max(self._longest_ending, longest(endings))
        return self._numbers[key]

    def forgive(self, number: int, lower: str, language: str) -> None:
        """Take what is nearly this word for a slip in it."""
        if number not in self._spelt:
            self._spelt.add(number)
            if language == "fi" and lower.endswith(("ja", "jä")):
                self._doers.add(number)
            common = finnish.common_forms(lower) if language == "fi" else (lower,)
            for form in (*common, lower + "s"):
                self._speller.add(form, number)

    def compound(self, number: int, lower: str, language: str, last_parts: set[int]) -> None:
        """Know a word as the first part of a compound that ends in one of `last_parts`."""
        parts = FIRST_PARTS[language](lower) if language in FIRST_PARTS else ()
        for part in parts:
            if len(part) >= SHORTEST_FIRST_PART:
                self._first_parts[fold(part)].append(FirstPart(number, last_parts, part))

    def head(self, number: int, language: str) -> None:
        """Know a word as the last part of any compound: it says what the compound is."""
        if language in FIRST_PARTS:
            self._heads.add(number)

    def know(self, language: str, ordinary: Iterable[str]) -> None:
        """Never take `ordinary` words of a language, in any form, for slips."""
        unknown = sorted(word for word in ordinary if not self._exact(word))
        self._ordinary[language] = frozenset([*map(stemmer(language), unknown), *unknown])

    def _hits(self, lower: str) -> tuple[Hit, ...]:
        """Return what a token may be: known, else a compound, else a slip."""
        found = self.exact(lower)
        if found or len(lower) > LONGEST:
            return found
        norm = fold(lower)
        if found := (*self._compounds(lower, norm), *self._headed(lower)):
            return found
        if self._is_ordinary(norm) or not norm.isalpha():
            return ()
        return tuple(
            Hit(word, "", "typo")
            for word in sorted(self._speller.nearest(lower))
            if word not in self._doers or _DOER.search(norm, 4)
        )

    def _exact(self, lower: str) -> tuple[Hit, ...]:
        if len(lower) > LONGEST:
            return ()
        norm = fold(lower)
        found: dict[int, Hit] = {}
        for cut in range(len(norm), max(0, len(norm) - self._longest_ending - 1), -1):
            for stem in self._stems.get(norm[:cut], ()):
                if norm[cut:] in stem.endings and agrees(stem.written, lower):
                    found.setdefault(stem.word, Hit(stem.word, norm[cut:], "exact"))
        return tuple(found.values())

    def _compounds(self, lower: str, norm: str) -> Iterator[Hit]:
        """Yield the longest first part that a known last part follows ("lähihoitaja|koulutus")."""
        for cut in range(len(norm) - 2, SHORTEST_FIRST_PART - 1, -1):
            firsts = [s for s in self._first_parts.get(norm[:cut], ()) if agrees(s.written, lower)]
            last = {hit.word for hit in self.exact(lower[cut:])} if firsts else set()
            fitting = [first for first in firsts if not last.isdisjoint(first.last_parts)]
            if fitting:
                yield from (Hit(first.word, "", "compound") for first in fitting)
                return

    def _headed(self, lower: str) -> Iterator[Hit]:
        """Yield the longest known last part that says what the compound is ("laiva|kokki")."""
        for cut in range(SHORTEST_BEFORE_HEAD, len(lower) - SHORTEST_HEAD + 1):
            if found := [hit for hit in self.exact(lower[cut:]) if hit.word in self._heads]:
                yield from (hit._replace(how="head") for hit in found)
                return

    def _is_ordinary(self, norm: str) -> bool:
        for language, stems in self._ordinary.items():
            stem = stemmer(language)(norm)
            # English "compet|ence" is cut too far to say anything of "competance".
            far = language == "en" and len(norm) - len(stem) > LONGEST_ENGLISH_ENDING
            if (norm if far else stem) in stems:
                return True
        return False
