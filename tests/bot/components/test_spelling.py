"""Slips and missing marks are undone, words of other people are left alone."""

from pathlib import Path

import pytest

from bot.components.spelling import Spelling

MESSAGES = {
    "fi": ["mistä löydän koulutus paikan", "etsin koulutus töiden ohessa", "hyvä koulutus iltaisin"]
    * 3,
    "sv": ["var finns en utbildning för mig", "jag vill börja en utbildning i Åbo"] * 3,
}


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    texts = [text for messages in MESSAGES.values() for text in messages]
    languages = [language for language, messages in MESSAGES.items() for _ in messages]
    return Spelling.learn(texts, languages)


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("fi", "mistä löydän koulututs", "mistä löydän koulutus"),
        ("fi", "mista loydan", "mistä löydän"),
        ("fi", "toiden ohesa", "töiden ohessa"),
        ("sv", "utbildnig for mig i Abo", "utbildning för mig i åbo"),
    ],
)
def test_a_slip_is_undone(spelling: Spelling, language: str, typed: str, meant: str) -> None:
    assert spelling.restore(typed, language) == meant


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Hitsaaja, sorvaaja ja IT-tuki!"),
        ("sv", "paikan"),  # a word of another language is known, not misspelt
        ("xx", "koulututs"),
    ],
)
def test_what_is_no_slip_is_left_as_it_is(spelling: Spelling, language: str, text: str) -> None:
    assert spelling.restore(text, language) == text


def test_what_is_saved_is_read_back(spelling: Spelling, tmp_path: Path) -> None:
    spelling.save(tmp_path)
    assert Spelling.read(tmp_path).restore("koulututs", "fi") == "koulutus"
