"""Everything that `aura nlu report` tells, as one dictionary of plain values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bot.assistant import Assistant
from bot.evaluation import cases, folds, training
from bot.evaluation.cases import Case
from bot.evaluation.distortions import DISTORTIONS, distorted
from bot.evaluation.figures import (
    Understood,
    accuracy,
    asked_back,
    by,
    calibration,
    calibration_error,
    confusions,
    entity_scores,
    right_when_sure,
    scope,
)
from bot.evaluation.measure import timed, understand

ALL = "all"
OnStep = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Readings:
    """How the assistant read the cases: as they are, distorted, and how long it took."""

    plain: list[Understood]
    milliseconds: list[float] = field(default_factory=list)
    components: dict[str, float] = field(default_factory=dict)
    distorted: dict[str, list[Understood]] = field(default_factory=dict)
    folded: list[Understood] = field(default_factory=list)


def build(
    assistant: Assistant,
    robustness: bool = True,
    cross_validation: bool = False,
    on_step: OnStep = lambda step, done, total: None,
) -> dict[str, Any]:
    """Return the report on `assistant`; `on_step` hears a step's name, what is done of how many.

    `robustness` reads the development set once more for each distortion; `cross_validation`
    trains for minutes.
    """
    development = cases.read()
    found = _readings(assistant, development, DISTORTIONS if robustness else (), on_step)
    if cross_validation:
        step = "cross-validation"
        on_step(step, 0, folds.STEPS)
        messages = training.read()
        found.folded.extend(
            folds.cross_validated(messages, lambda done: on_step(step, done, folds.STEPS))
        )
    return {
        "model": assistant.model_name,
        "development_set": {
            "hash": cases.fingerprint(),
            "messages": len(development),
            "intents": len({case.intent for case in development}),
        },
        **as_dictionary(found),
    }


def as_dictionary(found: Readings) -> dict[str, Any]:
    """Return the figures of `found`."""
    plain = found.plain
    languages = {ALL: plain, **by(plain, "language")}
    report: dict[str, Any] = {
        "languages": {language: _language(of) for language, of in languages.items()},
        "intents": {
            intent: {
                "messages": len(of),
                "accuracy": accuracy(of),
                "languages": {name: accuracy(some) for name, some in by(of, "language").items()},
            }
            for intent, of in by(plain, "intent").items()
        },
        "calibration": [
            {"messages": n, "confidence": mean, "accuracy": right}
            for n, mean, right in calibration(plain)
        ],
        "confusions": [
            {"meant": meant, "understood": got, "messages": messages}
            for meant, got, messages in confusions(plain)
        ],
        "robustness": {name: _robustness(plain, of) for name, of in found.distorted.items()},
        "milliseconds": _milliseconds(found),
    }
    if found.folded:
        folded = {ALL: found.folded, **by(found.folded, "language")}
        report["cross_validation"] = {
            language: {"messages": len(of), "accuracy": accuracy(of)}
            for language, of in folded.items()
        }
    return report


def _readings(
    assistant: Assistant, development: list[Case], distortions: Iterable[str], on_step: OnStep
) -> Readings:
    """Let `assistant` read the cases as they are, timed, and in each distortion."""

    def read(step: str, some: list[Case]) -> tuple[list[Understood], list[float]]:
        return understand(assistant, some, lambda done: on_step(step, done, len(some)))

    understand(assistant, development[:1])  # what is read only once is no message's time
    with timed(assistant) as components:
        plain, milliseconds = read("as written", development)
    others = {name: read(name, distorted(development, name))[0] for name in distortions}
    return Readings(plain, milliseconds, components, others)


def _language(understood: list[Understood]) -> dict[str, Any]:
    return {
        "messages": len(understood),
        "accuracy": accuracy(understood),
        "asked_back": asked_back(understood),
        "right_when_sure": right_when_sure(understood),
        "calibration_error": calibration_error(understood),
        "scope": scope(understood),
        "entities": entity_scores(understood),
        "styles": {
            style: {"messages": len(of), "accuracy": accuracy(of)}
            for style, of in by(understood, "style").items()
        },
    }


def _robustness(plain: list[Understood], other: list[Understood]) -> dict[str, dict[str, float]]:
    """Return accuracy and points lost by language."""
    before = {ALL: plain, **by(plain, "language")}
    after = {ALL: other, **by(other, "language")}
    return {
        language: {
            "accuracy": accuracy(after[language]),
            "points_lost": 100 * (accuracy(of) - accuracy(after[language])),
        }
        for language, of in before.items()
    }


def _milliseconds(found: Readings) -> dict[str, Any]:
    """Return percentiles a message, and what each component takes of the time between them."""
    if not found.milliseconds:
        return {}
    count, whole = len(found.milliseconds), sum(found.milliseconds)
    p50, p95 = np.percentile(found.milliseconds, [50, 95])
    costs = {**found.components, "the rest": whole - sum(found.components.values())}
    return {
        "p50": float(p50),
        "p95": float(p95),
        "components": {
            name: {"mean": cost / count, "share": cost / whole} for name, cost in costs.items()
        },
    }
