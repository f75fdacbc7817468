"""The report, its page and what is recorded of it, from hand-made readings."""

import json
import re
from pathlib import Path

import pytest

from bot.evaluation import page, recorded
from bot.evaluation.cases import Case
from bot.evaluation.figures import OUT_OF_SCOPE, Understood
from bot.evaluation.report import Readings, as_dictionary

NASTY = "<script>alert('hei')</script> & töitä?"


def reading(text: str, language: str, meant: str, got: str, style: str = "plain") -> Understood:
    case = Case(text, meant, style, language, {"municipality": ["turku"]})
    return Understood(case, got, 0.8, found=frozenset({("municipality", "turku")}))


PLAIN = [
    reading("töitä Turusta", "fi", "find_job", "find_job"),
    reading(NASTY, "fi", "find_job", "find_training", "colloquial"),
    reading("jobb i Åbo", "sv", "find_job", "find_job"),
    reading("vädret", "sv", OUT_OF_SCOPE, OUT_OF_SCOPE),
]
WORSE = [reading("a", "fi", "find_job", "find_training"), *PLAIN[1:]]


@pytest.fixture
def report() -> dict[str, object]:
    readings = Readings(
        PLAIN, [10.0, 10.0, 10.0, 30.0], {"Words": 45.0}, {"capitals": WORSE}, [*PLAIN, *PLAIN]
    )
    set_ = {"hash": "0123", "messages": 4, "intents": 3}
    return {"model": "aura-1", "development_set": set_, **as_dictionary(readings)}


def test_the_report_counts_by_language_intent_and_style(report: dict) -> None:
    languages = report["languages"]
    assert [languages[name]["accuracy"] for name in ("all", "fi", "sv")] == [0.75, 0.5, 1.0]
    assert languages["fi"]["styles"]["colloquial"] == {"messages": 1, "accuracy": 0.0}
    assert report["intents"]["find_job"]["languages"] == {"fi": 0.5, "sv": 1.0}
    assert report["confusions"] == [
        {"meant": "find_job", "understood": "find_training", "messages": [NASTY]}
    ]
    assert languages["all"]["entities"]["all"]["f1"] == 1
    assert report["cross_validation"]["sv"] == {"messages": 4, "accuracy": 1.0}


def test_robustness_is_the_points_that_a_distortion_costs(report: dict) -> None:
    capitals = report["robustness"]["capitals"]
    assert capitals["fi"] == {"accuracy": 0.0, "points_lost": 50.0}
    assert capitals["sv"]["points_lost"] == 0


def test_times_are_shared_out_among_the_components(report: dict) -> None:
    times = report["milliseconds"]
    assert times["p50"] == 10
    assert times["components"]["Words"] == {"mean": 11.25, "share": 0.75}
    assert times["components"]["the rest"]["share"] == 0.25


def test_the_report_can_be_written_as_json(report: dict) -> None:
    assert json.loads(json.dumps(report)) == report


def test_the_page_shows_messages_as_text_and_runs_and_fetches_nothing(report: dict) -> None:
    html = page.render(report)
    assert "&lt;script&gt;alert(&#39;hei&#39;)&lt;/script&gt; &amp; töitä?" in html
    assert "<script" not in html
    assert "src=" not in html
    assert "@import" not in html
    assert html.count("<svg") == html.count('<figure role="img" aria-label=') == 3


def test_the_plots_take_the_colours_of_the_page(report: dict) -> None:
    html = page.render(report)
    assert "currentColor" in html
    assert "#010203" not in html
    drawn = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))
    assert "#ffffff" not in drawn  # a white ground would shine in the dark
    assert "#000000" not in drawn
    assert "prefers-color-scheme: dark" in html


def test_names_inside_the_page_are_unique(report: dict) -> None:
    names = re.findall(r'\bid="([^"]+)"', page.render(report))
    assert len(names) == len(set(names))


def test_the_page_does_without_what_was_not_measured() -> None:
    set_ = {"hash": "0123", "messages": 4, "intents": 3}
    short = {"model": "m", "development_set": set_, **as_dictionary(Readings(PLAIN))}
    html = page.render(short)
    assert "Robustness" not in html
    assert "cross-validated" not in html


def test_what_is_recorded_is_read_back(report: dict, tmp_path: Path) -> None:
    file = tmp_path / "recorded.yml"
    recorded.write(report, file)
    assert recorded.read(file) == recorded.figures(report)
    assert recorded.read(file)["accuracy_fi"] == 0.5
    assert recorded.read(file)["development_set"] == "0123"


BEFORE = {"development_set": "0123", "accuracy_fi": 0.94, "refused": 0.02}


@pytest.mark.parametrize(
    ("now", "problems"),
    [
        ({}, []),
        ({"accuracy_fi": 0.93}, []),
        ({"accuracy_fi": 0.99, "refused": 0.0}, []),
        ({"accuracy_fi": 0.9299}, ["accuracy_fi was 0.94 and is 0.9299"]),
        ({"refused": 0.0301}, ["refused was 0.02 and is 0.0301"]),
    ],
)
def test_more_than_a_point_worse_is_a_problem(now: dict, problems: list[str]) -> None:
    assert recorded.shortfalls(BEFORE, BEFORE | now) == problems


def test_another_development_set_is_a_problem() -> None:
    (problem,) = recorded.shortfalls(BEFORE, BEFORE | {"development_set": "4567"})
    assert "development set" in problem


def test_a_figure_that_is_not_measured_any_more_is_a_problem() -> None:
    (problem,) = recorded.shortfalls(BEFORE, {"development_set": "0123", "refused": 0.02})
    assert problem.startswith("accuracy_fi")
