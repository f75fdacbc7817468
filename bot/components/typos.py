"""Find the word that a misspelt one was meant to be: same beginning, one or two slips."""

from collections import defaultdict

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.components.tokens import fold

SHORTEST = 5
LONG = 9


class Speller:
    """Forms of the known words, in drawers by first letter and length."""

    def __init__(self) -> None:
        self._drawers: dict[tuple[bool, str, int], dict[str, set[int]]] = defaultdict(dict)

    def add(self, form: str, word: int) -> None:
        """Learn that `form` is a form of `word`, as written and without its diacritics."""
        if len(form) < SHORTEST:
            return
        folded = fold(form)
        for spelling in {folded, form}:
            drawer = self._drawers[not spelling.isascii(), folded[0], len(form)]
            drawer.setdefault(spelling, set()).add(word)

    def nearest(self, lower: str) -> frozenset[int]:
        """Return the words whose forms lie nearest to `lower`, within what its length allows.

        A word typed with diacritics is compared with diacritics: "lähtö" is not a "Lahti".
        """
        marked = not lower.isascii()
        first = fold(lower[0])
        best, found = LONG, frozenset[int]()
        for length in range(len(lower) - 2, len(lower) + 3):
            drawer = self._drawers.get((marked, first, length))
            allowed = 2 if min(length, len(lower)) >= LONG else 1
            if not drawer or len(lower) < SHORTEST or abs(length - len(lower)) > allowed:
                continue
            for form, distance, _ in process.extract(
                lower, drawer.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=None
            ):
                if distance > 1 and fold(form[1]) != fold(lower[1]):
                    continue
                words = frozenset(drawer[form])
                found = words if distance < best else found | words if distance == best else found
                best = min(best, int(distance))
        return found
