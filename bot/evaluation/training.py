"""The training messages as cases, and those among them that are nearly the same."""

from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.encoder import Encoder
from bot.evaluation.cases import Case

FOLDER = Path(__file__).resolve().parents[1] / "data" / "nlu"
BLOCK = 1000  # rows compared at once: all at once would take gigabytes
LEAST_WORDS = 4  # shorter messages are alike by nature
# Of two messages this near by the mean vector of their word pieces one teaches nothing.
NEARLY_THE_SAME = 0.95
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(folder: Path = FOLDER) -> list[Case]:
    """Return the messages of every `<language>/<topic>.yml`; their style is the file's name."""
    return [
        Case(line.strip().removeprefix("- "), block["intent"], path.stem, path.parent.name)
        for path in sorted(folder.glob("*/*.yml"))
        for block in _blocks(path)
        for line in block["examples"].splitlines()
        if line.strip()
    ]


def check(cases: list[Case]) -> list[tuple[float, Case, Case]]:
    """Return the near-duplicates among `cases`, by vectors that need no trained model."""
    if not cases:
        return []
    return near_duplicates(cases, Encoder.word_means([case.text.casefold() for case in cases]))


def near_duplicates(
    cases: list[Case], vectors: NDArray[np.float32]
) -> list[tuple[float, Case, Case]]:
    """Return (likeness, one, other) of messages of one language that say nearly the same.

    `vectors` are those of `cases`, row by row; the likeness is the cosine seen from their mean.
    """
    found = []
    for language in sorted({case.language for case in cases}):
        rows = [
            row
            for row, case in enumerate(cases)
            if case.language == language and len(case.text.split()) >= LEAST_WORDS
        ]
        if not rows:
            continue
        apart = vectors[rows] - vectors[rows].mean(axis=0)
        apart /= np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
        for start in range(0, len(rows), BLOCK):
            likeness = np.triu(apart[start : start + BLOCK] @ apart[start:].T, k=1)
            for one, other in zip(*np.where(likeness >= NEARLY_THE_SAME), strict=True):
                pair = cases[rows[start + one]], cases[rows[start + other]]
                found.append((float(likeness[one, other]), *pair))
    return sorted(found, key=lambda pair: -pair[0])


def _blocks(path: Path) -> list[dict[str, str]]:
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader) or {}  # noqa: S506
    return document.get("nlu") or []
