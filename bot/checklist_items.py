"""What a newcomer's checklist is made of: `checklist.yml`, by the answers about the situation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("checklist.yml")


@dataclass(frozen=True)
class Item:
    """One errand; `checklist.yml` says what its keys mean."""

    id: str
    row: str
    topics: Sequence[str] = ()
    early: bool = False
    whose: str | None = None
    when: Mapping[str, list[str | None]] = field(default_factory=dict)

    def applies(self, answers: Mapping[str, str | None]) -> bool:
        """Tell whether somebody with these answers has this to do."""
        return all(answers.get(question) in values for question, values in self.when.items())


@lru_cache
def items() -> dict[str, Item]:
    """Return all items by id, in order; raises TypeError where one has an unknown key."""
    listed: list[dict[str, Any]] = yaml.load(FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return {item["id"]: Item(**item) for item in listed}


def known(names: Iterable[str]) -> list[Item]:
    """Return the items `names`, in order; what an earlier version had besides is left out."""
    return [items()[name] for name in names if name in items()]


def items_for(answers: Mapping[str, str | None]) -> list[Item]:
    """Return what is to be done by `answers`, in order; what must precede the move comes first."""
    found = [item for item in items().values() if item.applies(answers)]
    if answers.get("presence") == "coming":
        found.sort(key=lambda item: not item.early)
    return found
