"""Every guidance intent in both languages: asked, narrowed, continued, opened, and left again."""

import uuid
from typing import Any

import pytest
from httpx import AsyncClient

from bot.wording import wording
from tests.conversations.test_dialogues import HUMAN, check

QUESTIONS = {
    "find_training": ("missä voin opiskella", "where can I study"),
    "find_tet_placement": ("mist mä löydän tet paikan", "I am looking for a TET place"),
    "ask_tet_info": ("saako tetistä palkkaa", "do you get paid for TET"),
    "offer_tet_placement": ("haluamme ottaa tettiläisen", "our company wants to take a TET pupil"),
    "find_job": ("mistä löydän töitä", "where can I find a job"),
    "find_talent_service": (
        "palveluja kansainvälisille osaajille",
        "is there a mentoring programme for foreigners",
    ),
    "recruit_talent": (
        "haluamme palkata ulkomaalaisen koodarin",
        "we want to hire foreign specialists for our company",
    ),
    "start_business": ("miten perustan yrityksen", "how do I start a business"),
    "ask_relocation": ("miten saan verokortin", "how do I get a tax card"),
    "learn_language": ("suomen kurssi aloittelijoille", "Finnish course for beginners"),
    "recognise_skills": ("miten tunnustan ulkomaisen tutkinnon", "recognition of a foreign degree"),
    "improve_digital_skills": (
        "en osaa käyttää tietokonetta kunnolla",
        "I want to learn to use a computer",
    ),
    "explore_careers": ("mitä automaatioasentaja tekee", "what does an electrician do at work"),
    "get_career_guidance": (
        "en tiedä mitä tekisin peruskoulun jälkeen",
        "I don't know what career to choose",
    ),
    "get_life_support": ("jännitän ihmisiä enkä saa haettua töitä", "I feel lonely and anxious"),
    "ask_unemployment": ("jäin työttömäksi mitä teen", "I became unemployed, what should I do"),
    "find_student_work": (
        "harjoittelupaikka amk opiskelijalle",
        "internship for a university student",
    ),
    "ask_project": ("mitä hankkeita kaupungilla on", "what projects does the city have"),
    "find_event": ("onko rekrymessuja syksyllä", "are there any job fairs"),
    "ask_region": ("miksi muuttaa turkuun", "why should I move to Turku"),
    "get_teaching_resources": (
        "materiaalia opoille tekniikan aloista",
        "teaching materials about working life for my class",
    ),
    "contact_counsellor": ("haluan puhua ihmisen kanssa", "I want to talk to a person"),
}
NARROWER = {"fi": "Turussa", "en": "Turku"}
SWITCH = {
    "fi": ("could you please answer me in English from now on", "en"),
    "en": ("voisitko vastata minulle suomeksi kiitos", "fi"),
}
FOREIGN = {"fi": "mikä on huomenna sää oulussa", "en": "what is the weather like tomorrow in Oulu"}


class Talk:
    """One conversation; every reply passes the checks of all dialogues."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._sender = f"topic-{uuid.uuid4()}"
        self.buttons: dict[str, str] = {}

    async def say(self, message: str) -> tuple[str, list[dict[str, Any]]]:
        """Return the text and the cards of the answer."""
        body = {"sender": self._sender, "message": message, "metadata": {"notice_shown": True}}
        replies = (await self._client.post("/webhooks/rest/webhook", json=body)).json()
        self.buttons |= check({}, replies)
        cards = [card for reply in replies for card in reply.get("custom", {}).get("cards", ())]
        return "\n".join(reply["text"] for reply in replies), cards


def said(name: str, language: str) -> str:
    """Return the fixed beginning of a response."""
    return str(wording(language).responses[name][0]["text"]).split("{")[0].rstrip(": ")


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("intent", QUESTIONS)
async def test_topic(client: AsyncClient, intent: str, language: str) -> None:
    talk = Talk(client)
    question = QUESTIONS[intent][language == "en"]
    text, first = await talk.say(question)
    assert said(f"utter_{intent}", language) in text
    assert first
    assert all(card["why"] for card in first)

    text, narrowed = await talk.say(NARROWER[language])
    assert said(f"utter_{intent}_next", language) in text, "the topic is kept, nothing asked again"
    shown = {card["id"] for card in narrowed}

    text, more = await talk.say({"fi": "näytä lisää", "en": "show me more results"}[language])
    ended = said("utter_no_more", language) in text
    assert ended or more
    assert not shown & {card["id"] for card in more}, "more repeats nothing"

    opened = first[0]
    text, _ = await talk.say(opened["button"]["payload"])
    assert text.startswith(opened["title"])

    text, _ = await talk.say(FOREIGN[language])
    assert said("utter_out_of_scope", language) in text

    message, other = SWITCH[language]
    text, _ = await talk.say(message)
    assert wording(other).label("dialogue", "language_changed") in text

    _, people = await talk.say(talk.buttons[HUMAN[other]])
    assert any(card["id"].startswith("c-") for card in people)
