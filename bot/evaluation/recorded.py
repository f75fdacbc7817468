"""The figures that were reached: `tests/nlu/test_gate.py` fails where the model falls below."""

from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.cases import FOLDER

FILE = FOLDER.parent / "recorded.yml"
TOLERANCE = 0.01
DECIMALS = 4
HASH = "development_set"
LESS_IS_BETTER = {"refused", "calibration_error"}
_HEAD = "# Written by `aura nlu report --record`; a test fails where the model is a point worse.\n"


def figures(report: dict[str, Any]) -> dict[str, Any]:
    """Return what is recorded of a report: the development set's hash, and a figure a name."""
    languages = dict(report["languages"])
    everything = languages.pop("all")
    reached = {
        **{f"accuracy_{language}": of["accuracy"] for language, of in languages.items()},
        "entity_f1": everything["entities"]["all"]["f1"],
        "out_of_scope_recall": everything["scope"]["recall"],
        "refused": everything["scope"]["refused"],
        "calibration_error": everything["calibration_error"],
    }
    rounded = {name: round(figure, DECIMALS) for name, figure in reached.items()}
    return {HASH: report["development_set"]["hash"], **rounded}


def write(report: dict[str, Any], file: Path | None = None) -> None:
    """Record the figures of `report`."""
    text = yaml.safe_dump(figures(report), sort_keys=False)
    (file or FILE).write_text(_HEAD + text, encoding="utf-8")


def read(file: Path = FILE) -> dict[str, Any]:
    """Return what `write` wrote; raises FileNotFoundError before anything is recorded."""
    recorded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return recorded


def shortfalls(recorded: dict[str, Any], reached: dict[str, Any]) -> list[str]:
    """Return a sentence for each figure that is more than a point worse than recorded."""
    if recorded[HASH] != reached[HASH]:
        return ["The development set is not the recorded one: run `aura nlu report --record`"]
    problems = []
    for name, before in recorded.items():
        if name == HASH:
            continue
        if name not in reached:
            problems.append(f"{name} was {before} and is not measured any more")
            continue
        lost = before - reached[name]
        if name in LESS_IS_BETTER:
            lost = -lost
        if round(lost, DECIMALS) > TOLERANCE:
            problems.append(f"{name} was {before} and is {reached[name]}")
    return problems
