"""Accuracy on the development set, per language, with the confusions."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from aura.training import train
from bot.assistant import Assistant

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "nlu" / "development"
SHOWN = 15


def run(console: Console) -> None:
    """Print accuracy by language and style, calibration, entities, and what is confused."""
    assistant = Assistant(train())
    cases = {path.stem: _understood(assistant, path) for path in sorted(FOLDER.glob("*.yml"))}
    summary = Table("", *cases, title="Understanding on the development set")
    summary.add_row("messages", *(str(len(of)) for of in cases.values()))
    for title, figure in (
        ("intent accuracy", _accuracy),
        ("asked back (below the threshold)", lambda of: _share(of, lambda c: c["fallback"])),
        ("right when not asked back", lambda of: _accuracy([c for c in of if not c["fallback"]])),
        ("expected calibration error", _calibration_error),
        ("entity F1", _entity_f1),
    ):
        summary.add_row(title, *(f"{figure(of):.3f}" for of in cases.values()))
    for style in sorted({case["style"] for of in cases.values() for case in of}):
        accuracies = (_accuracy([c for c in of if c["style"] == style]) for of in cases.values())
        summary.add_row(f"  {style}", *(f"{accuracy:.3f}" for accuracy in accuracies))
    console.print(summary)
    for language, of in cases.items():
        confused = Counter((c["intent"], c["got"]) for c in of if c["intent"] != c["got"])
        table = Table("meant", "understood", "times", title=f"Most confused, {language}")
        for (meant, got), times in confused.most_common(SHOWN):
            table.add_row(meant, got, str(times))
        console.print(table)


def _understood(assistant: Assistant, path: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.load(
        path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )

    async def parse_all() -> list[dict[str, Any]]:
        for case in cases:
            parse = await assistant.parse(case["text"])
            case["got"] = parse["intent"]["name"]
            case["confidence"] = parse["intent"]["confidence"]
            case["fallback"] = parse["fallback"]
            case["found"] = {(e["entity"], _value(e["value"])) for e in parse["entities"]}
        return cases

    return asyncio.run(parse_all())


def _accuracy(cases: list[dict[str, Any]]) -> float:
    return _share(cases, lambda case: case["intent"] == case["got"])


def _share(cases: list[dict[str, Any]], holds: Any) -> float:
    return sum(map(holds, cases)) / len(cases) if cases else 0.0


def _calibration_error(cases: list[dict[str, Any]], bins: int = 10) -> float:
    """Return how far confidence and accuracy lie apart, weighted over ten equal bins."""
    error = 0.0
    for low in range(bins):
        inside = [c for c in cases if low / bins < c["confidence"] <= (low + 1) / bins]
        if inside:
            confidence = sum(c["confidence"] for c in inside) / len(inside)
            error += len(inside) / len(cases) * abs(confidence - _accuracy(inside))
    return error


def _entity_f1(cases: list[dict[str, Any]]) -> float:
    """Return F1 over (entity, value) pairs; a period counts by its presence."""
    right = found = wanted = 0
    for case in cases:
        truth = {(e, _value(v)) for e, values in case["entities"].items() for v in values}
        right += len(truth & case["found"])
        found += len(case["found"])
        wanted += len(truth)
    return 2 * right / (found + wanted)


def _value(value: Any) -> str:
    return "present" if isinstance(value, dict) else str(value)
