"""Read the look-ups: which words of which language stand for which value.

`bot/data/lookups/<language>/<concern>.yml` maps a value to its words; occupations of all languages
stand in one file with their field, so that code, field and words are written once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.components.tokens import tokenise

DATA = Path(__file__).parent.parent / "data"
LOOKUPS = DATA / "lookups"
LANGUAGES = ("fi", "en", "sv")
NAMES = frozenset({"municipality", "project"})
ORDINARY_INTENTS = 3

# File of a concern -> entity; the other files hold marks, words that only steer the reading.
ENTITIES = {
    "municipalities": "municipality",
    "fields": "field",
    "workplaces": "workplace",
    "education_levels": "education_level",
    "study_modes": "study_mode",
    "teaching_languages": "teaching_language",
    "languages": "language",
    "relocation_topics": "relocation_topic",
    "audiences": "audience",
    "roles": "role",
    "projects": "project",
    "ordinals": "ordinal",
}

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Term(NamedTuple):
    """A word or phrase that stands for `value` of `entity` in `language`."""

    entity: str
    value: str
    phrase: str
    language: str


def terms() -> Iterator[Term]:
    """Yield every term of every look-up, occupations too."""
    for language in LANGUAGES:
        for path in sorted((LOOKUPS / language).glob("*.yml")):
            entity = ENTITIES.get(path.stem)
            for value, phrases in _read(path).items():
                for phrase in phrases:
                    yield Term(entity or str(value), str(value), str(phrase), language)
    for code, occupation in occupations().items():
        for language in LANGUAGES:
            for phrase in occupation.get(language, ()):
                yield Term("occupation", code, str(phrase), language)


def occupations() -> dict[str, dict[str, Any]]:
    """Return the occupations: code -> field, words by language."""
    return _read(LOOKUPS / "occupations.yml")


def ordinary_words() -> frozenset[str]:
    """Return the words that messages of several intents share: never taken for a typing error."""
    seen: dict[str, set[str]] = defaultdict(set)
    for path in sorted((DATA / "nlu").glob("*/*.yml")):
        intent = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            head, _, message = line.strip().partition(" ")
            if message.startswith("intent:"):
                intent = message.removeprefix("intent:").strip()
            elif head == "-" and intent:
                for token in set(tokenise(message)):
                    seen[token.norm].add(intent)
    shared = Counter({word: len(intents) for word, intents in seen.items()})
    return frozenset(word for word, count in shared.items() if count >= ORDINARY_INTENTS)


def _read(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader) or {}  # noqa: S506
