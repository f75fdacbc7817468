"""Finnish nouns in all their forms: each stem with its cases, possessives and clitics.

Generous on purpose: strong and weak grade take the same endings, for "Turkussa" is what learners
write. A form that nobody uses does no harm in a look-up.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from bot.components.finnish_stems import VOWELS, grades, plural, singular

Endings = frozenset[str]

_CLITICS = ("", "kin", "kaan", "ko", "han", "pa", "s", "kos", "kohan", "pas")
_CASES = ("n", "t", "a", "ta", "tta", "ssa", "sta", "lla", "lta", "lle", "ksi", "na", "ja", "jen")
_SPOKEN = ("s", "st", "l", "lt", "ks")
_PLURAL_CASES = (
    *("ssa", "sta", "lla", "lta", "lle", "ksi", "na", "tta", "ta", "a", "en", "in", "hin", "siin"),
    *("den", "tten", "i", *_SPOKEN),
)
_OWNERS = ("ni", "si", "nsa", "mme", "nne")
_OWNED = ("", "ssa", "sta", "lla", "lta", "lle", "kse", "na", "ta", "a")
_COMMON = ("n", "ssa", "sta", "lla", "lta", "lle", "ksi", "na")


def stems(word: str, name: bool = False) -> Iterator[tuple[str, Endings]]:
    """Yield each stem of `word` with the endings that it takes; a `name` has no plural."""
    yield word, _clitics()
    if len(word) < 3:
        return
    if len(word) == 3:
        short = word if word[-1] in VOWELS else word + "i"
        yield short, _after_vowel(_letter(short), True)
        return
    for stem, consonant_stem in singular(word):
        if consonant_stem:
            yield stem, _after_consonant()
            continue
        for grade in grades(stem):
            yield grade, _after_vowel(_letter(grade), name)
        if not name or word.endswith("nen"):
            for grade in grades(stem):
                yield from ((plural_stem, _after_plural()) for plural_stem in plural(grade))


def common_forms(word: str) -> Iterator[str]:
    """Yield the forms that are worth comparing a misspelt word with."""
    yield word
    for stem, consonant_stem in singular(word):
        if consonant_stem:
            yield stem + "ta"
            continue
        for grade in grades(stem):
            yield from (grade + ending for ending in (*_COMMON, grade[-1] + "n"))
    if word.endswith("nen"):
        yield from (word[:-3] + "si" + ending for ending in ("ssa", "lla", "sta", "in"))


def first_parts(word: str) -> Iterator[str]:
    """Yield what `word` is as the first part of a compound: itself or its genitive."""
    yield word
    if word.endswith("nen"):
        yield word[:-3] + "s"
    for stem, consonant_stem in singular(word):
        if not consonant_stem:
            yield from (grade + "n" for grade in grades(stem))


@lru_cache(maxsize=2_000)
def owner(ending: str) -> str:
    """Return "ni" or "mme" if a folded `ending` says that it is mine or ours, else ""."""
    for clitic in _CLITICS:
        bare = ending.removesuffix(clitic)
        for mine in ("ni", "mme"):
            if bare.endswith(mine):
                return mine
    return ""


def _letter(stem: str) -> str:
    return {"ä": "a", "ö": "o", "å": "o"}.get(stem[-1], stem[-1])


@lru_cache(maxsize=1)
def _clitics() -> Endings:
    return frozenset(_CLITICS)


@lru_cache(maxsize=1)
def _after_consonant() -> Endings:
    owned = ("", *_OWNERS)
    cases = [case + owner for case, owner in product(("ta", "ten", "na"), owned)]
    cases += ["te" + owner for owner in _OWNERS]  # "lasteni"
    return frozenset("".join(parts) for parts in product(cases, _CLITICS))


@lru_cache(maxsize=1)
def _after_plural() -> Endings:
    owners = (case + owner for case, owner in product((*_OWNED[1:], "e", "i"), _OWNERS))
    owned = (*_PLURAL_CASES, *owners)
    return frozenset(case + clitic for case, clitic in product(owned, _CLITICS))


@lru_cache(maxsize=32)
def _after_vowel(vowel: str, name: bool) -> Endings:
    """Return the endings after a stem in `vowel`: the illative repeats it ("Turku|un")."""
    into = (vowel + "n", "h" + vowel + "n", "seen", vowel)
    cases = [*_CASES, *_SPOKEN, *into, *(["en", "ien"] if vowel in "ie" else [])]
    if not name:
        cases += [case + owner for case, owner in product((*_OWNED, vowel, "see"), _OWNERS)]
        cases += [case + case[-1] + "n" for case in _OWNED if case]
    return frozenset(case + clitic for case, clitic in product(cases, _CLITICS))
