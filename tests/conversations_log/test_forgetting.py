"""A deleted conversation is gone from every table, also from those that are not made yet."""

import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from httpx import AsyncClient
from sqlalchemy import Column, Table

from aura.database import engine
from bot.models import Base as AssistantBase
from conversations.log import ConversationLog
from conversations.models import Base as ConversationsBase
from service_catalogue.models import Base as CatalogueBase

BASES = (AssistantBase, ConversationsBase, CatalogueBase)
OF_A_PERSON = ("conversation_id", "sender_id")


def tables() -> Iterator[tuple[Table, Column[Any]]]:
    """Every table that holds something of a conversation, with the column that says which."""
    for base in BASES:
        for table in base.metadata.sorted_tables:
            yield from ((table, table.c[name]) for name in OF_A_PERSON if name in table.c)
    yield ConversationsBase.metadata.tables["conversation"], Column("id")


def insert(connection: sqlite3.Connection, table: Table, owner: str, conversation: str) -> None:
    """Write a row with something in each column, unless the conversation has one."""
    values = {
        column.name: conversation if column.name == owner else sample(column)
        for column in table.columns
    }
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" * len(values))
    connection.execute(
        f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({places})",  # noqa: S608
        list(values.values()),
    )


def sample(column: Column[Any]) -> Any:
    kind = column.type.python_type.__name__
    values = {"str": "x", "int": uuid.uuid4().int % 10**9, "float": 0.5, "bool": 1}
    return values.get(kind, "[]" if kind in ("dict", "list") else "2026-11-24 10:00:00")


def rows(connection: sqlite3.Connection, table: Table, owner: str, conversation: str) -> int:
    query = f"SELECT count(*) FROM {table.name} WHERE {owner} = ?"  # noqa: S608
    count: int = connection.execute(query, [conversation]).fetchone()[0]
    return count


async def test_deletion_empties_every_table_with_a_column_for_the_conversation(
    client: AsyncClient, database: Path
) -> None:
    sender = f"forget-{uuid.uuid4()}"

    async def say(message: str) -> list[dict[str, Any]]:
        body = {"sender": sender, "message": message}
        replies: list[dict[str, Any]] = (
            await client.post("/webhooks/rest/webhook", json=body)
        ).json()
        return replies

    await say("where do I get a tax card")
    asked = await say("delete everything I have written")
    conversation = (await ConversationLog(engine()).find("rest", sender)).id
    with sqlite3.connect(database) as connection:
        for table, owner in tables():
            insert(connection, table, owner.name, conversation)
    with sqlite3.connect(database) as connection:
        for table, owner in tables():
            assert rows(connection, table, owner.name, conversation), f"{table.name} has a row"

    yes = next(b for b in asked[-1]["buttons"] if b["title"].startswith("Yes"))
    deleted = await say(yes["payload"])
    assert "is deleted" in deleted[-1]["text"]
    with sqlite3.connect(database) as connection:
        for table, owner in tables():
            assert not rows(connection, table, owner.name, conversation), table.name
