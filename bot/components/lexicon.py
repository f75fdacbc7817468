"""Hold every term of the look-ups: the phrases, and the words that they are made of."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.components.lookups import NAMES, Term, terms, training_words
from bot.components.tokens import tokenise
from bot.components.words import Words

COMPOUNDED = frozenset(
    {
        *("occupation", "field", "education_level", "municipality", "project"),
        *("relocation_topic", "relocation_aside"),
    }
)
HEADED = frozenset({"occupation", "role", "workplace", "company"})
# Finnish inflects everything but what stands in one form only; the others inflect values alone.
INFLECTED = COMPOUNDED.union(
    ("role", "company", "interest_field", "study_mode", "unit", "decoy", "tail")
)
FROZEN = frozenset({"study_way", "be", "this", "next", "past"})
ABBREVIATION = 3
SHORTEST_HEAD = 6
SHORTEST_WORKPLACE = 5
LONG_NAME = 6


class Phrase(NamedTuple):
    """The words that stand for `value` of `entity` in `language`."""

    words: tuple[int, ...]
    entity: str
    value: str
    language: str


class Lexicon:
    """Every term of the look-ups, ready to be recognised."""

    def __init__(self, all_terms: Iterable[Term], known_words: dict[str, set[str]]) -> None:
        self.words = Words()
        self.phrases: dict[int, list[Phrase]] = defaultdict(list)  # of one word
        self.longer: dict[tuple[int, int], list[Phrase]] = defaultdict(list)  # by the first two
        self.abbreviations: set[int] = set()
        self.function_words: dict[str, set[str]] = defaultdict(set)
        self.homographs: dict[str, set[str]] = defaultdict(set)
        self._last_parts: dict[str, set[int]] = {"tail": set(), "dweller": set()}
        for term in all_terms:
            self._add(term)
            if term.entity == "municipality" and term.language == "sv" and _inflects(term.phrase):
                self._add(term._replace(language="fi"))
        for language, words in known_words.items():
            self.words.know(language, words)

    def _add(self, term: Term) -> None:
        spoken = tokenise(term.phrase)
        name = term.entity in NAMES or term.phrase.istitle()
        if term.entity == "function":
            self.function_words[term.language].add(spoken[0].norm)
        elif term.entity == "homograph":
            self.homographs[term.language].add(spoken[0].norm)
        elif term.entity in self._last_parts:
            self._last_parts[term.entity].add(self._word(spoken[0].lower, term, name))
        else:
            words = tuple(self._word(token.lower, term, name) for token in spoken)
            self._add_phrase(words, term)
            if spoken[0].text.isupper() and len(term.phrase) <= ABBREVIATION:
                self.abbreviations.add(words[0])
            if len(words) == 1:
                self._add_compounds(words[0], spoken[0].lower, term, name)
            elif len(words) == 2 and term.entity in COMPOUNDED:
                together = spoken[0].lower + spoken[1].lower
                self._add_phrase((self._word(together, term, name),), term)

    def _add_phrase(self, words: tuple[int, ...], term: Term) -> None:
        phrase = Phrase(words, term.entity, term.value, term.language)
        if len(words) == 1:
            self.phrases[words[0]].append(phrase)
        else:
            self.longer[words[0], words[1]].append(phrase)

    def _add_compounds(self, word: int, lower: str, term: Term, name: bool) -> None:
        if term.entity in HEADED:
            place = term.entity in ("workplace", "company")
            shortest = SHORTEST_WORKPLACE if place else SHORTEST_HEAD
            if len(lower) >= shortest:
                self.words.head(word, term.language)
        if term.entity in COMPOUNDED:
            last_parts = self._last_parts["dweller" if name else "tail"]
            self.words.compound(word, lower, term.language, last_parts)

    def _word(self, lower: str, term: Term, name: bool) -> int:
        inflects = term.entity in INFLECTED or (term.language == "fi" and term.entity not in FROZEN)
        word = self.words.add(lower, term.language, name, inflects)
        if term.may_be_misspelt(lower):
            self.words.forgive(word, lower, term.language)
        return word


def _inflects(name: str) -> bool:
    """Tell whether Finns inflect a Swedish name in safety: "Nystadissa"; "reson" is a trip."""
    return len(name) >= LONG_NAME and name.isalpha()


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of this project's look-ups, built once."""
    return Lexicon(terms(), training_words())
