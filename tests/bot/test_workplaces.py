"""Kinds of workplaces: named in any language, in any inflection, and by the rows themselves."""

import pytest

from bot.actions.workplaces import workplaces
from bot.wording import languages, wording


@pytest.mark.parametrize("language", languages())
def test_each_name_of_a_kind_is_read_back(language: str) -> None:
    """A search is remembered by these names, so they must name their own kind and no other."""
    for kind, name in wording(language).labels["workplace"].items():
        assert workplaces(name) == (kind,)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("oon ysil ja etsin tettii jostai kirjastosta salosta", ("library",)),
        ("can I do my tet at a vet in raisio?", ("vet",)),
        ("prao på ett stall eller en djurklinik", ("stable", "vet")),
        ("tet ruokakaupassa", ("shop_grocery",)),
        ("vet inte", ()),
        ("I am a veteran", ()),
        ("mist mä löydän tet paikan", ()),
    ],
)
def test_what_a_message_names(text: str, kinds: tuple[str, ...]) -> None:
    assert workplaces(text) == kinds
