"""Every word that Aura says, read from `bot/responses/<language>/*.yml`.

A file holds `responses` (whole messages, in Rasa's format) and `labels` (words that cards and
messages are put together from, in groups). A language is live when its folder is there.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "responses"
DEFAULT = "en"


class Wording:
    """The responses and labels of one language."""

    def __init__(self, folder: Path) -> None:
        self.language = folder.name
        self.responses: dict[str, list[dict[str, Any]]] = {}
        self.labels: dict[str, dict[str, str]] = {}
        for path in sorted(folder.glob("*.yml")):
            document = yaml.safe_load(path.read_text(encoding="utf-8"))
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


@lru_cache
def languages() -> tuple[str, ...]:
    """Return the live languages, by folder."""
    return tuple(sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()))


@lru_cache
def wording(language: str | None) -> Wording:
    """Return the wording of `language`, or of the default where it is not live."""
    return Wording(FOLDER / (language if language in languages() else DEFAULT))
