"""Figures over understood messages: accuracy, calibration, entities, refusals."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.evaluation.cases import Case

OUT_OF_SCOPE = "out_of_scope"
BINS = 10


@dataclass(frozen=True)
class Understood:
    """A case and how the assistant read it; `asked_back` where it was not sure enough."""

    case: Case
    intent: str
    confidence: float
    asked_back: bool = False
    found: frozenset[tuple[str, str]] = frozenset()

    @property
    def right(self) -> bool:
        """Tell whether the intent is the one that was meant."""
        return self.intent == self.case.intent


def share(flags: Iterable[bool]) -> float:
    """Return the share of true ones, 0 of none."""
    found = list(flags)
    return sum(found) / len(found) if found else 0.0


def accuracy(understood: Iterable[Understood]) -> float:
    """Return the share of messages whose intent is right."""
    return share(u.right for u in understood)


def asked_back(understood: Iterable[Understood]) -> float:
    """Return the share of messages that the assistant was not sure enough about."""
    return share(u.asked_back for u in understood)


def right_when_sure(understood: Iterable[Understood]) -> float:
    """Return the accuracy of the messages that are not asked back about."""
    return accuracy(u for u in understood if not u.asked_back)


def calibration(understood: list[Understood]) -> list[tuple[int, float, float]]:
    """Return (messages, mean confidence, accuracy) of each tenth of confidence that has any."""
    tenths: dict[int, list[Understood]] = {}
    for u in understood:
        # A confidence may lie a rounding error above 1 and still counts.
        tenth = min(max(math.ceil(u.confidence * BINS), 1), BINS)
        tenths.setdefault(tenth, []).append(u)
    return [
        (len(inside), sum(u.confidence for u in inside) / len(inside), accuracy(inside))
        for _, inside in sorted(tenths.items())
    ]


def calibration_error(understood: list[Understood]) -> float:
    """Return the expected calibration error: how far confidence and accuracy lie apart."""
    tenths = calibration(understood)
    return sum(n * abs(mean - right) for n, mean, right in tenths) / max(1, len(understood))


def entity_scores(understood: list[Understood]) -> dict[str, dict[str, float]]:
    """Return precision, recall, F1 and number wanted of each entity, and of `all`."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for u in understood:
        for counter, pairs in (
            (right, u.found & u.case.values),
            (found, u.found),
            (wanted, u.case.values),
        ):
            counter.update(entity for entity, _ in pairs)
            counter["all"] += len(pairs)
    return {
        entity: {
            "precision": right[entity] / found[entity] if found[entity] else 0.0,
            "recall": right[entity] / wanted[entity] if wanted[entity] else 0.0,
            "f1": 2 * right[entity] / (found[entity] + wanted[entity]),
            "wanted": wanted[entity],
        }
        for entity in sorted(found | wanted)
        if found[entity] + wanted[entity]
    }


def scope(understood: list[Understood]) -> dict[str, float]:
    """Return how many messages out of scope are seen as such, and real questions refused."""
    outside = [u for u in understood if u.case.intent == OUT_OF_SCOPE]
    inside = [u for u in understood if u.case.intent != OUT_OF_SCOPE]
    return {
        "recall": share(u.intent == OUT_OF_SCOPE for u in outside),
        "refused": share(u.intent == OUT_OF_SCOPE and not u.asked_back for u in inside),
    }


def confusions(understood: list[Understood]) -> list[tuple[str, str, list[str]]]:
    """Return (meant, understood, messages) of each confusion, the most frequent first."""
    messages: dict[tuple[str, str], list[str]] = {}
    for u in understood:
        if not u.right:
            messages.setdefault((u.case.intent, u.intent), []).append(u.case.text)
    ordered = sorted(messages.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(*pair, texts) for pair, texts in ordered]


def by(understood: list[Understood], key: str) -> dict[str, list[Understood]]:
    """Return the messages by `intent`, `language` or `style` of their case."""
    groups: dict[str, list[Understood]] = {}
    for u in understood:
        groups.setdefault(str(getattr(u.case, key)), []).append(u)
    return dict(sorted(groups.items()))
