"""Finnish stems: what is left of a noun when its endings are taken off.

Generous on purpose: a rule that might apply does. A stem that nobody uses does no harm.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

VOWELS = "aeiouyäöå"
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
    ["kolmas", "neljäs", "viides", "kuudes", "seitsemäs", "kahdeksas", "yhdeksäs", "kymmenes"]
)
# Words in -i whose stem is in -e: they or compounds that end in them.
_E_STEMS = (
    *("kieli", "meri", "lapsi", "suuri", "pieni", "mäki", "joki", "lahti", "niemi", "järvi"),
    *("saari", "suomi", "talvi", "nimi", "puoli", "tähti", "salmi", "lehti", "kynsi", "kausi"),
    *("vuosi", "uusi", "ääni", "koski", "uni", "ovi", "tuli", "vuori", "kivi", "kuusi", "nuori"),
)
# The stems that no rule tells; True marks a consonant stem.
_IRREGULAR = {
    "poika": (("poika", False), ("poja", False)),
    "tytär": (("tyttäre", False), ("tytär", True)),
    "lapsi": (("lapsi", False), ("lapse", False), ("las", True)),
}


def singular(word: str) -> Iterator[tuple[str, bool]]:
    """Yield the singular stems; True marks a consonant stem ("koulutus|ta")."""
    end, long = word[-1], word[-2:]
    if word in _IRREGULAR:
        yield from _IRREGULAR[word]
    elif word.endswith("nen"):
        yield word[:-3] + "se", False
        yield word[:-3] + "s", True
    elif word == "kevät":
        yield "kevää", False
        yield "kevät", True
    elif word.endswith("mies"):
        yield word[:-1] + "he", False
        yield word, True
    elif end == "t" and long[0] in VOWELS:
        yield from ((stem, False) for stem in _strengthened(word[:-1]))
    elif word in _ORDINALS:
        yield from ((word[:-1] + "nne", False), (word[:-1] + "nte", False))
        yield word[:-1] + "t", True
    elif end == "s" and long[0] in VOWELS:
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
    elif end in VOWELS:
        yield word, False
    else:
        yield from ((word + "i", False), (word + "e", False))


@lru_cache(maxsize=20_000)
def grades(stem: str) -> tuple[str, ...]:
    """Return `stem` and its weak grade: "turku", "turu"."""
    found = _GRADE.search(stem)
    if not found or stem[found.start() - 1 : found.end()] in _NO_GRADE:
        return (stem,)
    return stem, stem[: found.start()] + _WEAK[found.group()] + stem[found.end() :]


def plural(stem: str) -> Iterator[str]:
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
        yield stem[:-1] + "ej"
    else:
        yield stem + "i"


def _strengthened(stem: str) -> Iterator[str]:
    """Yield `stem` and its strong grade: "liikenne", "liikente"."""
    yield stem
    if found := _GRADE_BACK.search(stem):
        yield stem[: found.start()] + _STRONG[found.group()] + stem[found.end() :]
