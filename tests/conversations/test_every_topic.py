"""Every guidance intent in every language: asked, narrowed, continued, opened, and left again."""

import uuid
from typing import Any

import pytest
from httpx import AsyncClient

from bot.wording import wording
from tests.conversations.test_dialogues import check

LANGUAGES = ("fi", "en", "sv")
# By intent, in the order of LANGUAGES.
QUESTIONS = {
    "find_training": (
        "missä voin opiskella it-alaa",
        "where can I study IT",
        "vilka yrkesutbildningar finns det",
    ),
    "find_tet_placement": (
        "mist mä löydän tet paikan",
        "I am looking for a TET place",
        "jag söker en praoplats",
    ),
    "ask_tet_info": ("saako tetistä palkkaa", "do you get paid for TET", "får man lön på prao"),
    "offer_tet_placement": (
        "miten voimme ottaa tettiläisen",
        "how can our company take a TET pupil",
        "hur kan vårt företag ta emot en praoelev",
    ),
    "find_job": ("mistä löydän töitä", "where can I find a job", "var hittar jag jobb"),
    "find_talent_service": (
        "palveluja kansainvälisille osaajille",
        "is there a mentoring programme for foreigners",
        "finns det mentorer för utländska proffs",
    ),
    "recruit_talent": (
        "haluamme palkata ulkomaalaisen koodarin",
        "we want to hire foreign specialists for our company",
        "vi vill anställa en kodare från utlandet",
    ),
    "start_business": (
        "miten perustan yrityksen",
        "how do I start a business",
        "hur startar jag eget företag",
    ),
    "ask_relocation": (
        "miten saan verokortin",
        "how do I get a tax card",
        "hur får jag skattekort",
    ),
    "learn_language": (
        "suomen kurssi aloittelijoille",
        "Finnish course for beginners",
        "finskakurs för nybörjare",
    ),
    "recognise_skills": (
        "miten tunnustan ulkomaisen tutkinnon",
        "recognition of a foreign degree",
        "erkännande av en utländsk examen",
    ),
    "improve_digital_skills": (
        "en osaa käyttää tietokonetta kunnolla",
        "I want to learn to use a computer",
        "jag kan inte använda datorn ordentligt",
    ),
    "explore_careers": (
        "mitä automaatioasentaja tekee",
        "what does an electrician do at work",
        "vad gör en elmontör på jobbet",
    ),
    "get_career_guidance": (
        "en tiedä mitä tekisin peruskoulun jälkeen",
        "I don't know what career to choose",
        "jag vet inte vad jag ska göra efter nian",
    ),
    "get_life_support": (
        "olen yksinäinen ja minua ahdistaa",
        "I feel lonely and anxious",
        "jag känner mig ensam och orkar inte söka jobb",
    ),
    "ask_unemployment": (
        "paljonko työttömyyspäivärahaa saa Kelasta",
        "how much unemployment benefit can I get from Kela",
        "hur stor är arbetslöshetsförmånen från FPA",
    ),
    "find_student_work": (
        "harjoittelupaikka amk opiskelijalle",
        "internship for a university student",
        "praktikplats för yrkeshögskolestuderande",
    ),
    "ask_project": (
        "mitä hankkeita kaupungilla on",
        "what projects does the city have",
        "vilka projekt har staden",
    ),
    "find_event": (
        "onko rekrymessuja syksyllä",
        "are there any job fairs",
        "ordnas det rekryteringsmässor i höst",
    ),
    "ask_region": (
        "miksi muuttaa turkuun",
        "why should I move to Turku",
        "varför ska man flytta till Åbo",
    ),
    "get_teaching_resources": (
        "materiaalia opoille tekniikan aloista",
        "teaching materials about working life for my class",
        "material om tekniska branscher för studiehandledare",
    ),
    "contact_counsellor": (
        "haluan puhua ihmisen kanssa",
        "I want to talk to a person",
        "jag vill prata med en människa",
    ),
}
NARROWER = {"fi": "Turussa", "en": "Turku", "sv": "i Åbo"}
SKIP = {"fi": "ihan sama", "en": "doesn't matter", "sv": "spelar ingen roll"}
MORE = {"fi": "näytä lisää", "en": "show me more results", "sv": "visa fler alternativ"}
SWITCH = {
    "fi": ("could you please answer me in English from now on", "en"),
    "en": ("kan du svara mig på svenska från och med nu", "sv"),
    "sv": ("voisitko vastata minulle suomeksi kiitos", "fi"),
}
WEATHER = {
    "fi": "mikä on huomenna sää oulussa",
    "en": "what is the weather like tomorrow in Oulu",
    "sv": "hur blir vädret i Uleåborg i morgon",
}


class Talk:
    """One conversation; every reply passes the checks of all dialogues."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._sender = f"topic-{uuid.uuid4()}"
        self.buttons: dict[str, str] = {}
        self.asked = False

    async def say(self, message: str) -> tuple[str, list[dict[str, Any]]]:
        """Return the text and the cards of the answer."""
        body = {"sender": self._sender, "message": message, "metadata": {"notice_shown": True}}
        replies = (await self._client.post("/webhooks/rest/webhook", json=body)).json()
        self.buttons |= check({}, replies)
        self.asked = any("asks" in reply.get("custom", {}) for reply in replies)
        cards = [card for reply in replies for card in reply.get("custom", {}).get("cards", ())]
        return "\n".join(reply["text"] for reply in replies), cards


def said(name: str, language: str) -> str:
    """Return the fixed beginning of a response."""
    return str(wording(language).responses[name][0]["text"]).split("{")[0].rstrip(": ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("intent", QUESTIONS)
async def test_topic(client: AsyncClient, intent: str, language: str) -> None:
    talk = Talk(client)
    question = QUESTIONS[intent][LANGUAGES.index(language)]
    text, first = await talk.say(question)
    while talk.asked:  # a search asks before it answers
        text, first = await talk.say(SKIP[language])
    assert said(f"utter_{intent}", language) in text
    assert first
    assert all(card["why"] for card in first)

    text, narrowed = await talk.say(NARROWER[language])
    assert said(f"utter_{intent}_next", language) in text, "the topic is kept, nothing asked again"
    shown = {card["id"] for card in narrowed}

    text, more = await talk.say(MORE[language])
    ended = said("utter_no_more", language) in text
    assert ended or more
    assert not shown & {card["id"] for card in more}, "more repeats nothing"

    opened = first[0]
    text, _ = await talk.say(opened["button"]["payload"])
    assert text.startswith(opened["title"])

    text, _ = await talk.say(WEATHER[language])
    assert said("utter_out_of_scope", language) in text

    message, other = SWITCH[language]
    text, _ = await talk.say(message)
    assert wording(other).label("dialogue", "language_changed") in text

    _, people = await talk.say(talk.buttons[wording(other).label("button", "human")])
    assert any(card["id"].startswith("c-") for card in people)
