"""Handing a conversation to a person and back, over the real model and the log."""

import asyncio
import sqlite3
import uuid
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aura.database import engine
from bot.assistant import Assistant
from bot.tracker_store import DatabaseTrackerStore
from connectors.base import IncomingMessage, Reply
from connectors.reception import Reception
from connectors.turn import MessageTurn
from conversations.callbacks import KEPT
from conversations.handoff import HandoffError
from conversations.log import ConversationLog
from conversations.opening import FINLAND, opening_hours

HOURS = opening_hours("mon-fri 09:00-15:00")
OPEN = datetime(2026, 11, 24, 10, tzinfo=FINLAND)
CLOSED = datetime(2026, 11, 24, 18, tzinfo=FINLAND)
HAND_OVER = "Hand over to a person in this chat"


class Person:
    """Somebody who writes to Aura and presses what was offered."""

    def __init__(self, turn: MessageTurn, log: ConversationLog) -> None:
        self.sender = f"handoff-{uuid.uuid4()}"
        self._turn = turn
        self._log = log
        self._offered: dict[str, str] = {}

    async def says(self, text: str) -> str:
        """Return all that the person reads in answer to `text`."""
        message = IncomingMessage("rest", self.sender, text, notice_shown=True)
        return self._read(await self._turn.handle(message))

    async def presses(self, title: str) -> str:
        """Return all that the person reads after pressing a button."""
        return await self.says(self._offered[title])

    async def id(self) -> str:
        """Return the id of the conversation."""
        return (await self._log.find("rest", self.sender)).id

    def _read(self, replies: list[Reply]) -> str:
        self._offered |= {b.title: b.token for reply in replies for b in reply.buttons}
        return "\n".join(reply.text for reply in replies)


class Desk:
    """The turn at a fixed time, and people who come to it."""

    def __init__(self, assistant: Assistant) -> None:
        self.time = OPEN
        self.log = ConversationLog(engine())
        self.reception = Reception(engine(), HOURS, lambda: self.time)
        self.handoffs = self.reception.handoffs
        self._turn = MessageTurn(assistant, self.log, self.reception)

    def person(self) -> Person:
        return Person(self._turn, self.log)

    async def waiting_person(self) -> Person:
        person = self.person()
        await person.says("I want to talk to a real person")
        await person.presses(HAND_OVER)
        return person


@pytest.fixture(scope="module")
async def assistant(model: Path, database: Path) -> Assistant:
    """The real assistant on the tests' database."""
    return Assistant(model, DatabaseTrackerStore(engine()))


@pytest.fixture
async def desk(assistant: Assistant) -> AsyncIterator[Desk]:
    """A desk that is open, with nobody in the queue."""
    desk = Desk(assistant)
    yield desk
    for handoff in await desk.handoffs.queue():
        await desk.handoffs.end(handoff.conversation_id)


async def test_a_person_is_told_how_many_wait_before_them(desk: Desk) -> None:
    await desk.waiting_person()
    second, third = desk.person(), desk.person()
    assert "counsellor is here now" in await second.says("I want to talk to a real person")
    assert "One person is ahead of you" in await second.presses(HAND_OVER)
    await third.says("I want to talk to a real person")
    assert "2 people are ahead of you" in await third.presses(HAND_OVER)
    assert "One person is ahead of you" in await second.presses("Talk to a person")
    assert "no longer in the queue" in await second.presses("Leave the queue")
    assert "One person is ahead of you" in await third.presses("Talk to a person")


async def test_both_directions_go_over_the_log_and_aura_is_silent_meanwhile(desk: Desk) -> None:
    person = desk.person()
    await person.says("where do I get a tax card")
    await person.says("I want to talk to a real person")
    await person.presses(HAND_OVER)
    (waiting,) = await desk.handoffs.queue()
    assert waiting.topic == "ask_relocation", "what it was about"
    assert await person.says("where can I study to become a nurse"), "Aura answers while one waits"

    await desk.handoffs.take(waiting.conversation_id, "Counsellor A")
    assert await person.says("hello, my number is 040 1234567") == ""
    await desk.handoffs.say(waiting.conversation_id, "Counsellor A", "Hello! {How} can I help?")
    await desk.handoffs.say(waiting.conversation_id, "Counsellor A", "Take your time.")
    read = await person.says("where do I get a tax card")
    assert read == "Counsellor: Hello! {How} can I help?\nCounsellor: Take your time."
    assert await person.presses("Choose a topic") == "", "everything is delivered once"

    await desk.handoffs.say(waiting.conversation_id, "Counsellor A", "Goodbye.")
    await desk.handoffs.release(waiting.conversation_id, "Counsellor A")
    read = await person.says("where do I get a tax card")
    assert read.startswith("Counsellor: Goodbye.\nThe counsellor has left the chat")
    assert "tax" in read
    assert "left the chat" not in await person.says("show me more"), "said once"

    log = await desk.log.read(waiting.conversation_id)
    assert [(m.author, m.text) for m in log if m.author or not m.intent] == [
        (None, "hello, my number is [phone]"),
        ("Counsellor A", "Hello! {How} can I help?"),
        ("Counsellor A", "Take your time."),
        (None, "where do I get a tax card"),
        (None, "Choose a topic"),
        ("Counsellor A", "Goodbye."),
    ]
    assert not any(m.replies for m in log if not m.intent), "Aura said nothing"


async def test_a_cry_for_help_is_answered_although_a_person_has_the_conversation(
    desk: Desk,
) -> None:
    person = await desk.waiting_person()
    await desk.handoffs.take(await person.id(), "Counsellor A")
    assert "112" in await person.says("I want to kill myself")
    assert await person.says("are you there") == ""


