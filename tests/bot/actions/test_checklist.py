"""A newcomer's checklist: what is on it, in which order, and what people say of it."""

import uuid
from itertools import product
from typing import Any

import pytest
import yaml
from httpx import AsyncClient

from bot.actions.checklist import as_text
from bot.actions.settling import SettlingForm
from bot.actions.source import catalogue
from bot.checklist_items import items, items_for, known
from bot.components.extraction import extract
from bot.components.lookups import LOOKUPS
from bot.components.newcomers import (
    AGAIN,
    LIST,
    asks_what_to_do,
    tells_of_moving,
    ticked,
    wish_for_list,
)
from bot.wording import languages, wording

PRESENCE = ("here", "coming", None)
CITIZENSHIP = ("eu", "nordic", "other", None)
REASON = ("job", "study", "family", "business", None)
COMPANY = ("alone", "spouse", "children", "spouse_children", None)
SITUATIONS = [
    {"presence": presence, "citizenship": citizenship, "reason": reason, "company": company}
    for presence, citizenship, reason, company in product(PRESENCE, CITIZENSHIP, REASON, COMPANY)
]
LONGEST_TEXT = 600


def ids(**answers: str | None) -> list[str]:
    return [item.id for item in items_for(answers)]


def test_a_worker_from_outside_the_eu_begins_with_the_permit_and_the_register() -> None:
    listed = ids(presence="here", citizenship="other", reason="job", company="alone")
    assert listed[:5] == ["permit-work", "identity-code", "municipality", "tax-card", "bank"]


def test_who_is_still_coming_first_does_what_must_precede_the_move() -> None:
    listed = ids(presence="coming", citizenship="other", reason="study", company="alone")
    assert listed[:3] == ["permit-study", "student-home", "identity-code"]


def test_a_nordic_citizen_needs_neither_permit_nor_migri() -> None:
    listed = ids(presence="here", citizenship="nordic", reason="job", company="spouse_children")
    assert not [name for name in listed if "permit" in name or "registration" in name[3:6]]
    assert "eu-registration" not in listed
    assert listed[0] == "identity-code"


@pytest.mark.parametrize("answers", SITUATIONS, ids=str)
def test_items_of_spouse_and_children_are_for_those_who_have_them(answers: dict[str, Any]) -> None:
    company = answers["company"] or ""
    for item in items_for(answers):
        assert item.whose is None or item.whose in company
    permits = [item for item in items_for(answers) if "permit" in item.id and not item.whose]
    assert len(permits) == (answers["citizenship"] in ("other", None))


@pytest.mark.parametrize("language", languages())
def test_the_text_of_every_list_is_short_enough(language: str) -> None:
    say = wording(language)
    frame = say.responses["utter_checklist"][0]["text"]
    for answers in SITUATIONS:
        titles = [say.label("checklist_title", item.id) for item in items_for(answers)]
        lines = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, start=1))
        assert len(frame.format(items=lines, title="", left="")) <= LONGEST_TEXT, answers


@pytest.mark.parametrize("language", languages())
def test_every_item_has_a_title_and_one_for_a_spouse_says_so(language: str) -> None:
    labels = wording(language).labels
    assert labels["checklist_title"].keys() == items().keys()
    assert labels["checklist_bring"].keys() <= items().keys()
    spouse = {"fi": "puolison", "en": "spouse", "sv": "artner"}[language]
    for item in items().values():
        assert item.whose != "spouse" or spouse in labels["checklist_title"][item.id].casefold()


@pytest.mark.usefixtures("database")
async def test_every_item_is_a_row_of_the_catalogue() -> None:
    for item in items().values():
        assert await catalogue().get(item.row), item


def test_at_most_five_questions_are_asked() -> None:
    assert len(SettlingForm.questions) <= 5


async def test_an_item_is_ticked_by_its_own_button(client: AsyncClient) -> None:
    async def say(message: str) -> dict[str, Any]:
        body = {"sender": sender, "message": message, "metadata": {"notice_shown": True}}
        replies = (await client.post("/webhooks/rest/webhook", json=body)).json()
        return next(r["custom"]["checklist"] for r in replies if "checklist" in r.get("custom", {}))

    sender = f"checklist-{uuid.uuid4()}"
    made = await say("I moved to Turku from Brazil with my husband for a job")
    item = next(item for item in made["items"] if item["id"] == "bank")
    assert item["who"] == "Banks"
    assert item["link"]["url"].startswith("https://")
    assert "you: passport" in item["bring"], "a sentence, not the bare things"
    assert item["button"]["title"] == "Bank account: done"
    assert "/" not in item["button"]["payload"], "what the button means stays on the server"
    left = await say(item["button"]["payload"])
    assert [item["id"] for item in left["items"] if item["done"]] == ["bank"]
    assert next(item for item in left["items"] if item["id"] == "bank")["button"] is None
    assert "[x] 7. Bank account" in left["text"]


