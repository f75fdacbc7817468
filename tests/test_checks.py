"""The checks of `make check` see what they are meant to see."""

from pathlib import Path

import pytest

from tests import checks


def test_the_files_as_they_are_have_no_problems() -> None:
    assert [*checks.taxonomy_problems(), *checks.parity_problems()] == []
    assert list(checks.rule_problems()) == []
    assert list(checks.look_up_problems()) == []
    assert list(checks.training_problems()) == []


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the checked files that a test may break."""
    import shutil

    for name in ("domain.yml", "docs/taxonomy.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(checks.ROOT / name, tmp_path / name)
    for name in ("bot/responses", "bot/data/nlu", "tests/nlu"):
        shutil.copytree(checks.ROOT / name, tmp_path / name)
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    return tmp_path


def test_an_intent_outside_the_taxonomy_is_seen(copy: Path) -> None:
    domain = copy / "domain.yml"
    domain.write_text(domain.read_text().replace("  - find_job\n", "  - find_work\n"))
    problems = list(checks.taxonomy_problems())
    assert "domain.yml: intent find_work is not in the taxonomy" in problems
    assert "domain.yml: intent find_job is missing" in problems


def test_a_response_that_one_language_lacks_is_seen(copy: Path) -> None:
    path = copy / "bot/responses/fi/business.yml"
    path.write_text(path.read_text().replace("utter_start_business:", "utter_other:"))
    assert "bot/responses/fi: responses.utter_start_business is missing" in list(
        checks.parity_problems()
    )


def test_a_placeholder_that_differs_is_seen(copy: Path) -> None:
    path = copy / "bot/responses/en/results.yml"
    path.write_text(path.read_text().replace("{missing}", "{mising}"))
    assert any("responses.utter_widened" in problem for problem in checks.parity_problems())


def test_a_message_with_two_meanings_is_seen(copy: Path) -> None:
    for intent, name in (("start_business", "business"), ("find_event", "events")):
        path = copy / f"bot/data/nlu/en/{name}.yml"
        text = path.read_text()
        path.write_text(text.rstrip("\n") + "\n    - purple elephants dance\n")
        assert intent in text
    assert any("'purple elephants dance' is both" in p for p in checks.training_problems())


def test_a_development_message_in_the_training_data_is_seen(copy: Path) -> None:
    message = next(m for m in checks.development_messages("en") if len(m.split()) > 3)
    path = copy / "bot/data/nlu/en/business.yml"
    path.write_text(path.read_text().rstrip("\n") + f"\n    - {message.upper()}\n")
    assert any("is also a training message" in p for p in checks.training_problems())


def test_a_message_that_nearly_stands_there_already_is_seen(copy: Path) -> None:
    path = copy / "bot/data/nlu/en/business.yml"
    twins = "    - purple elephants dance on my roof\n    - Purple elephants dance on my roof!\n"
    path.write_text(path.read_text().rstrip("\n") + "\n" + twins)
    assert any("is nearly 'Purple elephants" in p for p in checks.training_problems())