async def test_one_of_two_counsellors_gets_the_conversation(desk: Desk) -> None:
    conversation = await (await desk.waiting_person()).id()
    taken = await asyncio.gather(
        desk.handoffs.take(conversation, "Counsellor A"),
        desk.handoffs.take(conversation, "Counsellor B"),
        return_exceptions=True,
    )
    (error,) = (outcome for outcome in taken if outcome is not None)
    assert isinstance(error, HandoffError)
    assert "has already taken" in str(error)
    held = await desk.handoffs.of(conversation)
    assert held is not None
    assert held.counsellor == ("Counsellor A" if taken[0] is None else "Counsellor B")
    assert not await desk.handoffs.queue()


async def test_only_who_has_the_conversation_writes_in_it_and_releases_it(desk: Desk) -> None:
    conversation = await (await desk.waiting_person()).id()
    with pytest.raises(HandoffError, match="take it first"):
        await desk.handoffs.say(conversation, "Counsellor A", "hello")
    await desk.handoffs.take(conversation, "Counsellor A")
    with pytest.raises(HandoffError, match="take it first"):
        await desk.handoffs.say(conversation, "Counsellor B", "hello")
    with pytest.raises(HandoffError, match="nothing to release"):
        await desk.handoffs.release(conversation, "Counsellor B")
    with pytest.raises(HandoffError, match="is empty"):
        await desk.handoffs.say(conversation, "Counsellor A", " ")
    await desk.handoffs.release(conversation, "Counsellor A")
    with pytest.raises(HandoffError, match="does not wait"):
        await desk.handoffs.take(conversation, "Counsellor B")


async def test_after_a_release_a_person_can_queue_again(desk: Desk) -> None:
    person = await desk.waiting_person()
    conversation = await person.id()
    await desk.handoffs.take(conversation, "Counsellor A")
    await desk.handoffs.release(conversation, "Counsellor A")
    await person.says("I want to talk to a real person")
    assert "Nobody is ahead of you" in await person.presses(HAND_OVER)
    await desk.handoffs.take(conversation, "Counsellor B")
    assert await person.says("hello again") == ""


async def test_a_contact_stands_in_its_own_table_and_nowhere_else(
    desk: Desk, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk.time = CLOSED
    person = desk.person()
    await person.says("where can I study to become a nurse")
    closed = await person.says("I want to talk to a real person")
    assert "on Wednesday 25.11.2026 at 9.00" in closed
    assert "after 30 days at the latest" in await person.presses("Leave contact details")
    assert "saved" in await person.says("you can call me, +358 44 9988776")
    rows = rows_with(database, "9988776")
    assert {table for table, _ in rows} == {"callback"}
    (callback,) = [c for c in await desk.reception.callbacks.open() if "9988776" in c.contact]
    assert (callback.contact, callback.topic) == ("+358 44 9988776", "find_training")
    assert callback.consented_at
    assert "9988776" not in caplog.text
    assert await desk.reception.callbacks.handle(callback.id)
    assert not rows_with(database, "9988776"), "it is deleted once the person was called"
    assert not await desk.reception.callbacks.handle(callback.id)


async def test_a_contact_given_without_being_asked_is_not_kept(desk: Desk, database: Path) -> None:
    desk.time = CLOSED
    person = desk.person()
    await person.says("I want to talk to a real person")
    await person.presses("Leave contact details")
    await person.says("where do I get a tax card")
    await person.says("my e-mail is somebody.else@example.com")
    assert not rows_with(database, "somebody.else")


async def test_contacts_are_deleted_after_thirty_days(desk: Desk, database: Path) -> None:
    desk.time = CLOSED
    person = desk.person()
    await person.says("I want to talk to a real person")
    await person.presses("Leave contact details")
    await person.says("old.contact@example.com")
    (callback,) = [c for c in await desk.reception.callbacks.open() if "old.con" in c.contact]
    given = callback.created_at.astimezone(FINLAND)
    await desk.reception.callbacks.delete_old(given + KEPT - timedelta(days=1))
    assert rows_with(database, "old.contact")
    await desk.reception.callbacks.delete_old(given + KEPT + timedelta(days=1))
    assert not rows_with(database, "old.contact")


async def test_without_hours_only_the_desks_are_offered(assistant: Assistant) -> None:
    log = ConversationLog(engine())
    person = Person(MessageTurn(assistant, log, Reception(engine())), log)
    read = await person.says("I want to talk to a real person")
    assert "I cannot connect you in this chat" in read
    assert HAND_OVER not in person._offered
    assert "Leave contact details" not in person._offered


async def test_a_button_of_the_queue_pressed_after_closing_says_when_it_opens(desk: Desk) -> None:
    person = desk.person()
    await person.says("I want to talk to a real person")
    desk.time = CLOSED
    assert "on Wednesday 25.11.2026 at 9.00" in await person.presses(HAND_OVER)
    assert not await desk.handoffs.queue()


async def test_who_still_waits_at_closing_time_reads_when_it_opens_next(desk: Desk) -> None:
    person = await desk.waiting_person()
    desk.time = CLOSED
    assert "on Wednesday 25.11.2026 at 9.00" in await person.presses("Talk to a person")
    assert "saved" not in await person.presses("Leave contact details")
    assert await desk.handoffs.of(await person.id()), "the place in the queue is kept"


def rows_with(database: Path, text: str) -> list[tuple[str, str]]:
    """Return (table, row) of every row of every table that holds `text`."""
    with sqlite3.connect(database) as connection:
        master = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return [
            (table, str(row))
            for (table,) in connection.execute(master).fetchall()
            for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608
            if text in str(row)
        ]
