"""The development set: messages with the intent and entities that a careful reader gives them."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "nlu" / "development"
# Younger than the development set, which is frozen and labels none of them.
NEWER = frozenset({"employment_situation", "choice"})
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Case:
    """A message and what it means; a period counts by its presence, written `present`."""

    text: str
    intent: str
    style: str
    language: str
    entities: dict[str, list[str]] = field(default_factory=dict)

    @property
    def values(self) -> set[tuple[str, str]]:
        """Return the (entity, value) pairs that the message names."""
        return {(entity, str(v)) for entity, values in self.entities.items() for v in values}


def read(folder: Path = FOLDER) -> list[Case]:
    """Return the cases of every `<language>.yml` in `folder`, in order."""
    return [
        Case(language=path.stem, **case)
        for path in sorted(folder.glob("*.yml"))
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    ]


def fingerprint(folder: Path = FOLDER) -> str:
    """Return a hash of the files: figures with the same one were measured on the same messages."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def as_found(entities: list[dict[str, Any]]) -> frozenset[tuple[str, str]]:
    """Return extracted entities as the pairs that `Case.values` holds."""
    return frozenset(
        (e["entity"], "present" if isinstance(e["value"], dict) else str(e["value"]))
        for e in entities
        if e["entity"] not in NEWER
    )
