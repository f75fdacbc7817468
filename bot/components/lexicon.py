"""Know every word of the look-ups in every form: inflected, in a compound, misspelt."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from bot.components import finnish, germanic
from bot.components.lookups import NAMES, Term, terms, training_words
from bot.components.tokens import agrees, fold, tokenise
from bot.components.typos import Speller

Stems = Callable[[str, bool], Iterator[tuple[str, frozenset[str]]]]
STEMS: dict[str, Stems] = {
    "fi": finnish.stems,
    "sv": germanic.swedish_stems,
    "en": germanic.english_stems,
}
FIRST_PARTS: dict[str, Callable[[str], Iterable[str]]] = {
    "fi": finnish.first_parts,
    "sv": germanic.swedish_first_parts,
}

STEMMERS = {
    "fi": Stemmer.Stemmer("finnish"),
    "sv": Stemmer.Stemmer("swedish"),
    "en": Stemmer.Stemmer("english"),
}
COMPOUNDED = frozenset(
    {"occupation", "field", "education_level", "relocation_topic", "municipality", "project"}
)
INFLECTED = COMPOUNDED | {"role", "interest_field", "study_mode", "unit", "decoy", "tail"}
FROZEN = frozenset({"study_way", "audience", "be", "this", "next", "past"})
HEADED = "occupation"
SHORTEST_FIRST_PART = 4
SHORTEST_HEAD = 6
SHORTEST_BEFORE_HEAD = 3
ABBREVIATION = 3


class Hit(NamedTuple):
    """A known `word` in a token, with its `ending`; `how` is exact, compound, head or typo."""

    word: int
    ending: str
    how: str


class Phrase(NamedTuple):
    """The words that stand for `value` of `entity` in `language`."""

    words: tuple[int, ...]
    entity: str
    value: str
    language: str


class _Stem(NamedTuple):
    word: int
    endings: frozenset[str]
    written: str


class Lexicon:
    """Every term of the look-ups, ready to be recognised."""

    def __init__(self, all_terms: Iterable[Term], known_words: dict[str, set[str]]) -> None:
        self._ids: dict[tuple[str, str, bool], int] = {}
        self._stems: dict[str, list[_Stem]] = defaultdict(list)
        self._first_parts: dict[str, list[_Stem]] = defaultdict(list)
        self._heads: set[int] = set()
        self._tails: set[int] = set()
        self._dwellers: set[int] = set()
        self._speller = Speller()
        self._spelt: set[int] = set()
        self.abbreviations: set[int] = set()
        self.function_words: dict[str, set[str]] = defaultdict(set)
        self.homographs: dict[str, set[str]] = defaultdict(set)
        self.phrases: dict[int, list[Phrase]] = defaultdict(list)
        for term in all_terms:
            self._add(term)
        self._ordinary = {
            language: self._stems_of_ordinary(language, words)
            for language, words in known_words.items()
        }
        self.hits = lru_cache(maxsize=50_000)(self._hits)
        self.exact = lru_cache(maxsize=50_000)(self._exact)

    def _add(self, term: Term) -> None:
        spoken = tokenise(term.phrase)
        if term.entity in ("function", "homograph"):
            kind = self.function_words if term.entity == "function" else self.homographs
            kind[term.language].add(spoken[0].norm)
            return
        name = term.entity in NAMES or term.phrase.istitle()
        words = tuple(self._word(token.lower, token.text, term, name) for token in spoken)
        if term.entity == "tail":
            self._tails.add(words[0])
            return
        if term.entity == "dweller":
            self._dwellers.add(words[0])
            return
        self.phrases[words[0]].append(Phrase(words, term.entity, term.value, term.language))
        if len(words) == 2 and term.entity in COMPOUNDED:
            joined = self._word(spoken[0].lower + spoken[1].lower, "", term, name)
            self.phrases[joined].append(Phrase((joined,), term.entity, term.value, term.language))
        if len(words) > 1:
            return
        if term.language not in FIRST_PARTS:
            return
        if term.entity == HEADED and len(spoken[0].lower) >= SHORTEST_HEAD:
            self._heads.add(words[0])
        if term.entity in COMPOUNDED:
            for part in FIRST_PARTS[term.language](spoken[0].lower):
                if len(part) >= SHORTEST_FIRST_PART:
                    kind = self._dwellers if name else self._tails
                    self._first_parts[fold(part)].append(_Stem(words[0], kind, part))  # type: ignore[arg-type]

    def _word(self, lower: str, text: str, term: Term, name: bool) -> int:
        word = self._ids.get((lower, term.language, name))
        if word is None:
            word = self._ids[lower, term.language, name] = len(self._ids)
            if text.isupper() and len(text) <= ABBREVIATION:
                self.abbreviations.add(word)
            for stem, endings in _stems(lower, term, name):
                self._stems[fold(stem)].append(_Stem(word, endings, stem))
        if term.may_be_misspelt(lower) and word not in self._spelt:
            self._spelt.add(word)
            forms = finnish.common_forms(lower, name) if term.language == "fi" else (lower,)
            for form in (*forms, lower + "s"):
                self._speller.add(form, word)
        return word

    def _hits(self, lower: str) -> tuple[Hit, ...]:
        """Return what a word may be: known, else a compound, else a typing error."""
        if found := self.exact(lower):
            return found
        norm = fold(lower)
        if found := (*self._compounds(lower, norm), *self._headed(lower)):
            return found
        if self._is_ordinary(norm) or not norm.isalpha():
            return ()
        return tuple(Hit(word, "", "typo") for word in sorted(self._speller.nearest(lower)))

    def _stems_of_ordinary(self, language: str, words: set[str]) -> frozenset[str]:
        unknown = sorted(word for word in words if not self._exact(word))
        return frozenset(STEMMERS[language].stemWords(unknown))

    def _is_ordinary(self, norm: str) -> bool:
        """Tell whether the training messages hold the word in some form: then it is no slip."""
        return any(
            STEMMERS[language].stemWord(norm) in stems for language, stems in self._ordinary.items()
        )

    def _exact(self, lower: str) -> tuple[Hit, ...]:
        norm = fold(lower)
        found: dict[int, Hit] = {}
        for cut in range(len(norm), 0, -1):
            for stem in self._stems.get(norm[:cut], ()):
                if norm[cut:] in stem.endings and agrees(stem.written, lower):
                    found.setdefault(stem.word, Hit(stem.word, norm[cut:], "exact"))
        return tuple(found.values())

    def _compounds(self, lower: str, norm: str) -> Iterator[Hit]:
        """Yield the longest first part that a known last part follows ("lähihoitaja|koulutus")."""
        for cut in range(len(norm) - 2, SHORTEST_FIRST_PART - 1, -1):
            firsts = [s for s in self._first_parts.get(norm[:cut], ()) if agrees(s.written, lower)]
            if not firsts:
                continue
            last = {hit.word for hit in self.exact(lower[cut:])}
            if found := [
                Hit(s.word, "", "compound") for s in firsts if not last.isdisjoint(s.endings)
            ]:
                yield from found
                return

    def _headed(self, lower: str) -> Iterator[Hit]:
        """Yield the longest known last part that says what the compound is ("laiva|kokki")."""
        for cut in range(SHORTEST_BEFORE_HEAD, len(lower) - SHORTEST_HEAD + 1):
            if found := [hit for hit in self.exact(lower[cut:]) if hit.word in self._heads]:
                yield from (hit._replace(how="head") for hit in found)
                return


def _stems(lower: str, term: Term, name: bool) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the stems of a word; of words that only steer the reading, Finnish alone inflects."""
    inflects = term.language == "fi" and term.entity not in FROZEN
    if inflects or term.entity in INFLECTED:
        yield from STEMS[term.language](lower, name)
    else:
        yield lower, frozenset({""})


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of this project's look-ups, built once."""
    return Lexicon(terms(), training_words())
