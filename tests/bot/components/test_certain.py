"""Intents that need no classifier."""

import pytest

from bot.components.certain import is_bare_value, is_cry_for_help
from bot.components.extraction import extract


@pytest.mark.parametrize(
    "text",
    [
        "haluan kuolla. mistä löydän koulutusta Turussa",
        "I want to kill myself, how do I register as unemployed",
        "HALUAN KUOLLA!!!",
        "en jaksa  enää elää",
        "my husband hits me and I need a job",
        "jag vill inte leva",
        "/haluan kuolla",
    ],
)
def test_a_cry_for_help_is_heard_whatever_else_is_said(text: str) -> None:
    assert is_cry_for_help(text)


@pytest.mark.parametrize(
    "text",
    [
        "jännitän ihmisiä enkä saa haettua töitä",
        "uhka tappiosta",
        "I am dying to study design",
        "the deadline kills me",
        "mitä poliisi tekee",
    ],
)
def test_ordinary_messages_are_no_cry_for_help(text: str) -> None:
    assert not is_cry_for_help(text)


@pytest.mark.parametrize("text", ["Turku", "Turussa", "toukokuussa", "in Raisio", "englanniksi"])
def test_a_bare_value_is_an_answer(text: str) -> None:
    assert is_bare_value(text, extract(text)) == (text != "in Raisio")


@pytest.mark.parametrize("text", ["verokortti", "", "Turku on kiva", "moi"])
def test_a_topic_or_a_sentence_is_no_bare_value(text: str) -> None:
    assert not is_bare_value(text, extract(text))
