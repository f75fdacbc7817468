"""Read the look-ups: which words of which language stand for which value.

`bot/data/lookups/<language>/<concern>.yml` maps a value to its words; occupations of all languages
stand in one file with their field, so that code, field and words are written once.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.components.tokens import fold, vocabulary

DATA = Path(__file__).parent.parent / "data"
LOOKUPS = DATA / "lookups"
LANGUAGES = tuple(sorted(path.name for path in LOOKUPS.iterdir() if path.is_dir()))
NAMES = frozenset({"municipality", "project", "ordinal"})  # these have no plural
TIMES = ("month", "doubtful", "half", "season", "feast", "weekday", "unit", "day")

# File of a concern -> entity. The keys of the other files (calendar, marks) are entities
# themselves: words that name no value but steer how others are read.
ENTITIES = {
    "municipalities": "municipality",
    "fields": "field",
    "interests": "interest_field",
    "education_levels": "education_level",
    "study_modes": "study_mode",
    "study_ways": "study_way",
    "teaching_languages": "teaching_language",
    "languages": "language",
    "relocation_topics": "relocation_topic",
    "relocation_asides": "relocation_aside",
    "audiences": "audience",
    "roles": "role",
    "projects": "project",
    "ordinals": "ordinal",
    "employment_situations": "employment_situation",
}

# Files of another kind: answers, words of danger, words that are no slips, kinds of workplaces.
NO_VALUES = frozenset({"answers", "crisis", "ordinary", "workplaces"})

# Fewest letters that a word of an entity must have before a misspelt one may be taken for it.
SHORTEST_MISSPELT = {
    "municipality": 5,
    "month": 5,
    "occupation": 6,
    "project": 6,
    "education_level": 6,
    "teaching_language": 6,
    "language": 6,
    "study_mode": 6,
    "relocation_topic": 6,
    "field": 6,
    "role": 6,
    "ordinal": 7,
    "hire": 7,
    "company": 6,
    "number": 6,
    "day": 7,
    "weekday": 7,
    "season": 7,
    "feast": 7,
}
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COMMENT = re.compile(r"^ *#.*$", re.MULTILINE)


class Term(NamedTuple):
    """A word or phrase that stands for `value` of `entity` in `language`."""

    entity: str
    value: str
    phrase: str
    language: str

    def may_be_misspelt(self, word: str) -> bool:
        """Tell whether a slip in `word` is forgiven: short ones resemble too many others."""
        return len(word) >= SHORTEST_MISSPELT.get(self.entity, len(word) + 1)


def terms() -> Iterator[Term]:
    """Yield every term of every look-up, occupations too."""
    for language in LANGUAGES:
        for path in sorted((LOOKUPS / language).glob("*.yml")):
            if path.stem in NO_VALUES:
                continue
            for value, phrases in read(path).items():
                entity = ENTITIES.get(path.stem) or value.partition("-")[0]
                for phrase in phrases:
                    yield Term(entity, value.removeprefix(entity + "-"), phrase, language)
    for code, occupation in occupations().items():
        for language in LANGUAGES:
            for phrase in occupation.get(language, ()):
                yield Term("occupation", code, phrase, language)


def occupations() -> dict[str, dict[str, Any]]:
    """Return the occupations: code -> field, words by language."""
    return read(LOOKUPS / "occupations.yml")


def training_words() -> dict[str, set[str]]:
    """Return the folded words that are no slips, by language: of training and of `ordinary.yml`."""
    return {
        language: vocabulary(
            _COMMENT.sub(
                "",
                "\n".join(
                    path.read_text(encoding="utf-8")
                    for path in sorted((DATA / "nlu" / language).glob("*.yml"))
                ),
            )
        ).union(map(fold, read(LOOKUPS / language / "ordinary.yml")["ordinary"]))
        for language in LANGUAGES
    }


def by_language(name: str, language: str = "*") -> list[dict[str, Any]]:
    """Return the look-up file `name` of one language or of all that have it."""
    return [read(path) for path in sorted(LOOKUPS.glob(f"{language}/{name}.yml"))]


@lru_cache
def read(path: Path) -> dict[str, Any]:
    """Return a look-up file, read once; every value is a string, "no" and "1" too."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader) or {}  # noqa: S506
