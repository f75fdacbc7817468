"""Lay out a new language: the files that somebody who speaks it then fills in."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from bot.wording import DEFAULT, TODO

RESPONSES = Path("bot", "responses")
LOOKUPS = Path("bot", "data", "lookups")
MESSAGES = Path("bot", "data", "nlu")
NAMES = "languages.yml"

# How many training messages an intent needs in each language.
LEAST = {"out_of_scope": 200}
LEAST_OTHERWISE = 60

_CODE = re.compile("[a-z]{2,3}")
_KEY = re.compile(r"""(["']?)([\w-]+)\1:""")
_INTENT = re.compile(r"^- intent: (\w+)", re.MULTILINE)
_LONGEST_LINE = 10_000  # a text is never broken


class LanguageError(ValueError):
    """A language cannot be laid out; nothing was written."""


def lay_out(root: Path, code: str) -> list[Path]:
    """Write the files of a new language into the tree at `root`; returns their paths.

    Raises LanguageError when `code` is none or is there already.
    """
    if not _CODE.fullmatch(code):
        raise LanguageError(
            f"{code!r} is no language code: write two or three small letters, such as et"
        )
    for folder in (RESPONSES, LOOKUPS, MESSAGES):
        if (root / folder / code).exists():
            raise LanguageError(f"{folder / code} is there already: nothing was changed")
    files = dict(_files(root, code))
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


def least(intent: str) -> int:
    """Return how many training messages `intent` needs in each language."""
    return LEAST.get(intent, LEAST_OTHERWISE)


def _files(root: Path, code: str) -> Iterator[tuple[Path, str]]:
    """Yield every file of the language `code` with what it holds, after the model of English."""
    for folder, laid_out in ((RESPONSES, _responses), (LOOKUPS, _look_up), (MESSAGES, _messages)):
        for path in sorted((root / folder / DEFAULT).glob("*.yml")):
            text = laid_out(path.read_text(encoding="utf-8"))
            if folder == LOOKUPS and path.name == NAMES and f"\n{code}: []\n" not in text:
                text += f"{code}: []\n"
            yield root / folder / code / path.name, text


def _responses(english: str) -> str:
    """Return the wording with every text marked; placeholders, buttons and comments stay."""
    yaml: Any = YAML()
    yaml.preserve_quotes = True
    yaml.width = _LONGEST_LINE
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(english)
    for variants in (document.get("responses") or {}).values():
        for variant in variants:
            _mark(variant, "text")
            for button in variant.get("buttons", ()):
                _mark(button, "title")
    for labels in (document.get("labels") or {}).values():
        for name in labels:
            _mark(labels, name)
    written = StringIO()
    yaml.dump(document, written)
    return written.getvalue()


def _mark(texts: Any, name: str) -> None:
    texts[name] = DoubleQuotedScalarString(f"{TODO} {texts[name]}")


def _look_up(english: str) -> str:
    """Return the look-up with its comments and values, which have no words yet."""
    kept = []
    for line in english.splitlines():
        if line.startswith("#"):
            kept.append(line)
        elif key := _KEY.match(line):
            kept.append(f"{key.group()} []")
    return "\n".join(kept) + "\n"


def _messages(english: str) -> str:
    """Return a file that holds no message, and says which intents need how many."""
    lines = [
        'version: "3.1"',
        "# To begin, delete the [] behind nlu. Delete the # before the two lines of an intent and",
        "# write its messages below them, as people would type them: each on a line of its own,",
        "# after four spaces and a hyphen.",
        "nlu: []",
    ]
    for intent in dict.fromkeys(_INTENT.findall(english)):
        lines += [f"#- intent: {intent}  # at least {least(intent)} messages", "#  examples: |"]
    return "\n".join(lines) + "\n"
