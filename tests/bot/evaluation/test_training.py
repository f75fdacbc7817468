"""Near-duplicates among training messages, and what is read as a training message."""

from pathlib import Path

import numpy as np
import pytest

from bot.encoder import Encoder
from bot.evaluation import training
from bot.evaluation.cases import Case

# Among messages about other things, as the likeness is seen from their mean.
OTHERS = (
    "mistä saan verokortin kun muutan Suomeen",
    "onko Raisiossa vapaita siivoojan paikkoja",
    "haluaisin perustaa oman kahvilan Naantaliin",
    "milloin seuraava yrittäjyysilta järjestetään",
    "minua väsyttää eikä opiskelusta tule mitään",
    "kuka auttaa ansioluettelon kirjoittamisessa",
)
NURSE = "missä voin opiskella lähihoitajaksi iltaisin"


def near(*texts: str, language: str = "fi") -> list[tuple[str, str]]:
    cases = [Case(text, "any", "any", language) for text in (*OTHERS, *texts)]
    return [(one.text, other.text) for _, one, other in training.check(cases)]


@pytest.mark.parametrize(
    "twin",
    [
        "Missä voin opiskella lähihoitajaksi iltaisin?",
        "lähihoitajaksi iltaisin missä voin opiskella",
        "MISSÄ VOIN OPISKELLA LÄHIHOITAJAKSI ILTAISIN",
    ],
)
def test_nearly_the_same_message_is_found(twin: str) -> None:
    assert near(NURSE, twin) == [(NURSE, twin)]


def test_another_question_about_the_same_is_no_duplicate() -> None:
    assert near(NURSE, "paljonko lähihoitajan opinnot maksavat aikuiselle") == []


def test_short_messages_are_alike_by_nature() -> None:
    assert near("kiitos sinulle paljon", "Kiitos sinulle paljon!") == []


def test_languages_are_not_compared_with_each_other() -> None:
    one, other = (Case("hello how are you", "any", "any", code) for code in ("en", "sv"))
    assert training.check([one, other]) == []


def test_duplicates_far_apart_in_a_long_list_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "BLOCK", 3)
    assert sorted(near(NURSE, *OTHERS[::-1])) == sorted((text, text) for text in OTHERS)


def test_nothing_has_no_duplicates() -> None:
    assert training.check([]) == []


def test_a_word_mean_does_not_depend_on_the_texts_beside_it() -> None:
    alone, together = Encoder.word_means([NURSE]), Encoder.word_means([*OTHERS, NURSE, ""])
    assert together.dtype == np.float32
    assert together.shape == (len(OTHERS) + 2, alone.shape[1])
    assert np.allclose(alone[0], together[len(OTHERS)], atol=1e-6)
    assert Encoder.word_means([]).shape == (0, alone.shape[1])


def test_a_file_without_messages_is_read_as_none(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "empty.yml").write_text("# find_job: 60 messages\n")
    (folder / "none.yml").write_text('version: "3.1"\nnlu: []\n')
    (folder / "jobs.yml").write_text(
        "nlu:\n- intent: find_job\n  examples: |\n    - work - where?\n    - jobs\n"
    )
    assert training.read(tmp_path) == [
        Case("work - where?", "find_job", "jobs", "xx"),
        Case("jobs", "find_job", "jobs", "xx"),
    ]
