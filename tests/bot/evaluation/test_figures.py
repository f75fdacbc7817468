"""The figures of the report, on messages few enough to count by hand."""

import pytest

from bot.evaluation import figures
from bot.evaluation.cases import Case
from bot.evaluation.figures import OUT_OF_SCOPE, Understood


def read(
    meant: str,
    got: str,
    confidence: float = 0.9,
    asked_back: bool = False,
    named: dict[str, list[str]] | None = None,
    found: tuple[tuple[str, str], ...] = (),
    language: str = "fi",
) -> Understood:
    case = Case(f"{meant} as {got}", meant, "plain", language, named or {})
    return Understood(case, got, confidence, asked_back, frozenset(found))


def test_accuracy_is_the_share_of_right_intents() -> None:
    understood = [read("a", "a"), read("a", "b"), read("b", "b"), read("b", "b")]
    assert figures.accuracy(understood) == 0.75
    assert figures.accuracy([]) == 0


def test_accuracy_when_sure_leaves_out_what_is_asked_back() -> None:
    understood = [read("a", "a"), read("a", "b", asked_back=True), read("b", "a"), read("b", "b")]
    assert figures.asked_back(understood) == 0.25
    assert figures.right_when_sure(understood) == pytest.approx(2 / 3)


def test_calibration_error_is_the_weighted_distance_of_confidence_and_accuracy() -> None:
    sure = [read("a", "a", 0.95), read("a", "b", 0.95)]  # 0.95 said, 0.5 reached
    unsure = [read("a", "a", 0.25), read("a", "b", 0.25)]  # 0.25 said, 0.5 reached
    assert figures.calibration(sure + unsure) == [
        (2, pytest.approx(0.25), 0.5),
        (2, pytest.approx(0.95), 0.5),
    ]
    assert figures.calibration_error(sure + unsure) == pytest.approx(0.5 * 0.45 + 0.5 * 0.25)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 1.0000001])
def test_every_confidence_is_in_a_tenth(confidence: float) -> None:
    assert figures.calibration([read("a", "a", confidence)]) == [(1, confidence, 1.0)]


def test_no_messages_have_no_calibration_error() -> None:
    assert figures.calibration_error([]) == 0


def test_entities_count_by_name_and_value() -> None:
    turku, salo = ("municipality", "turku"), ("municipality", "salo")
    nurse = ("occupation", "practical-nurse")
    understood = [
        read("a", "a", named={"municipality": ["turku"]}, found=(turku,)),
        read("a", "a", named={"municipality": ["turku"]}, found=(salo,)),
        read("a", "a", named={"occupation": ["practical-nurse"]}),
        read("a", "a", found=(nurse,)),
    ]
    scores = figures.entity_scores(understood)
    assert scores["municipality"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "wanted": 2}
    assert scores["occupation"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "wanted": 1}
    assert scores["all"]["f1"] == pytest.approx(2 / 6)
    assert figures.entity_scores([read("a", "a")]) == {}


def test_scope_counts_what_is_seen_outside_and_what_is_refused_inside() -> None:
    understood = [
        read(OUT_OF_SCOPE, OUT_OF_SCOPE),
        read(OUT_OF_SCOPE, "a"),
        read("a", OUT_OF_SCOPE),
        read("a", OUT_OF_SCOPE, asked_back=True),  # asked, so not refused
        read("a", "a"),
        read("b", "a"),
    ]
    assert figures.scope(understood) == {"recall": 0.5, "refused": 0.25}


def test_confusions_hold_the_messages_and_the_most_frequent_comes_first() -> None:
    understood = [read("a", "a"), read("a", "b"), read("b", "c"), read("b", "c")]
    assert figures.confusions(understood) == [
        ("b", "c", ["b as c", "b as c"]),
        ("a", "b", ["a as b"]),
    ]


def test_messages_are_grouped_by_what_their_case_says() -> None:
    understood = [read("a", "a", language="sv"), read("b", "b"), read("a", "b")]
    assert {name: len(of) for name, of in figures.by(understood, "language").items()} == {
        "fi": 2,
        "sv": 1,
    }
