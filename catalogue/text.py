"""Turn words into search terms that survive inflection, compounds and typos."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer
from rapidfuzz.distance import DamerauLevenshtein

_STEMMERS = {
    "fi": Stemmer.Stemmer("finnish"),
    "en": Stemmer.Stemmer("english"),
    "sv": Stemmer.Stemmer("swedish"),
}
_WORD = re.compile(r"\w+")
_SHORTEST_PART = 4

# Words that say nothing about a need, in the three languages, folded.
STOP_WORDS = frozenset(
    [
        "ja",
        "tai",
        "etta",
        "jos",
        "kun",
        "niin",
        "kuin",
        "mutta",
        "vai",
        "myos",
        "en",
        "et",
        "ei",
        "emme",
        "ette",
        "eivat",
        "olen",
        "olet",
        "on",
        "olemme",
        "ovat",
        "olla",
        "oli",
        "olisi",
        "oon",
        "mina",
        "sina",
        "han",
        "me",
        "te",
        "he",
        "ma",
        "sa",
        "mun",
        "sun",
        "minun",
        "sinun",
        "minulla",
        "mulla",
        "mulle",
        "minulle",
        "mita",
        "mika",
        "missa",
        "mista",
        "mihin",
        "miten",
        "kuka",
        "koska",
        "onko",
        "voiko",
        "voinko",
        "saanko",
        "saako",
        "pitaako",
        "haluan",
        "haluaisin",
        "tarvitsen",
        "etsin",
        "loytyy",
        "loydan",
        "joku",
        "jokin",
        "jotain",
        "tama",
        "se",
        "ne",
        "nama",
        "siita",
        "sita",
        "taalla",
        "siella",
        "kanssa",
        "varten",
        "mist",
        "miks",
        "kii",
        "sit",
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "if",
        "so",
        "to",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "is",
        "are",
        "was",
        "be",
        "been",
        "am",
        "do",
        "does",
        "did",
        "can",
        "could",
        "would",
        "should",
        "i",
        "me",
        "my",
        "we",
        "our",
        "you",
        "your",
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "there",
        "here",
        "what",
        "which",
        "who",
        "how",
        "when",
        "where",
        "why",
        "get",
        "want",
        "need",
        "like",
        "find",
        "looking",
        "look",
        "about",
        "any",
        "some",
        "please",
        "not",
        "no",
        "have",
        "has",
        "och",
        "eller",
        "men",
        "om",
        "att",
        "det",
        "den",
        "de",
        "en",
        "ett",
        "ar",
        "var",
        "vara",
        "i",
        "pa",
        "av",
        "for",
        "med",
        "till",
        "fran",
        "som",
        "jag",
        "du",
        "han",
        "hon",
        "vi",
        "ni",
        "min",
        "mitt",
        "mina",
        "hur",
        "vad",
        "var",
        "nar",
        "vem",
        "vilken",
        "vill",
        "kan",
        "ska",
        "soker",
        "behover",
        "finns",
        "har",
        "inte",
    ]
)


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics: "Äänekoski" and "aanekoski" are one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the folded words of `text` that may say something about a need."""
    return [word for word in _WORD.findall(fold(text)) if word not in STOP_WORDS]


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word in `language`."""
    return str(_STEMMERS[language].stemWord(word))


def stems(word: str) -> frozenset[str]:
    """Return the stems of a word in all languages: a query may mix them."""
    return frozenset(stem(word, language) for language in _STEMMERS)


def parts(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Split a compound into two terms of `vocabulary`, longest first part first; else nothing.

    A linking letter between the parts is allowed ("arbets|plats", "TET-paikka" comes split).
    """
    known = vocabulary if isinstance(vocabulary, (set, frozenset, dict)) else set(vocabulary)
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        heads = stems(word[:cut]) | {word[:cut]}
        tails = stems(word[cut:]) | {word[cut:]}
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
