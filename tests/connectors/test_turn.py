"""The one path of a message: order, privacy, buttons, failures."""

import asyncio
import logging
import sqlite3
import uuid
from pathlib import Path

import pytest
from httpx import AsyncClient

from connectors.base import IncomingMessage
from connectors.reception import Reception
from connectors.turn import MessageTurn
from conversations.log import ConversationLog

WEBHOOK = "/webhooks/rest/webhook"
# Invented: day 31 of month 12 and an individual number over 900, which is never given to anybody.
CODES = ("311299-987X", "311299A987X", "311299+987X", "311299–987X", "311299 - 987X", "311299y987x")
SECRETS = (*CODES, "045 987 1234", "+358 45 9871234", "nimi.sukunimi@example.com", "192.168.100.14",
           "FI21 1234 5600 0007 85", "4111 1111 1111 1111")  # fmt: skip


async def say(client: AsyncClient, sender: str, message: str, **more: object) -> list[dict]:
    response = await client.post(WEBHOOK, json={"sender": sender, "message": message, **more})
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize("secret", SECRETS)
async def test_personal_data_is_in_no_table_and_no_log_line(
    client: AsyncClient, database: Path, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str], secret: str,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    replies = await say(
        client, f"privacy-{uuid.uuid4()}", f"Tunnukseni on {secret} ja etsin koulutusta Turusta"
    )
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    printed = capfd.readouterr()
    seen = [path.read_bytes() for path in database.parent.iterdir()]
    seen += [text.encode() for text in (caplog.text, printed.out, printed.err, str(replies))]
    for variant in {secret, secret.casefold(), secret.replace(" ", ""), secret[:7]}:
        assert all(variant.encode() not in content for content in seen), variant


async def test_messages_of_one_conversation_are_answered_in_order(client: AsyncClient) -> None:
    """Five at once: each answer sees the state that the one before it left."""
    sender = f"order-{uuid.uuid4()}"
    await say(client, sender, "Where can I study IT?")
    answers = await asyncio.gather(*(say(client, sender, "show me more results") for _ in range(4)))
    shown = [
        card["id"]
        for replies in answers
        for reply in replies
        for card in reply.get("custom", {}).get("cards", ())
    ]
    assert len(shown) == len(set(shown)), "no row was shown twice"


async def test_two_people_do_not_share_a_conversation(client: AsyncClient) -> None:
    first, second = f"one-{uuid.uuid4()}", f"two-{uuid.uuid4()}"
    await say(client, first, "Where can I study to become a nurse in Turku?")
    replies = await say(client, second, "tell me more about the first one")
    assert "a machine answers you" in replies[0]["text"], "a new person reads the notice first"
    assert "What would you like to find?" in replies[1]["text"]


async def test_a_button_works_only_in_its_own_conversation(client: AsyncClient) -> None:
    mine, other = f"mine-{uuid.uuid4()}", f"other-{uuid.uuid4()}"
    replies = await say(client, mine, "how does TET work for a pupil?")
    button = next(b for b in replies[-1]["buttons"] if b["title"] == "Find a TET place")
    assert "/" not in button["payload"], "what the button means stays on the server"
    pressed = await say(client, mine, button["payload"])
    assert "What kind of work" in pressed[0]["text"]
    foreign = await say(client, other, button["payload"])
    assert "What kind of work" not in foreign[0].get("text", "")


async def test_the_log_keeps_how_a_message_was_understood(client: AsyncClient, app) -> None:
    sender = f"log-{uuid.uuid4()}"
    await say(client, sender, "Mistä saan verokortin?")
    from aura.database import engine

    log = ConversationLog(engine())
    conversation = await log.find("rest", sender)
    (message,) = await log.read(conversation.id)
    assert (message.text, message.language, message.intent) == (
        "Mistä saan verokortin?", "fi", "ask_relocation",
    )  # fmt: skip
    assert {"entity": "relocation_topic", "value": "tax_card"} in message.entities
    assert 0 < message.confidence <= 1
    assert message.milliseconds > 0
    assert message.model.startswith("aura-")
    assert "tax-card" in message.replies[0]["rows"]
    assert sender not in str(vars(conversation)), "the sender itself is not stored"


async def test_a_deleted_conversation_is_gone_from_every_table(
    client: AsyncClient, database: Path
) -> None:
    sender = f"forget-{uuid.uuid4()}"
    marker = "kasvitarhuriksi"
    await say(client, sender, f"Haluan opiskella {marker} Turussa")
    asked = await say(client, sender, "poista kaikki tietoni")
    yes = next(b for b in asked[-1]["buttons"] if b["title"] == "Kyllä, poista")
    replies = await say(client, sender, yes["payload"])
    assert "poistettu" in replies[0]["text"]
    with sqlite3.connect(database) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
        for table in ("conversation", "message", "button", "tracker_state"):
            assert table in tables
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            assert marker not in str(rows)


class BrokenAssistant:
    """Stands for an assistant whose model or action fails."""

    model_name = "broken"

    async def answer(self, *_args: object) -> None:
        raise RuntimeError("311299-987X must not be logged")


async def test_a_failure_is_an_apology_with_a_person_and_leaves_no_words_in_the_log(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from aura.database import engine

    log, reception = ConversationLog(engine()), Reception(engine())
    turn = MessageTurn(BrokenAssistant(), log, reception)  # type: ignore[arg-type]
    (reply,) = await turn.handle(IncomingMessage("rest", f"f-{uuid.uuid4()}", "hei", "fi"))
    assert "Anteeksi" in reply.text
    assert reply.buttons[0].title == "Puhu ihmisen kanssa"
    assert "RuntimeError" in caplog.text
    assert "311299" not in caplog.text
