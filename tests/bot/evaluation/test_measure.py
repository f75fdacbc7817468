"""What the components take is measured at the loaded graph, which is as before afterwards."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.evaluation import folds
from bot.evaluation.cases import Case, as_found
from bot.evaluation.measure import timed, understand


class Node:
    """A component in a graph, as Rasa's runner calls it."""

    _component_class = dict

    def __call__(self, *inputs: Any) -> str:
        return "done"


class FakeAssistant:
    """Reads every message as a wish for work, without Rasa."""

    def __init__(self) -> None:
        self.nodes: dict[str, Any] = {"one": Node(), "other": Node()}
        runner = SimpleNamespace(_instantiated_nodes=self.nodes)
        self._processor = SimpleNamespace(graph_runner=runner)

    async def parse(self, text: str) -> dict[str, Any]:
        return {
            "intent": {"name": "find_job", "confidence": 0.7},
            "fallback": False,
            "entities": [{"entity": "period", "value": {"start": "2026-01-01"}}],
        }


def test_components_are_timed_by_class_and_the_graph_is_left_as_it_was() -> None:
    assistant = FakeAssistant()
    before = dict(assistant.nodes)
    with timed(assistant) as milliseconds:
        assert [node() for node in assistant.nodes.values()] == ["done", "done"]
    assert assistant.nodes == before
    assert list(milliseconds) == ["dict"]
    assert milliseconds["dict"] >= 0


def test_an_error_leaves_the_graph_as_it_was_too() -> None:
    assistant = FakeAssistant()
    before = dict(assistant.nodes)
    with pytest.raises(RuntimeError), timed(assistant):
        raise RuntimeError
    assert assistant.nodes == before


def test_each_case_is_read_timed_and_told() -> None:
    cases = [Case("töitä", "find_job", "plain", "fi", {"period": ["present"]})] * 2
    told: list[int] = []
    understood, milliseconds = understand(FakeAssistant(), cases, told.append)
    assert told == [1, 2]
    assert len(milliseconds) == 2
    assert understood[0].right
    assert understood[0].found == cases[0].values


def test_a_period_counts_by_its_presence() -> None:
    entities = [{"entity": "period", "value": {"start": "x"}}, {"entity": "n", "value": 2}]
    assert as_found(entities) == {("period", "present"), ("n", "2")}


def test_the_classifier_is_cross_validated_with_its_own_settings() -> None:
    settings = folds.classifier_settings()
    assert {"layers", "C", "temperature"} <= settings.keys()


def test_every_message_is_read_once_by_a_model_that_has_not_seen_it() -> None:
    import numpy as np

    words = {"job": ("work", "vacancy"), "school": ("study", "course"), "move": ("home", "flat")}
    cases = [
        Case(f"{word} {number}", intent, "plain", "en")
        for intent, some in words.items()
        for word in some
        for number in range(10)
    ]
    vectors = np.random.default_rng(0).normal(size=(len(cases), 40)).astype(np.float32)
    told: list[int] = []
    understood = folds.cross_validate(cases, vectors, 0.5, 6.5, told.append)
    assert sorted(u.case.text for u in understood) == sorted(case.text for case in cases)
    assert sum(u.right for u in understood) == len(cases)
    assert told == [1, 2, 3, 4, 5]
