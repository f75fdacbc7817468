"""Turn words into search terms that survive inflection, compounds and typos."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import Stemmer
from rapidfuzz.distance import DamerauLevenshtein
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH
from spacy.lang.fi.stop_words import STOP_WORDS as FINNISH
from spacy.lang.sv.stop_words import STOP_WORDS as SWEDISH

LANGUAGES = ("fi", "en", "sv")  # of every row's texts
_WORD = re.compile(r"\w+")
_SHORTEST_PART = 4

# Words that are as common in our messages as stop words are in books, folded; spoken forms first.
_COMMON = """
    ma sa mun sun mulla mulle oon oot kii sit mist miks siit pitaaks saaks voiks haluisin
    etsin etsimme loydan loytyy tarvitsen tarvitsisin haluaisin kertoa lisaa nayta ottaa otamme teen
    tehda jain saada voinko saanko pitaako liittyva liittyvaa
    find looking look need want like tell
    soker hitta behover vill
"""


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics: "Äänekoski" and "aanekoski" are one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_STOP_WORDS = frozenset(map(fold, FINNISH | ENGLISH | SWEDISH)) | frozenset(_COMMON.split())


def words(text: str) -> list[str]:
    """Return the folded words of `text` that may say something about a need."""
    return [word for word in _WORD.findall(fold(text)) if word not in _STOP_WORDS]


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word in `language`.

    Snowball leaves two Finnish nouns apart from their inflected forms: "koulutu|s, -ks-" and
    "ihmi|nen, -s-"; here they get one stem.
    """
    found = stemmer(language)(word)
    if language == "fi" and found.endswith(("ks", "in")):
        return found[:-2] + ("s" if found.endswith("ks") else "is")
    return found


@lru_cache
def stemmer(language: str) -> Callable[[str], str]:
    """Return what cuts the endings off words of `language`; nothing is cut where none is known."""
    try:
        cut: Callable[[str], str] = Stemmer.Stemmer(language).stemWord
    except KeyError:
        return str
    return cut


def stems(word: str, languages: Iterable[str] = LANGUAGES) -> frozenset[str]:
    """Return the stems of a word in all `languages`: a query may mix them."""
    return frozenset(stem(word, language) for language in languages)


def parts(word: str, vocabulary: Iterable[str], languages: Iterable[str] = LANGUAGES) -> list[str]:
    """Split a compound into two terms of `vocabulary`, longest first part first; else nothing.

    A linking letter between the parts is allowed ("arbets|plats", "TET-paikka" comes split).
    """
    known = vocabulary if isinstance(vocabulary, (set, frozenset, dict)) else set(vocabulary)
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        heads = stems(word[:cut], languages) | {word[:cut]}
        tails = stems(word[cut:], languages) | {word[cut:]}
        head = next((h for h in sorted(heads) if h in known), None)
        tail = next((t for t in sorted(tails) if t in known), None)
        if head and tail:
            return [head, tail]
    return []


def allowed_edits(word: str) -> int:
    """Return how many typing errors a word of this length may have."""
    return 0 if len(word) < 4 else 1 if len(word) < 9 else 2


def nearest(word: str, vocabulary: Iterable[str]) -> str | None:
    """Return the term nearest to `word` within `allowed_edits`, with the same first letter."""
    limit = allowed_edits(word)
    best: tuple[int, str] | None = None
    for term in vocabulary:
        if limit and term[:1] == word[:1] and abs(len(term) - len(word)) <= limit:
            distance = DamerauLevenshtein.distance(word, term, score_cutoff=limit)
            if distance <= limit and (best is None or (distance, term) < best):
                best = (distance, term)
    return best[1] if best else None
