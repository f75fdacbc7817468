"""Finnish nouns: the stems of a word and the endings that each stem takes.

Generous on purpose: strong and weak grade take the same endings ("Turkussa" is what learners
write), and a rule that might apply does. A form that nobody uses does no harm in a look-up.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

Endings = frozenset[str]

_VOWELS = "aeiouyäöå"
_GRADE = re.compile(r"(kk|pp|tt|nk|nt|lt|rt|mp|ht|lk|rk|hk|k|p|t)(?=[aeiouyäö]{1,2}$)")
_WEAK = {
    "kk": "k", "pp": "p", "tt": "t", "nk": "ng", "nt": "nn", "lt": "ll", "rt": "rr", "mp": "mm",
    "ht": "hd", "lk": "l", "rk": "r", "hk": "h", "k": "", "p": "v", "t": "d",
}  # fmt: skip
_GRADE_BACK = re.compile(r"(ng|nn|ll|rr|mm|k|p|t|d|v)(?=[aeiouyäö]{1,2}$)")
_STRONG = {
    "ng": "nk", "nn": "nt", "ll": "lt", "rr": "rt", "mm": "mp",
    "k": "kk", "p": "pp", "t": "tt", "d": "t", "v": "p",
}  # fmt: skip
_NO_GRADE = ("sk", "st", "tk", "sp")
_ORDINALS = frozenset(
    "kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs kymmenes".split()
)
# Words in -i whose stem is in -e: they or compounds that end in them.
_E_STEMS = tuple(
    "kieli meri lapsi suuri pieni mäki joki lahti niemi järvi saari suomi talvi nimi puoli tähti "
    "salmi lehti kynsi kausi vuosi uusi ääni koski uni ovi tuli vuori viini kivi kuusi".split()
)
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
        short = word if word[-1] in _VOWELS else word + "i"
        yield short, _after_vowel(_letter(short), True)
        return
    for stem, consonant_stem in _singular(word):
        if consonant_stem:
            yield stem, _after_consonant()
            continue
        for grade in _grades(stem):
            yield grade, _after_vowel(_letter(grade), name)
        if not name or word.endswith("nen"):
            for grade in _grades(stem):
                for plural in _plural(grade):
                    yield plural, _after_plural()


def common_forms(word: str, name: bool = False) -> Iterator[str]:
    """Yield the forms that are worth comparing a misspelt word with."""
    yield word
    for stem, consonant_stem in _singular(word):
        if consonant_stem:
            yield stem + "ta"
            continue
        for grade in _grades(stem):
            yield from (grade + ending for ending in (*_COMMON, grade[-1] + "n"))
    if word.endswith("nen"):
        yield from (word[:-3] + "si" + ending for ending in ("ssa", "lla", "sta", "in"))


def first_parts(word: str) -> Iterator[str]:
    """Yield what `word` is as the first part of a compound: itself or its genitive."""
    yield word
    if word.endswith("nen"):
        yield word[:-3] + "s"
        yield word[:-3] + "is" if word[-4] != "i" else word[:-3] + "s"
    for stem, consonant_stem in _singular(word):
        if not consonant_stem:
            yield from (grade + "n" for grade in _grades(stem))


def _singular(word: str) -> Iterator[tuple[str, bool]]:
    """Yield the singular stems; True marks a consonant stem ("koulutus|ta")."""
    end, long = word[-1], word[-2:]
    if word.endswith("nen"):
        yield word[:-3] + "se", False
        yield word[:-3] + "s", True
    elif word == "kevät":
        yield "kevää", False
        yield "kevät", True
    elif word.endswith("mies"):
        yield word[:-1] + "he", False
        yield word, True
    elif end == "t" and long[0] in _VOWELS:
        yield from ((stem, False) for stem in _strengthened(word[:-1]))
    elif word in _ORDINALS:
        yield from ((word[:-1] + "nne", False), (word[:-1] + "nte", False))
        yield word[:-1] + "t", True
    elif end == "s" and long[0] in _VOWELS:
        yield word[:-1] + "kse", False
        yield word, True
        if long in ("us", "ys"):
            yield from ((word[:-1] + "de", False), (word[:-1] + "te", False))
            yield word[:-1] + "t", True
        else:
            yield from ((stem + word[-2], False) for stem in _strengthened(word[:-1]))
    elif long == "in":
        yield word[:-1] + "me", False
        yield word, True
    elif word.endswith(("ton", "tön")):
        yield word[:-3] + "tt" + word[-2] + "m" + ("a" if long == "on" else "ä"), False
    elif end == "e":
        yield from ((stem + "e", False) for stem in _strengthened(word))
        yield word + "t", True
    elif end == "i":
        yield word, False
        if not word.endswith(_E_STEMS):
            return
        yield word[:-1] + "e", False
        yield word[:-1], True
        if long == "si":
            yield from ((word[:-2] + "de", False), (word[:-2] + "te", False))
            yield word[:-2] + "t", True
    elif end in _VOWELS:
        yield word, False
    else:
        yield from ((word + "i", False), (word + "e", False))


@lru_cache(maxsize=20_000)
def _grades(stem: str) -> tuple[str, ...]:
    """Return `stem` and its weak grade: "turku", "turu"."""
    found = _GRADE.search(stem)
    if not found or stem[found.start() - 1 : found.end()] in _NO_GRADE:
        return (stem,)
    return stem, stem[: found.start()] + _WEAK[found.group()] + stem[found.end() :]


def _strengthened(stem: str) -> Iterator[str]:
    """Yield `stem` and its strong grade: "liikenne", "liikente"."""
    yield stem
    if found := _GRADE_BACK.search(stem):
        yield stem[: found.start()] + _STRONG[found.group()] + stem[found.end() :]


def _plural(stem: str) -> Iterator[str]:
    last, pair = stem[-1], stem[-2:]
    if pair in ("ie", "uo", "yö"):
        yield stem[:-2] + last + "i"
    elif len(pair) == 2 and pair[0] == pair[1]:
        yield stem[:-1] + "i"
    elif last in "aä":
        yield stem[:-1] + "i"
        yield stem[:-1] + ("oi" if last == "a" else "öi")
    elif last == "e":
        yield stem[:-1] + "i"
    elif last == "i":
        yield stem[:-1] + "ei"
    else:
        yield stem + "i"


def _letter(stem: str) -> str:
    return {"ä": "a", "ö": "o", "å": "o"}.get(stem[-1], stem[-1])


@lru_cache(maxsize=1)
def _clitics() -> Endings:
    return frozenset(_CLITICS)


@lru_cache(maxsize=1)
def _after_consonant() -> Endings:
    owned = ("", *_OWNERS)
    cases = ("ta", "ten", "na")
    return frozenset("".join(parts) for parts in product(cases, owned, _CLITICS))


@lru_cache(maxsize=1)
def _after_plural() -> Endings:
    owners = (case + owner for case, owner in product(_OWNED[1:], _OWNERS))
    owned = (*_PLURAL_CASES, *owners)
    return frozenset(case + clitic for case, clitic in product(owned, _CLITICS))


@lru_cache(maxsize=32)
def _after_vowel(vowel: str, name: bool) -> Endings:
    """Return the endings after a stem in `vowel`: the illative repeats it ("Turku|un")."""
    into = (vowel + "n", "h" + vowel + "n", "seen", vowel)
    cases = [*_CASES, *_SPOKEN, *into, *(["en", "ien"] if vowel in "ie" else [])]
    if not name:
        cases += [case + owner for case, owner in product((*_OWNED, vowel), _OWNERS)]
        cases += [case + case[-1] + "n" for case in _OWNED if case]
    return frozenset(case + clitic for case, clitic in product(cases, _CLITICS))
