"""The stored state of a conversation does not grow with it, inside a form either."""

import sqlite3
import uuid
from pathlib import Path

import pytest
from httpx import AsyncClient


@pytest.mark.parametrize(
    "begins", ["haluamme ottaa tettiläisen", "mist mä löydän tet paikan", "mistä saan verokortin"]
)
async def test_the_state_keeps_a_few_turns_however_many_there_were(
    client: AsyncClient, database: Path, begins: str
) -> None:
    sender = f"state-{uuid.uuid4()}"
    sizes = []
    for message in (begins, *["saako tetistä palkkaa?"] * 9):
        body = {"sender": sender, "message": message}
        assert (await client.post("/webhooks/rest/webhook", json=body)).status_code == 200
        sizes.append(_newest_state(database))
    assert sizes[-1] == pytest.approx(sizes[4], rel=0.1)


def _newest_state(database: Path) -> int:
    """Return the length of the state that was stored last: of this conversation."""
    with sqlite3.connect(database) as connection:
        statement = (
            "select length(state.events) from tracker_state state join conversation"
            " on conversation.id = state.sender_id order by last_at desc limit 1"
        )
        (length,) = connection.execute(statement).fetchone()
    return int(length)
