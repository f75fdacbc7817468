"""The state of conversations, in the project database and of bounded size.

Rasa replays every event of a conversation on each turn, so its cost grows with the conversation.
Here the state is what the policies need: the slots and the last few turns. The readable record is
the business of `conversations.log`.
"""

import json
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.models import TrackerState

TURNS_KEPT = 2
_UPSERT: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


class DatabaseTrackerStore(TrackerStore, SerializedTrackerAsText):
    """A Rasa tracker store on an async SQLAlchemy engine."""

    def __init__(self, engine: AsyncEngine, domain: Domain | None = None) -> None:
        super().__init__(domain)
        self._engine = engine
        insert = _UPSERT[engine.dialect.name](TrackerState)
        self._upsert = insert.on_conflict_do_update(
            index_elements=["sender_id"], set_={"events": insert.excluded.events}
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the bounded state of `tracker`, replacing what was there."""
        state = json.dumps([event.as_dict() for event in bounded(tracker)])
        async with self._engine.begin() as connection:
            await connection.execute(
                self._upsert, {"sender_id": tracker.sender_id, "events": state}
            )

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the tracker of `sender_id`, or None when nothing is stored."""
        statement = select(TrackerState.events).where(TrackerState.sender_id == sender_id)
        async with self._engine.connect() as connection:
            state = await connection.scalar(statement)
        if state is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, deserialise(json.loads(state)), self.domain.slots, domain=self.domain
        )

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations with a state."""
        async with self._engine.connect() as connection:
            return list(await connection.scalars(select(TrackerState.sender_id)))

    async def delete(self, sender_id: str) -> None:
        """Delete the state of `sender_id`; nothing happens when there is none."""
        async with self._engine.begin() as connection:
            await connection.execute(
                delete(TrackerState).where(TrackerState.sender_id == sender_id)
            )


def bounded(tracker: DialogueStateTracker) -> list[Event]:
    """Return events that rebuild the slots, the form and the last `TURNS_KEPT` turns."""
    # Not the applied ones: inside a form Rasa counts no turn as applied, and all would be kept.
    events = list(tracker.events)
    starts = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
    recent = events[starts[-TURNS_KEPT] :] if len(starts) > TURNS_KEPT else events
    kept = [_light(event) for event in recent if not isinstance(event, (SlotSet, ActiveLoop))]
    if recent is not events:
        kept = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            ActionExecuted(ACTION_LISTEN_NAME),
            *kept,
        ]
    slots = [
        SlotSet(name, slot.value)
        for name, slot in tracker.slots.items()
        if slot.value != slot.initial_value
    ]
    return [*kept, *slots, ActiveLoop(tracker.active_loop_name)]


def deserialise(serialised: list[dict[str, Any]]) -> list[Event]:
    """Return Rasa events; Rasa's own function walks all subclasses again for every event."""
    return [_EVENTS[parameters["event"]]._from_parameters(parameters) for parameters in serialised]


def _light(event: Event) -> Event:
    """Drop the cards of an answer: no policy looks at them."""
    if isinstance(event, BotUttered) and event.data:
        return BotUttered(event.text, None, event.metadata, event.timestamp)
    return event


_EVENTS = {cls.type_name: cls for cls in all_subclasses(Event) if getattr(cls, "type_name", None)}
