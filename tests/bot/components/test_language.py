"""Which language a message is in, and when a conversation changes it."""

import pytest

from bot.components.language import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Etsin lähihoitajakoulutusta Turussa", "fi"),
        ("where do I get a tax card", "en"),
        ("jag vill studera på svenska", "sv"),
        ("moi", "fi"),
        ("mist mä löydän tet paikan", "fi"),
        ("", "fi"),
        ("🙂", "fi"),
    ],
)
def test_a_first_message_tells_the_language(text: str, language: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize("text", ["ok", "visa", "TET", "moi", "Turku", "tax card", "asdfgh", "👍"])
@pytest.mark.parametrize("previous", ["fi", "en", "sv"])
def test_one_or_two_words_never_switch(text: str, previous: str) -> None:
    assert identify(text, previous) == previous


def test_a_place_name_does_not_switch() -> None:
    assert identify("TE office Turku", "en") == "en"


@pytest.mark.parametrize(
    ("text", "previous", "language"),
    [("what about Raisio", "fi", "en"), ("entä Raisiossa sitten", "en", "fi")],
)
def test_a_clear_sentence_switches(text: str, previous: str, language: str) -> None:
    assert identify(text, previous) == language
