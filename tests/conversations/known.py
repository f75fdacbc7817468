"""What the conversation knew after its latest turn, read from the tables as they are stored."""

import json
import sqlite3
from pathlib import Path
from typing import Any

_NEWEST = """
    SELECT state.events FROM tracker_state AS state
    JOIN conversation ON conversation.id = state.sender_id
    ORDER BY conversation.rowid DESC LIMIT 1
"""


def asked_again(database: Path, replies: list[dict[str, Any]]) -> list[str]:
    """Return the questions of `replies` whose answer the newest conversation knows already.

    An answer is known in the slot of its name or among the answers of the form that asks.
    """
    asks = [name for reply in replies if (name := reply.get("custom", {}).get("asks"))]
    if not asks:
        return []
    with sqlite3.connect(database) as connection:
        found = connection.execute(_NEWEST).fetchone()
    events = json.loads(found[0]) if found else []
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    form = next((e["name"] or "" for e in reversed(events) if e["event"] == "active_loop"), "")
    answers = slots.get(form.removeprefix("action_").removesuffix("_form"))
    known = {**slots, **answers} if isinstance(answers, dict) else slots
    return [name for name in asks if known.get(name)]
