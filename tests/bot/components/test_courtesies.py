"""Courtesies around a message do not hide what it says."""

import pytest

from bot.components.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Hei, anteeksi että häiritsen. Mistä saan verokortin? Kiitos jo etukäteen!",
            "Mistä saan verokortin?",
        ),
        ("Hej! Hur får jag ett jobb? Tack på förhand 🙏", "Hur får jag ett jobb?"),
        (
            "hello, sorry to bother you, where is my tax card thanks",
            "where is my tax card",
        ),
        ("MISTÄ SAAN VEROKORTIN", "mistä saan verokortin"),
        ("Hei! Verokortti", "Verokortti"),
    ],
)
def test_a_question_is_left_alone_with_itself(text: str, left: str) -> None:
    assert without_courtesies(text).strip("? ") == left.strip("? ")


@pytest.mark.parametrize(
    "text",
    ["no thanks", "Hei!", "hi there", "kiitos paljon, tosi hyvä apu", "tack", "heinäkuussa kurssi"],
)
def test_what_says_nothing_else_stays_whole(text: str) -> None:
    assert without_courtesies(text) == text
