"""What no message may do: every rule of the door, over HTTP and through the real model."""

import json
import uuid

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import func, select

from aura.database import engine
from connectors.door import MAX_CHARACTERS, clean
from conversations.models import Conversation, Message

WEBHOOK = "/webhooks/rest/webhook"
JSON = {"content-type": "application/json"}


async def stored() -> int:
    """Return how many messages the log holds."""
    async with engine().connect() as connection:
        return await connection.scalar(select(func.count()).select_from(Message)) or 0


async def conversations() -> int:
    async with engine().connect() as connection:
        return await connection.scalar(select(func.count()).select_from(Conversation)) or 0


async def say(client: AsyncClient, message: object, sender: object = None) -> Response:
    body = {"sender": sender or f"door-{uuid.uuid4()}", "message": message}
    return await client.post(WEBHOOK, content=json.dumps(body), headers=JSON)


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        pytest.param('{"message": "hei"}', 422, "sender", id="missing sender"),
        pytest.param('{"sender": "", "message": "hei"}', 422, "sender", id="empty sender"),
        pytest.param('{"sender": " ", "message": "hei"}', 422, "sender", id="blank sender"),
        pytest.param('{"sender": 7, "message": "hei"}', 422, "sender", id="number as sender"),
        pytest.param('{"sender": null, "message": "hei"}', 422, "sender", id="null sender"),
        pytest.param(
            json.dumps({"sender": "x" * 300, "message": "hei"}), 422, "sender", id="300 characters"
        ),
        pytest.param('{"sender": "\\ud800", "message": "hei"}', 422, "sender", id="lone surrogate"),
        pytest.param(
            '{"sender": "a\\u0000b", "message": "hei"}', 422, "sender", id="NUL in sender"
        ),
        pytest.param('{"sender": "a"}', 422, "message", id="missing message"),
        pytest.param('{"sender": "a", "message": ""}', 422, "message", id="empty message"),
        pytest.param('{"sender": "a", "message": " \\t\\n"}', 422, "message", id="blank message"),
        pytest.param('{"sender": "a", "message": "\\u0000"}', 422, "message", id="only NUL"),
        pytest.param('{"sender": "a", "message": "\\u200b"}', 422, "message", id="only zero width"),
        pytest.param('{"sender": "a", "message": "\\udfff"}', 422, "message", id="only surrogate"),
        pytest.param('{"sender": "a", "message": ["hei"]}', 422, "message", id="list as message"),
        pytest.param(
            json.dumps({"sender": "a", "message": "sana " * 201}), 413, "message", id="201 words"
        ),
        pytest.param(
            json.dumps({"sender": "a", "message": "x" * 1001}), 413, "message", id="1,001 letters"
        ),
        pytest.param(
            json.dumps({"sender": "a", "message": "w " * 17_000}), 413, "message", id="17,000 words"
        ),
        pytest.param(
            json.dumps({"sender": "a", "message": "sana " * 17_000}), 413, "body", id="85 kB"
        ),
        pytest.param('{"sender": "a", "message": "x', 422, None, id="broken JSON"),
        pytest.param("", 422, None, id="no body"),
        pytest.param("[]", 422, None, id="a list"),
        pytest.param("[" * 60_000, 400, None, id="deeply nested"),
        pytest.param(
            '{"sender": "a", "message": "hei", "metadata": {"language": 1}}',
            422,
            "metadata.language",
            id="number as language",
        ),
    ],
)
async def test_a_bad_message_gets_a_clear_error_and_stores_nothing(
    client: AsyncClient, body: str, status: int, field: str | None
) -> None:
    before = await stored(), await conversations()
    response = await client.post(WEBHOOK, content=body, headers=JSON)
    assert response.status_code == status, response.text
    if field:
        problem = response.json()["detail"][0]
        assert problem["field"] == field
        assert problem["problem"]
    assert (await stored(), await conversations()) == before


async def test_a_body_of_10_megabytes_is_refused_before_it_is_read(client: AsyncClient) -> None:
    response = await client.post(WEBHOOK, content=b"x" * 10_000_000)
    assert response.status_code == 413
    assert response.json()["detail"][0]["field"] == "body"


async def test_a_body_that_hides_its_length_is_refused_too(client: AsyncClient) -> None:
    async def chunks():
        for _ in range(100):
            yield b"x" * 10_000

    response = await client.post(WEBHOOK, content=chunks(), headers=JSON)
    assert response.status_code == 413


async def test_invalid_utf8_is_a_client_error(client: AsyncClient) -> None:
    response = await client.post(
        WEBHOOK, content=b'{"sender": "a", "message": "\xff\xfe"}',
        headers=JSON,
    )  # fmt: skip
    assert 400 <= response.status_code < 500


@pytest.mark.parametrize(
    "command",
    [
        "/restart",
        "\u200b/restart",
        " /restart",
        "\uff0frestart",
        "/session_start",
        '/find_training{"municipality": "turku"}',
        '/inform{"field": ' + "[" * 400 + "]" * 400 + "}",
        "/action_delete_my_data",
    ],
)
async def test_a_typed_command_is_plain_text(client: AsyncClient, command: str) -> None:
    sender = f"command-{uuid.uuid4()}"
    found = (await say(client, "Where can I study to become a nurse in Turku?", sender)).json()
    titles = [card["title"] for reply in found for card in reply.get("custom", {}).get("cards", ())]
    answer = await say(client, command, sender)
    assert answer.status_code == 200
    assert answer.json(), "a kind answer, not silence"
    details = (await say(client, "tell me more about the first one", sender)).json()
    assert titles[0] in details[0]["text"], "the conversation was not restarted"


@pytest.mark.parametrize(
    "text",
    ["he\x00i", "\ud800moi", "\u202emoi\u202c", "m\u200bo\u200di", "ﬁ moi", "😀" * 50, "ﷺ" * 999],
)
async def test_strange_characters_get_a_kind_answer(client: AsyncClient, text: str) -> None:
    response = await say(client, text)
    assert response.status_code == 200, response.text
    assert response.json()[0]["text"]


def test_cleaning_keeps_words_and_drops_what_cannot_be_seen() -> None:
    assert clean(" Hei\u200b,\tmitä\r\nkuuluu\x07? ") == "Hei, mitä kuuluu?"
    assert clean("\u202eevil\u202c") == "evil"
    assert clean("ｆｕｌｌ ｗｉｄｔｈ") == "full width"
    assert clean("Åbo") == "Åbo"
    assert len(clean("ﷺ" * 999)) <= MAX_CHARACTERS


async def test_an_error_body_does_not_repeat_what_was_sent(client: AsyncClient) -> None:
    response = await client.post(WEBHOOK, json={"sender": "a", "message": ["131052-308T"]})
    assert response.status_code == 422
    assert "131052" not in response.text
