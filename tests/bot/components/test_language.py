"""Which language a message is in, and when a conversation changes it."""

from collections.abc import Iterator

import pytest

from bot.components import language as component
from bot.components.language import identify, is_foreign
from bot.wording import Wording


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


@pytest.fixture
def with_somali(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A live language that the detector does not know."""
    monkeypatch.setattr(component, "LANGUAGES", (*component.LANGUAGES, "so"))
    component._undetected.cache_clear()
    yield
    component._undetected.cache_clear()


@pytest.mark.usefixtures("with_somali")
def test_a_language_that_the_detector_does_not_know_is_kept_once_chosen() -> None:
    assert identify("waxaan rabaa inaan barto luqadda", "so") == "so"
    assert identify("where can I learn some Finnish in the evening", "so") == "en"
    assert identify("waxaan rabaa inaan barto luqadda") != "so"
    assert not is_foreign("waxaan rabaa inaan barto luqadda", "so")
    assert is_foreign("як мені знайти роботу в Турку", "so")


def test_words_that_the_detector_does_not_know_are_foreign() -> None:
    assert is_foreign("waxaan rabaa inaan barto luqadda")


def test_the_script_of_a_language_of_ours_is_not_foreign(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_foreign("шукаю роботу")
    names = {"uk": "українська"}
    monkeypatch.setattr(component, "LANGUAGES", (*component.LANGUAGES, "uk"))
    monkeypatch.setattr(component, "wording", lambda code: _named(names.get(code, "suomi")))
    component._scripts.cache_clear()
    component._is_our_letter.cache_clear()
    assert not is_foreign("шукаю роботу")
    assert is_foreign("أبحث عن عمل")
    component._scripts.cache_clear()
    component._is_our_letter.cache_clear()


def _named(own_name: str) -> Wording:
    wording = Wording.__new__(Wording)
    wording.labels = {"language": {"own_name": own_name}}
    return wording
