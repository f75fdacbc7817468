"""The choices for a link or an embedded chat."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from rasa_sdk.executor import ActionExecutor

from bot.wording import languages
from connectors.web.choices import router
from connectors.web.opening import opened

ActionExecutor().register_package("bot.actions")  # as the assistant does: topics are found so
app = FastAPI()
app.include_router(router)
client = TestClient(app)


def labels(language: str, kind: str) -> dict[str, str]:
    body = client.get("/api/chat/choices", params={"language": language}).json()
    return {choice["code"]: choice["label"] for choice in body[kind]}


@pytest.mark.parametrize("kind", ["topics", "audiences", "municipalities", "languages"])
def test_every_language_offers_the_same_choices(kind: str) -> None:
    offered = [sorted(labels(language, kind)) for language in languages()]
    assert offered[0]
    assert all(codes == offered[0] for codes in offered)


def test_choices_are_in_the_words_of_the_language() -> None:
    assert labels("fi", "topics")["tet"] == "TET-paikan etsiminen"
    assert labels("sv", "municipalities")["turku"] == "Åbo"
    assert labels("fi", "audiences")["pupil"] == "Koululaiset"
    assert labels("en", "languages") == {"en": "English", "fi": "Suomi", "sv": "Svenska"}


def test_all_municipalities_of_southwest_finland_are_in_the_order_of_their_names() -> None:
    names = list(labels("fi", "municipalities").values())
    assert len(names) == 27
    assert names == sorted(names)


def test_an_unknown_language_gets_english() -> None:
    assert labels("xx", "audiences")["parent"] == "Parents"


def test_every_choice_opens_a_conversation() -> None:
    for topic in labels("sv", "topics"):
        assert opened(topic, None, None, "sv")
    for audience in labels("sv", "audiences"):
        assert opened(None, audience, None, "sv")
    for municipality in labels("sv", "municipalities"):
        assert opened(None, None, municipality, "sv")
