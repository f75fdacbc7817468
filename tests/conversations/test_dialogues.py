"""Whole dialogues through the door, the turn and the real model: what the person reads.

A dialogue is YAML in the folder of its language; `docs/dialogues.md` says how one is written.
"""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from httpx import AsyncClient

from bot.wording import wording
from conversations.opening import FINLAND
from tests.conversations.known import asked_again

FOLDER = Path(__file__).parent
LONGEST_TEXT = 600
KEYS = {
    "say",
    "press",
    "read",
    "not_read",
    "rows",
    "first_row",
    "buttons",
    "language",
    "page",
    "clock",
}


def dialogues() -> list[Any]:
    """Return every dialogue of every file as a test case with its own name."""
    return [
        pytest.param(
            dialogue["turns"], id=f"{path.parent.name}/{path.stem}: {dialogue['dialogue']}"
        )
        for path in sorted(FOLDER.glob("*/*.yml"))
        for dialogue in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("turns", dialogues())
async def test_dialogue(
    client: AsyncClient, database: Path, clock: Any, turns: list[dict[str, Any]]
) -> None:
    sender = f"dialogue-{uuid.uuid4()}"
    buttons: dict[str, str] = {}
    for turn in turns:
        assert turn.keys() <= KEYS, f"unknown key in {turn}"
        if "clock" in turn:
            clock.time = datetime.fromisoformat(turn["clock"]).replace(tzinfo=FINLAND)
        message = turn["say"] if "say" in turn else buttons[turn["press"]]
        body: dict[str, Any] = {"sender": sender, "message": message, "metadata": {}}
        if "page" in turn:
            body["metadata"]["language"] = turn["page"]
        response = await client.post("/webhooks/rest/webhook", json=body)
        assert response.status_code == 200, response.text
        replies = response.json()
        buttons |= check(turn, replies)
        assert not asked_again(database, replies), f"{turn}: what is known is not asked"


def check(turn: dict[str, Any], replies: list[dict[str, Any]]) -> dict[str, str]:
    """Compare replies with what `turn` expects; returns the tokens of their buttons by title."""
    cards = [card for reply in replies for card in reply.get("custom", {}).get("cards", ())]
    offered = {
        button["title"]: button["payload"]
        for holder in [*replies, *({"buttons": [c["button"]]} for c in cards if c["button"])]
        for button in holder.get("buttons", ())
    }
    text = read_aloud(replies, cards)
    every_reply_is_fit_to_be_read(replies, cards, offered)
    for expected in turn.get("read", ()):
        assert expected.casefold() in text.casefold(), f"{turn}\n--- the person reads:\n{text}"
    for unwanted in turn.get("not_read", ()):
        assert unwanted.casefold() not in text.casefold(), f"{turn}\n--- the person reads:\n{text}"
    ids = [card["id"] for card in cards]
    for row in turn.get("rows", ()):
        assert row in ids, f"{turn}\n--- rows: {ids}\n{text}"
    if "first_row" in turn:
        assert ids[:1] == [turn["first_row"]], f"{turn}\n--- rows: {ids}\n{text}"
    for title in turn.get("buttons", ()):
        assert title in offered, f"{turn}\n--- buttons: {list(offered)}"
    if "language" in turn:
        assert {reply["language"] for reply in replies} == {turn["language"]}, text
    return offered


def every_reply_is_fit_to_be_read(
    replies: list[dict[str, Any]], cards: list[dict[str, Any]], offered: dict[str, str]
) -> None:
    """What holds for every reply of every dialogue, whatever it says."""
    assert replies
    language = replies[-1]["language"]
    human = wording(language).label("button", "human")
    assert human in offered or any("/contact" in c["id"] or c["id"].startswith("c-") for c in cards)
    assert replies[-1].get("buttons"), "an answer ends with a next step"
    titles = [button["title"] for reply in replies for button in reply.get("buttons", ())]
    assert len(titles) == len(set(titles)), f"no button stands twice: {titles}"
    for reply in replies:
        assert reply.get("text"), "cards never come without a word"
        assert len(reply["text"]) <= LONGEST_TEXT
        assert not {"{", "}", "utter_"} & set(reply["text"]), reply["text"]
        assert "utter_" not in reply["text"]
    for card in cards:
        assert card["title"]
        assert card["link"]["url"].startswith("http")
        assert card["checked"]
        assert len(card["title"]) <= 120


def read_aloud(replies: list[dict[str, Any]], cards: list[dict[str, Any]]) -> str:
    """Return all words of an answer."""
    words = [reply.get("text", "") for reply in replies]
    for card in cards:
        words += [card["title"], card["provider"], card["text"], card["why"], *card["facts"]]
        words += [card["checked"], card["demo"] or "", card["link"]["url"]]
    return "\n".join(words)
