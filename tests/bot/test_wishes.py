"""Two wishes in one message, and stories that are one wish."""

from typing import Any

import pytest
from httpx import AsyncClient

from bot.wishes import Wish, asks, different, forms_last, parts
from bot.wording import wording

GUIDANCE = {"ask_relocation", "find_training", "learn_language", "find_tet_placement"}


def wish(text: str, intent: str, confidence: float = 0.9, *topics: str) -> Wish:
    """A part of a message, understood as `intent` with relocation topics."""
    entities = [{"entity": "relocation_topic", "value": topic} for topic in topics]
    parse: dict[str, Any] = {
        "intent": {"name": intent, "confidence": confidence},
        "entities": entities,
    }
    return Wish(text, parse)


def test_sentences_are_cut_before_clauses() -> None:
    text = "Miten saan verokortin? Entä missä opiskelen suomea ja ruotsia?"
    sentences = ["Miten saan verokortin?", "missä opiskelen suomea ja ruotsia?"]
    assert next(iter(parts(text))) == sentences


@pytest.mark.parametrize("text", ["verokortti", "moi ja kiitos", "Turku, Raisio"])
def test_few_words_are_never_cut(text: str) -> None:
    assert list(parts(text)) == []


def test_a_statement_about_oneself_is_no_wish() -> None:
    assert not asks("olen työtön")
    assert list(parts("olen työtön ja haluan opiskella hitsaajaksi")) == []


def test_a_question_needs_less_certainty_than_a_clause() -> None:
    assert wish("where can I learn Swedish?", "learn_language", 0.5).stands_alone(GUIDANCE)
    assert not wish("I want Swedish", "learn_language", 0.5).stands_alone(GUIDANCE)


def test_a_topic_of_relocation_is_a_wish_whatever_the_intent() -> None:
    assert wish("mistä löydän asunnon?", "nlu_fallback", 0.3, "housing").stands_alone(GUIDANCE)


@pytest.mark.parametrize("text", ["mut en tiiä mitä sanoa?", "do you get paid for it?"])
def test_what_adds_to_the_wish_before_is_none_of_its_own(text: str) -> None:
    assert not asks(text)


def test_a_question_without_a_topic_is_about_the_one_before() -> None:
    card = wish("how do I get a tax card", "ask_relocation", 0.9, "tax_card")
    papers = wish("what papers do I need?", "ask_relocation")
    flat = wish("where do I find a flat?", "ask_relocation", 0.9, "housing")
    assert different([card, papers, flat]) == [card, flat]


def test_the_question_of_a_form_comes_last() -> None:
    tet, study = wish("I need TET", "find_tet_placement"), wish("I study", "find_training")
    assert forms_last([tet, study]) == [study, tet]


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("mistä saan verokortin ja missä voin opiskella suomea?", True),
        ("haluan opiskella lähihoitajaksi ja tarvitsen apua cv:n tekoon", True),
        ("where do I get a tax card, and is there a Finnish course?", True),
        ("How do I register my address? And where can I find a flat?", True),
        ("var får jag skattekort och finns det kurser i finska?", True),
        ("olen työtön ja haluan opiskella hitsaajaksi", False),
        ("missä voin opiskella kokiksi ja paljonko se maksaa?", False),
        ("haluan oppia suomea ja tutustua ihmisiin", False),
        ("Mikä on TET? Saako siitä palkkaa?", False),
        ("I am a nurse from the Philippines and I want to work in Finland", False),
        ("How do I get a tax card and what papers do I need?", False),
        ("I'm in 9th grade and looking for a TET place at a vet", False),
        ("jag är arbetslös och vill studera till svetsare", False),
    ],
)
async def test_the_real_model_answers_two_wishes_and_splits_no_story(
    client: AsyncClient, text: str, two: bool
) -> None:
    body = {"sender": f"wishes-{text}", "message": text, "metadata": {}}
    replies = (await client.post("/webhooks/rest/webhook", json=body)).json()
    between = wording(replies[-1]["language"]).label("dialogue", "second_wish")
    assert (between in [reply["text"] for reply in replies]) == two
