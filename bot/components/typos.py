"""Find the word that a misspelt one was meant to be: same first letter, one or two slips."""

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
        for marked, spelling in ((False, folded), (True, form)):
            drawer = self._drawers[marked, folded[0], len(form)]
            drawer.setdefault(spelling, set()).add(word)

    def nearest(self, lower: str) -> frozenset[int]:
        """Return the words whose forms lie nearest to `lower`, within what its length allows.

        A word typed with diacritics is compared with diacritics: "lähtö" is not a "Lahti".
        """
        allowed = 0 if len(lower) < SHORTEST else 1 if len(lower) < LONG else 2
        marked = not lower.isascii()
        found: frozenset[int] = frozenset()
        for length in range(len(lower) - allowed, len(lower) + allowed + 1):
            drawer = self._drawers.get((marked, fold(lower[0]), length))
            if not drawer or not allowed or length < SHORTEST:
                continue
            if not marked and length < LONG:
                limit = min(allowed, 1)
            else:
                limit = allowed
            for form, distance, _ in process.extract(
                lower, drawer.keys(), scorer=OSA.distance, score_cutoff=limit, limit=None
            ):
                words = frozenset(drawer[form])
                if distance < allowed:
                    allowed, found = int(distance), words
                elif distance == allowed:
                    found |= words
        return found
