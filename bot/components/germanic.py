"""Swedish and English nouns: the stems of a word and the endings that each stem takes."""

from collections.abc import Iterator

Endings = frozenset[str]

_NONE = frozenset({""})
_GENITIVE = frozenset({"", "s"})
_SWEDISH = frozenset(
    ending + genitive
    for ending in (
        *("", "n", "en", "et", "t", "ar", "er", "or", "r", "e"),
        *("na", "rna", "arna", "erna", "orna", "a"),
    )
    for genitive in ("", "s")
)
_SWEDISH_MEN = frozenset({"", "s", "nen", "nens"})
_SWEDISH_SHORTENED = {
    "a": frozenset({"an", "ans", "or", "ors", "orna", "ornas"}),
    "e": frozenset({"ar", "ars", "arna", "arnas", "en", "ens", "na", "nas", "a"}),
    "um": frozenset({"et", "ets", "er", "ers", "erna", "ernas"}),
}
_ENGLISH = frozenset({"", "s", "es"})


def swedish_stems(word: str, name: bool = False) -> Iterator[tuple[str, Endings]]:
    """Yield each stem of a Swedish word with its endings; a `name` takes the genitive only."""
    if name or len(word) < 4:
        yield word, _GENITIVE if name else _NONE
        return
    yield word, _SWEDISH
    if word.endswith("man"):
        yield word[:-2] + "än", _SWEDISH_MEN
    for end, endings in _SWEDISH_SHORTENED.items():
        if word.endswith(end) and len(word) > 4:
            yield word[: -len(end)], endings


def swedish_first_parts(word: str) -> Iterator[str]:
    """Yield what `word` is as the first part of a compound: "sjukskötar|utbildning"."""
    yield word
    yield word + "s"
    if word.endswith(("a", "e")) and len(word) > 4:
        yield from (word[:-1] + link for link in ("", "e", "o", "u", "s"))


def english_stems(word: str, name: bool = False) -> Iterator[tuple[str, Endings]]:
    """Yield each stem of an English word with its plural endings."""
    yield word, _GENITIVE if name else _ENGLISH if len(word) > 2 else _NONE
    if word.endswith("y") and not name:
        yield word[:-1], frozenset({"ies"})
    if word.endswith("man") and not name:
        yield word[:-2], frozenset({"en"})
