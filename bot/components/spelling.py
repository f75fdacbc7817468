"""Undo slips and missing marks before a message is classified: "kouluttus" is "koulutus".

Only words that no training message has are changed, into one of the same language that several
have. Entities are found on the message as it was written: `typos.py` is stricter there.
"""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.components.tokens import fold

FREQUENT = 3  # messages have a word so often before another is taken for it
SHORTEST = 4  # letters; a slip in a shorter word makes another word of it
# "tyo" is a slip of "työ" where that is so many times as frequent; "sa" may be "sa" or "så".
CLEARLY_MORE = 3
FILE = "spelling.json"
_WORD = re.compile(r"[^\W\d_]+")


class Spelling:
    """The words of the training messages of each language, and how often each comes."""

    def __init__(self, counts: dict[str, dict[str, int]]) -> None:
        self._counts = counts
        self._known = {word for words in counts.values() for word in words}
        self._marked = {language: _marked(words) for language, words in counts.items()}
        self._drawers = {language: _drawers(words) for language, words in counts.items()}

    @classmethod
    def learn(cls, texts: list[str], languages: list[str]) -> "Spelling":
        """Count the words of `texts`, each in the language at its place in `languages`."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for text, language in zip(texts, languages, strict=True):
            counts[language].update(_WORD.findall(text.casefold()))
        return cls({language: dict(words) for language, words in counts.items()})

    def restore(self, text: str, language: str) -> str:
        """Return `text` with the words of `language` that its misspelt ones were meant to be."""
        if language not in self._counts:
            return text
        return _WORD.sub(lambda word: self._meant(word.group(), language), text)

    def save(self, folder: Path) -> None:
        """Write the counts as JSON."""
        (folder / FILE).write_text(json.dumps(self._counts), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Spelling":
        """Read what `save` wrote; raises OSError or ValueError when it cannot be read."""
        return cls(json.loads((folder / FILE).read_text("utf-8")))

    def _meant(self, word: str, language: str) -> str:
        lower, counts = word.casefold(), self._counts[language]
        marked = self._marked[language].get(lower)
        if marked and counts[marked] >= CLEARLY_MORE * counts.get(lower, 0):
            return marked
        if lower in self._known or len(lower) < SHORTEST:
            return word
        plain = fold(lower)
        drawer = self._drawers[language].get(plain[0], {})
        if plain in drawer:
            return drawer[plain]
        near = process.extract(
            plain, drawer.keys(), scorer=OSA.distance, score_cutoff=1, limit=None
        )
        return max((drawer[form] for form, *_ in near), key=counts.__getitem__, default=word)


def _marked(counts: dict[str, int]) -> dict[str, str]:
    """Return the most frequent word with diacritics for each spelling without them."""
    found: dict[str, str] = {}
    for word, count in counts.items():
        plain = fold(word)
        if plain != word and count >= FREQUENT and count > counts.get(found.get(plain, ""), 0):
            found[plain] = word
    return found


def _drawers(counts: dict[str, int]) -> dict[str, dict[str, str]]:
    """Return the frequent words by first letter: without diacritics -> the most frequent one."""
    drawers: dict[str, dict[str, str]] = defaultdict(dict)
    for word, count in sorted(counts.items(), key=lambda item: item[1]):
        if count >= FREQUENT:
            plain = fold(word)
            drawers[plain[0]][plain] = word
    return drawers
