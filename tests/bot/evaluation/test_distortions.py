"""Distorted messages: the same in every run, and distorted indeed."""

import pytest

from bot.evaluation import cases
from bot.evaluation.cases import Case
from bot.evaluation.distortions import DISTORTIONS, distorted, plain_letters, slip


def case(text: str, language: str = "fi") -> Case:
    return Case(text, "find_training", "plain", language)


@pytest.mark.parametrize("name", DISTORTIONS)
def test_a_distortion_is_the_same_in_every_run(name: str) -> None:
    development = cases.read()
    assert distorted(development, name) == distorted(development, name)


@pytest.mark.parametrize("name", DISTORTIONS)
def test_a_distortion_leaves_the_meaning(name: str) -> None:
    before = case("Mistä löydän töitä Turusta")
    (after,) = distorted([before], name)
    assert after.text != before.text
    assert (after.intent, after.language, after.style) == ("find_training", "fi", "plain")


def test_a_slip_changes_one_word_and_by_one_letter_at_most() -> None:
    before = "haluaisin opiskella sairaanhoitajaksi Salossa"
    after = slip(case(before))
    changed = [
        (one, other)
        for one, other in zip(before.split(), after.split(), strict=True)
        if one != other
    ]
    assert len(changed) == 1
    assert abs(len(changed[0][0]) - len(changed[0][1])) <= 1


def test_two_equal_letters_swapped_are_no_slip() -> None:
    for word in ("aaaa", "lllll", "oooooo"):
        assert slip(case(word)) != word


def test_a_message_of_short_words_stays_as_it_is() -> None:
    assert slip(case("no ei se oo")) == "no ei se oo"


def test_letters_lose_their_marks_and_nothing_else() -> None:
    assert plain_letters(case("Åbo, työ & šakki!")) == "Abo, tyo & sakki!"


def test_manners_are_those_of_the_language_and_unknown_ones_have_none() -> None:
    assert "Tack" in distorted([case("jobb?", "sv")], "politeness added")[0].text
    assert distorted([case("jobb?", "xx")], "politeness added")[0].text == "jobb?"