MADE = {"items": ["permit-work", "spouse-permit", "tax-card", "bank", "kela"], "done": []}
REGISTERED = {"items": ["identity-code", "municipality", "finnish"], "done": []}


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("verokortti on tehty", "tax-card"),
        ("done 2", "spouse-permit"),
        ("2 done", "spouse-permit"),
        ("kolmas hoidettu", "tax-card"),
        ("I already have a bank account", "bank"),
        ("the third one is done", "tax-card"),
        ("puolison oleskelulupa on hoidettu", "spouse-permit"),
        ("oleskelulupa on hoidettu", "permit-work"),
        ("min frus uppehållstillstånd är klart", "spouse-permit"),
        ("skattekortet är klart", "tax-card"),
        ("jag har redan bankkonto", "bank"),
        ("verokortti ja pankkitili hoidettu", "tax-card,bank"),
        ("1 ja 4 tehty", "permit-work,bank"),
        ("viimeinen on tehty", "kela"),
        ("kaikki on tehty", "permit-work,spouse-permit,tax-card,bank,kela"),
    ],
)
def test_what_is_said_to_be_done_is_ticked(words: str, done: str) -> None:
    assert ticked(words, extract(words), MADE) == f"done:{done}"


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("kotikunta hoidettu", "municipality"),
        ("henkilötunnus on jo", "identity-code"),
        ("my Finnish course is sorted", "finnish"),
        ("hemkommunen är klar", "municipality"),
    ],
)
def test_items_that_share_a_topic_or_have_none_are_told_apart(words: str, done: str) -> None:
    assert ticked(words, extract(words), REGISTERED) == f"done:{done}"


@pytest.mark.parametrize("language", languages())
def test_what_items_are_called_is_of_items_that_there_are(language: str) -> None:
    phrases = yaml.safe_load((LOOKUPS / language / "answers.yml").read_text(encoding="utf-8"))
    assert phrases["errand"].keys() <= items().keys()


@pytest.mark.parametrize(
    "words",
    [
        "miten saan verokortin",
        "onko verokortti jo tehty?",
        "verokortti ei ole vielä tehty",
        "my tax card is not done yet",
        "skattekortet är inte klart",
        "17 tehty",
        "I am done with everything",
        "tehty",
        "I have a bank account but how do I get online codes",
    ],
)
def test_a_question_or_a_denial_ticks_nothing(words: str) -> None:
    assert ticked(words, extract(words), MADE) is None


@pytest.mark.parametrize(
    ("words", "made", "wish"),
    [
        ("show my checklist", True, LIST),
        ("näytä muistilista", True, LIST),
        ("näytä muistilista", False, None),
        ("tee minulle muistilista", False, LIST),
        ("gör en checklista åt mig", False, LIST),
        ("muuta vastauksia", True, AGAIN),
        ("muuta vastauksia", False, None),
        ("visa listan", False, None),
        ("näytä lisää", True, None),
    ],
)
def test_the_list_is_asked_for_in_general_words_only_once_it_is_made(
    words: str, made: bool, wish: str | None
) -> None:
    assert wish_for_list(words, made) == wish


@pytest.mark.parametrize(
    "words",
    [
        "muutan Turkuun, mitä pitää hoitaa",
        "I just moved to Turku, what should I do?",
        "jag flyttar till Finland, vad måste jag sköta först",
    ],
)
def test_a_mover_who_asks_what_to_do_is_understood(words: str) -> None:
    assert asks_what_to_do(words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("I moved to Turku from Brazil with my husband for a job", True),
        ("I moved to Turku, is there a Finnish course?", False),
        ("muutin Turkuun, mistä löydän töitä", False),
        ("how do I get a tax card", False),
        ("Kollegat nauravat, että muutan pöndelle, kertokaa jotain millä vastaan", False),
    ],
)
def test_only_who_asks_nothing_else_merely_tells_of_moving(words: str, told: bool) -> None:
    assert tells_of_moving(words) == told


def test_the_list_to_keep_names_who_where_and_what_to_bring() -> None:
    entries: list[dict[str, Any]] = [
        {
            "title": "Pankkitili",
            "who": "Pankit",
            "link": {"url": "https://pankki.example"},
            "bring": "Ota mukaan: passi.",
            "done": True,
        },
        {
            "title": "Kela",
            "who": "Kela",
            "link": {"url": "https://kela.example"},
            "bring": "",
            "done": False,
        },
    ]
    text = as_text(entries, wording("fi"))
    assert "[x] 1. Pankkitili\n    Pankit\n    Ota mukaan: passi.\n    https://pankki" in text
    assert "[ ] 2. Kela\n    Kela\n    https://kela" in text


def test_an_item_that_a_new_version_no_longer_has_is_left_out_of_a_kept_list() -> None:
    kept = {"items": ["of-yesterday", "tax-card"], "done": []}
    assert [item.id for item in known(kept["items"])] == ["tax-card"]
    assert ticked("verokortti hoidettu", extract("verokortti hoidettu"), kept) == "done:tax-card"
