"""The widget's door: sessions, each message once, a stream that loses nothing, limits."""

import asyncio
import logging
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from itsdangerous import TimestampSigner
from sqlalchemy import func, select

from aura.database import engine
from aura.secret import kept, secret
from aura.settings import settings
from connectors.web import streams
from connectors.web.sessions import LIFETIME, Sessions
from connectors.web.streams import EventStream
from conversations.events import Draft, EventLog
from conversations.handoff import Handoffs
from conversations.log import ConversationLog
from conversations.models import Conversation, Message
from tests.connectors.web import API, SECONDS, Visitor, served, until, visit


@pytest.fixture(scope="module")
async def site(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """A client of the app on a real port: a stream needs one."""
    async with served(app) as (address, _), AsyncClient(base_url=address) as http:
        yield http


@pytest.fixture(autouse=True)
def _no_limits_reached(app: FastAPI) -> None:
    app.state.web.limits.clear()


async def conversation_of(visitor: Visitor) -> Conversation:
    session = Sessions(secret()).read(visitor.token)
    found = await ConversationLog(engine()).known("web", str(session))
    assert found
    return found


async def turns(conversation_id: str) -> int:
    statement = select(func.count()).where(Message.conversation_id == conversation_id)
    async with engine().connect() as connection:
        return await connection.scalar(statement) or 0


def rows_of(database: Path, conversation_id: str) -> dict[str, int]:
    """Return how many rows of each table belong to a conversation, where there are any."""
    with sqlite3.connect(database) as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = [name for (name,) in connection.execute(names)]
        found = {}
        for table in tables:
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            found[table] = sum(conversation_id in row for row in rows)
    return {table: count for table, count in found.items() if count}


# ---- words and sessions ----


async def test_the_widget_gets_its_words_and_starters_in_a_language(client: AsyncClient) -> None:
    response = await client.get(f"{API}/words?language=fi")
    found = response.json()
    assert found["languages"]["fi"] == "Suomi"
    assert found["words"]["send"] == "Lähetä"
    assert found["greeting"]
    assert all(button["payload"] == button["title"] for button in found["buttons"])
    assert found["consent"] == settings().consent
    assert "max-age=300" in response.headers["cache-control"]
    again = await client.get(
        f"{API}/words?language=fi", headers={"If-None-Match": response.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


async def test_a_session_needs_consent_to_the_version_of_today(client: AsyncClient) -> None:
    response = await client.post(f"{API}/session", json={"consent": "1999"})
    assert response.status_code == 409
    assert response.json()["detail"][0]["field"] == "consent"


@pytest.mark.parametrize("name", ["id", "session_id", "token", "sender"])
async def test_an_id_of_the_caller_is_refused(client: AsyncClient, name: str) -> None:
    body = {"consent": settings().consent, name: uuid.uuid4().hex}
    response = await client.post(f"{API}/session", json=body)
    assert response.status_code == 422
    assert response.json()["detail"][0]["field"] == name


async def test_a_token_that_is_absent_forged_or_expired_is_refused(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = await visit(client)
    session, time_, signature = visitor.token.rsplit(".", 2)
    with monkeypatch.context() as patch:
        then = int(time.time()) - LIFETIME - 60
        patch.setattr(TimestampSigner, "get_timestamp", lambda _self: then)
        expired = Sessions(secret()).issue()[1]
    forged = [
        Sessions(b"x" * 32).issue()[1],
        f"{session}.{time_}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        f"{'0' * 32}.{time_}.{signature}",
        session,
        expired,
        "",
        "ä",
    ]
    headers: list[Any] = [{"Authorization": f"Bearer {token}".encode()} for token in forged]
    for wrong in [*headers, {}, {"Authorization": f"Basic {visitor.token}"}]:
        for answer in (
            await client.post(
                f"{API}/messages", json={"text": "hi"}, headers={**wrong, "Idempotency-Key": "k"}
            ),
            await client.get(f"{API}/events", headers=wrong),
            await client.delete(f"{API}/session", headers=wrong),
        ):
            assert answer.status_code == 401, wrong
            assert answer.json()["detail"][0]["field"] == "Authorization"


def test_two_sessions_have_nothing_in_common() -> None:
    first, second = (Sessions(b"s" * 32).issue() for _ in range(2))
    assert first[0] != second[0]
    assert len(bytes.fromhex(first[0])) * 8 == 128


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "aura.db.secret"
    made = kept(path)
    assert len(made) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert kept(path) == made
    assert list(tmp_path.iterdir()) == [path], "nothing else is left"


# ---- messages ----


async def test_a_message_is_answered_with_what_was_said_and_the_replies(
    client: AsyncClient,
) -> None:
    visitor = await visit(client)
    said, *replies = await visitor.say("How does TET work? My number is 040 123 4567", "k1")
    assert said["kind"] == "said"
    assert said["body"] == {
        "key": "k1", "text": "How does TET work? My number is [phone]", "language": "en",
    }  # fmt: skip
    assert {reply["kind"] for reply in replies} == {"reply"}
    assert "recipient_id" not in replies[0]["body"]
    assert "a machine answers you" not in replies[0]["body"]["text"], "the widget has said it"
    ids = [event["id"] for event in (said, *replies)]
    assert ids == sorted(ids)


async def test_a_pressed_button_is_said_by_its_title(client: AsyncClient) -> None:
    visitor = await visit(client)
    *_, reply = await visitor.say("how does TET work for a pupil?")
    button = next(b for b in reply["body"]["buttons"] if b["title"] == "Find a TET place")
    said, answer, *_ = await visitor.say(button["payload"], title="anything")
    assert said["body"]["text"] == "Find a TET place"
    assert "What kind of work" in answer["body"]["text"]


async def test_fifty_repeats_of_one_key_are_one_turn(client: AsyncClient) -> None:
    visitor = await visit(client)
    answers = await asyncio.gather(*(visitor.say("Where can I study IT?", "k") for _ in range(50)))
    assert all(answer == answers[0] for answer in answers)
    assert await turns((await conversation_of(visitor)).id) == 1
    assert await visitor.say("Where can I study IT?", "k") == answers[0]


async def test_many_people_begin_talk_and_delete_at_once(client: AsyncClient) -> None:
    """A transaction that gave way half-way would block all others, and fail them after 5 s."""

    async def talk() -> int:
        visitor = await visit(client)
        await asyncio.gather(visitor.say("hello"), visitor.say("thank you"))
        return (await client.delete(f"{API}/session", headers=visitor.headers)).status_code

    began = time.monotonic()
    assert await asyncio.gather(*(talk() for _ in range(12))) == [204] * 12
    assert time.monotonic() - began < 5


async def test_a_key_does_not_stand_for_two_messages(client: AsyncClient) -> None:
    visitor = await visit(client)
    await visitor.say("hello", "k")
    for other in (
        await visitor.post("goodbye", "k"),
        await visitor.post("hello", "k", language="fi"),
    ):
        assert other.status_code == 422
        assert other.json()["detail"][0]["field"] == "Idempotency-Key"
    assert await turns((await conversation_of(visitor)).id) == 1


@pytest.mark.parametrize(
    ("body", "key", "status", "field"),
    [
        ({"text": "hi"}, None, 422, "Idempotency-Key"),
        ({"text": "hi"}, "k" * 65, 422, "Idempotency-Key"),
        ({"text": "hi"}, "a b", 422, "Idempotency-Key"),
        ({"text": ""}, "k", 422, "text"),
        ({"text": "\u200b"}, "k", 422, "text"),
        ({"text": "x" * 1001}, "k", 413, "text"),
        ({"title": "hi"}, "k", 422, "text"),
        ({"text": ["hi"]}, "k", 422, "text"),
        ({"text": "hi", "payload": "/restart_conversation"}, "k", 422, "payload"),
        ({"text": "hi", "sender": "x"}, "k", 422, "sender"),
    ],
)
async def test_a_bad_message_names_its_field_and_stores_nothing(
    client: AsyncClient, body: dict[str, Any], key: str | None, status: int, field: str
) -> None:
    visitor = await visit(client)
    headers = {**visitor.headers, **({"Idempotency-Key": key} if key else {})}
    response = await client.post(f"{API}/messages", json=body, headers=headers)
    assert response.status_code == status, response.text
    assert response.json()["detail"][0]["field"] == field
    assert await turns((await conversation_of(visitor)).id) == 0


async def test_nobody_sets_a_payload_from_outside(client: AsyncClient) -> None:
    """What a button means comes from the server only."""
    payload = '/find_training{"municipality": "turku"}'
    body = {
        "sender": uuid.uuid4().hex, "message": "hello", "payload": payload,
        "metadata": {"payload": payload, "language": "en", "notice_shown": True},
    }  # fmt: skip
    replies = (await client.post("/webhooks/rest/webhook", json=body)).json()
    assert "I am Aura" in replies[0]["text"]
    assert not any("custom" in reply for reply in replies)


# ---- deep links ----


async def test_a_deep_link_opens_the_conversation_there(site: AsyncClient) -> None:
    visitor = await visit(
        site, language="fi",
        opening={"topic": "training", "audience": "jobseeker", "municipality": "turku"},
    )  # fmt: skip
    said, *replies = await visitor.history()
    assert said.body["text"] == "Koulutukset ja kurssit"
    cards = [card for reply in replies for card in reply.body.get("custom", {}).get("cards", ())]
    assert cards
    assert any("Turku" in reply.body.get("text", "") for reply in replies)


@pytest.mark.parametrize("topic", ["tet", "find_tet_placement"])
async def test_a_topic_has_a_short_name(site: AsyncClient, topic: str) -> None:
    said, *_ = await (await visit(site, opening={"topic": topic})).history()
    assert said.body["text"] == "Finding a TET place"


async def test_a_deep_link_without_a_topic_greets(site: AsyncClient) -> None:
    visitor = await visit(site, opening={"audience": "employer", "municipality": "raisio"})
    said, reply, *_ = await visitor.history()
    assert said.body["text"] == "Employers, Raisio"
    assert "I am Aura" in reply.body["text"]


@pytest.mark.parametrize("name", ["topic", "audience", "municipality"])
async def test_a_deep_link_to_nowhere_is_refused(client: AsyncClient, name: str) -> None:
    for value in ("nowhere", "greet", 'x"}'):
        body = {"consent": settings().consent, "opening": {name: value}}
        response = await client.post(f"{API}/session", json=body)
        assert response.status_code == 422
        assert response.json()["detail"][0]["field"] == f"opening.{name}"


# ---- the stream ----


async def test_the_stream_begins_with_the_history_and_goes_on(site: AsyncClient) -> None:
    visitor = await visit(site)
    before = await visitor.say("how does TET work for a pupil?")
    async with visitor.stream() as tab:
        shown = [event async for event in until(tab, {"caught_up": True})]
        assert [event.id for event in shown[:-1]] == [event["id"] for event in before]
        assert [event.body for event in shown[:-1]] == [event["body"] for event in before]
        assert shown[-1].id is None
        after = await visitor.say("thank you")
        live = [await asyncio.wait_for(tab.__anext__(), SECONDS) for _ in after]
        assert [event.id for event in live] == [event["id"] for event in after]


async def test_a_resumed_stream_loses_and_doubles_nothing(site: AsyncClient) -> None:
    """A tab that comes and goes at every event while another one talks."""
    visitor = await visit(site)
    questions = ["hello", "how does TET work?", "Where can I study IT?", "show me more", "thanks"]

    async def talk() -> list[int]:
        return [event["id"] for text in questions for event in await visitor.say(text)]

    async def listen() -> list[int]:
        seen = [0]
        while not talking.done() or seen[-1] < talking.result()[-1]:
            async with visitor.stream(seen[-1]) as tab:
                event = await asyncio.wait_for(tab.__anext__(), SECONDS)
                if event.id is not None:
                    seen.append(event.id)
        return seen[1:]

    talking = asyncio.create_task(talk())
    assert await listen() == await talking


async def test_another_process_and_a_counsellor_are_heard(site: AsyncClient) -> None:
    visitor = await visit(site)
    await visitor.say("I want to talk to a person")
    conversation = await conversation_of(visitor)
    handoffs = Handoffs(engine())
    async with visitor.stream() as tab:
        async for _ in until(tab, {"caught_up": True}):
            pass
        await EventLog(engine()).add(conversation.id, [Draft("reply", {"text": "from afar"})], None)
        heard = await asyncio.wait_for(tab.__anext__(), SECONDS)
        assert heard.body == {"text": "from afar"}
        await handoffs.wait(conversation.id)
        await handoffs.take(conversation.id, "desk")
        await handoffs.say(conversation.id, "desk", "Which school are you at?")
        heard = await asyncio.wait_for(tab.__anext__(), SECONDS)
        assert "Which school are you at?" in heard.body["text"]
    (said,) = await visitor.say("The one by the river")
    assert said["kind"] == "said", "a person has the conversation, so Aura is silent"
    assert len([e for e in await visitor.history() if "river" in str(e.body)]) == 1


async def test_what_a_counsellor_wrote_while_nobody_listened_comes_first(
    site: AsyncClient,
) -> None:
    visitor = await visit(site)
    await visitor.say("I want to talk to a person")
    conversation, handoffs = await conversation_of(visitor), Handoffs(engine())
    await handoffs.wait(conversation.id)
    await handoffs.take(conversation.id, "desk")
    await handoffs.say(conversation.id, "desk", "Good morning!")
    await visitor.say("Hello?")
    texts = [str(event.body.get("text")) for event in await visitor.history()]
    assert "Good morning!" in texts[-2]
    assert texts[-1] == "Hello?"


async def test_the_oldest_of_seven_streams_is_replaced(site: AsyncClient) -> None:
    visitor = await visit(site)
    async with visitor.stream() as oldest:
        others = [visitor.stream() for _ in range(6)]
        tabs = [await other.__aenter__() for other in others]
        ends = [event async for event in until(oldest, {"replaced": True})]
        assert ends
        with pytest.raises(StopAsyncIteration):
            await oldest.__anext__()
        await visitor.say("hello")
        for tab in tabs:
            kinds = [(await asyncio.wait_for(tab.__anext__(), SECONDS)).kind for _ in range(2)]
            assert kinds[-1] == "said" or "said" in kinds
        for other in others:
            await other.__aexit__(None, None, None)


async def test_a_quiet_stream_shows_that_it_is_alive(
    site: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT", 0.05)
    monkeypatch.setattr(streams, "LOOK", 0.05)
    visitor = await visit(site)
    async with site.stream("GET", f"{API}/events", headers=visitor.headers) as response:
        async for line in response.aiter_lines():
            if line.startswith(":"):
                return
    pytest.fail("no heartbeat")


async def test_a_reader_who_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PATIENCE", 0.05)
    closed = asyncio.Event()

    async def endless() -> AsyncIterator[str]:
        try:
            while True:
                yield "x"
        finally:
            closed.set()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    stream = EventStream(endless())  # type: ignore[arg-type]
    await asyncio.wait_for(stream({"type": "http"}, receive, send), SECONDS)  # type: ignore[arg-type]
    assert closed.is_set()


async def test_a_reader_who_hangs_up_is_forgotten(site: AsyncClient, app: FastAPI) -> None:
    visitor = await visit(site)
    await visitor.history()
    conversation = await conversation_of(visitor)
    for _ in range(100):
        if conversation.id not in app.state.web._streams._open:
            break
        await asyncio.sleep(0.02)
    assert conversation.id not in app.state.web._streams._open
    assert conversation.id not in app.state.web._events.notifier._readers


@pytest.mark.parametrize("last", ["x", "-1", "1" * 30])
async def test_a_last_event_id_is_a_number(client: AsyncClient, last: str) -> None:
    visitor = await visit(client)
    headers = {**visitor.headers, "Last-Event-ID": last}
    response = await client.get(f"{API}/events", headers=headers)
    assert response.status_code == 422
    assert response.json()["detail"][0]["field"] == "Last-Event-ID"


async def test_open_streams_do_not_hold_the_server_back(app: FastAPI) -> None:
    async with served(app) as (address, server), AsyncClient(base_url=address) as http:
        visitor = await visit(http)
        async with visitor.stream() as tab:
            async for _ in until(tab, {"caught_up": True}):
                pass
            began = time.monotonic()
            server.should_exit = True
            with pytest.raises(StopAsyncIteration):
                await asyncio.wait_for(tab.__anext__(), SECONDS)
            assert time.monotonic() - began < 1


# ---- restart and deletion ----


async def test_a_restarted_server_knows_the_session_its_history_and_its_keys(
    site: AsyncClient, model: Path
) -> None:
    from connectors.app import create_app

    visitor = await visit(site)
    first = await visitor.say("Where can I study to become a nurse in Turku?", "k")
    again = create_app(model)
    async with (
        again.router.lifespan_context(again),
        served(again) as (address, _),
        AsyncClient(base_url=address) as http,
    ):
        same = Visitor(http, visitor.token)
        assert [event.id for event in await same.history()] == [e["id"] for e in first]
        assert await same.say("Where can I study to become a nurse in Turku?", "k") == first
        more = await same.say("show me more")
        assert more[0]["id"] > first[-1]["id"]
    assert await turns((await conversation_of(visitor)).id) == 2


async def test_deletion_empties_every_table_and_ends_the_streams(
    site: AsyncClient, database: Path
) -> None:
    visitor = await visit(site)
    await visitor.say("Where can I study IT?")
    conversation = await conversation_of(visitor)
    assert {"conversation", "message", "event"} <= rows_of(database, conversation.id).keys()
    async with visitor.stream() as tab:
        async for _ in until(tab, {"caught_up": True}):
            pass
        response = await site.delete(f"{API}/session", headers=visitor.headers)
        assert (response.status_code, response.content) == (204, b"")
        assert [event.body async for event in until(tab, {"deleted": True})] == [{"deleted": True}]
        with pytest.raises(StopAsyncIteration):
            await tab.__anext__()
    assert rows_of(database, conversation.id) == {}
    assert (await visitor.post("hello")).status_code == 401
    again = await site.delete(f"{API}/session", headers=visitor.headers)
    assert again.status_code == 401


async def test_asking_aura_to_delete_does_the_same(site: AsyncClient, database: Path) -> None:
    visitor = await visit(site, language="fi")
    await visitor.say("Haluan opiskella kasvitarhuriksi", language="fi")
    conversation = await conversation_of(visitor)
    *_, asked = await visitor.say("poista keskusteluni", language="fi")
    yes = next(b for b in asked["body"]["buttons"] if b["title"] == "Kyllä, poista")
    async with visitor.stream() as tab:
        async for _ in until(tab, {"caught_up": True}):
            pass
        state, *replies = await visitor.say(yes["payload"], "yes", language="fi")
        assert (state["kind"], state["body"]) == ("state", {"deleted": True})
        assert "poistettu" in replies[0]["body"]["text"]
        assert {event["id"] for event in (state, *replies)} == {None}
        assert [event.body async for event in until(tab, {"deleted": True})]
    assert rows_of(database, conversation.id) == {}
    repeated = await visitor.say(yes["payload"], "yes", language="fi")
    assert repeated == [state, *replies], "the answer is not lost when the network was"
    assert (await visitor.post("hei")).status_code == 401


async def test_an_event_id_is_never_used_again(client: AsyncClient) -> None:
    """Else a tab that knows the last event of before would miss the first one of after."""
    first = await visit(client)
    last = (await first.say("hello"))[-1]["id"]
    await client.delete(f"{API}/session", headers=first.headers)
    assert (await (await visit(client)).say("hello"))[0]["id"] > last


# ---- logs ----


async def test_no_secret_and_no_words_stand_in_a_log_line(
    site: AsyncClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = await visit(site)
    await visitor.say("Where can I study zoology in Turku?", "a-key-of-mine")
    await visitor.history()
    await visitor.post("zoology again", "a-key-of-mine")
    await site.delete(f"{API}/session", headers=visitor.headers)
    printed = capfd.readouterr()
    lines = caplog.text + printed.out + printed.err
    session = str(Sessions(secret()).read(visitor.token))
    for hidden in (visitor.token, session, secret().decode(), "zoology", "a-key-of-mine"):
        assert hidden not in lines
