"""Every word that Aura says, read from `bot/responses/<language>/*.yml`.

A file holds `responses` (whole messages, in Rasa's format) and `labels` (words that cards and
messages are put together from, in groups). A language is live when its folder is there and none of
its texts is left to do; until then it is a draft, which nobody reads.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "responses"
DEFAULT = "en"
TODO = "TODO"  # what a text begins with that waits for a translator


class Wording:
    """The responses and labels of one language."""

    def __init__(self, folder: Path) -> None:
        self.language = folder.name
        self.responses: dict[str, list[dict[str, Any]]] = {}
        self.labels: dict[str, dict[str, str]] = {}
        for path in sorted(folder.glob("*.yml")):
            document = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
            for name, response in document.get("responses", {}).items():
                if name in self.responses:
                    raise ValueError(f"{path}: {name} stands in the wording twice")
                self.responses[name] = response
            for group, labels in document.get("labels", {}).items():
                self.labels.setdefault(group, {}).update(labels)

    def label(self, group: str, name: str, **values: object) -> str:
        """Return a label; a name without one (a place, a company) is shown as it is."""
        text = self.labels.get(group, {}).get(name)
        if text is None:
            return name.replace("-", " ").replace("_", " ").capitalize()
        return text.format(**values) if values else text

    def listed(self, group: str, names: tuple[str, ...] | list[str]) -> str:
        """Return the labels of `names`, separated by commas."""
        return ", ".join(self.label(group, name) for name in names)

    def todos(self) -> int:
        """Return how many texts wait for a translator."""
        return sum(str(text).startswith(TODO) for text in self._texts())

    def _texts(self) -> Iterator[str]:
        for labels in self.labels.values():
            yield from labels.values()
        for variants in self.responses.values():
            for variant in variants:
                yield variant["text"]
                yield from (button["title"] for button in variant.get("buttons", ()))


@lru_cache
def languages() -> tuple[str, ...]:
    """Return the live languages, by folder."""
    return tuple(language for language in _folders() if not _read(language).todos())


def drafts() -> dict[str, int]:
    """Return the languages that are not live yet, with how many texts are left to do."""
    return {language: left for language in _folders() if (left := _read(language).todos())}


def wording(language: str | None) -> Wording:
    """Return the wording of `language`, or of the default where it is not live."""
    return _read(language if language in languages() else DEFAULT)


def _folders() -> list[str]:
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


@lru_cache
def _read(language: str) -> Wording:
    return Wording(FOLDER / language)
