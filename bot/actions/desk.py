"""The counsellors' desk as it is in this turn, for what the actions say of it.

The doors know the hours and the queue; the assistant only hears of them (docs/handoff.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Desk:
    """`opens` is the next opening, in Finnish time, or None while the desk is open.

    `ahead` people wait before this one, who is in the queue already when `waiting`.
    """

    opens: datetime | None
    ahead: int = 0
    waiting: bool = False


_desk: ContextVar[Desk | None] = ContextVar("desk", default=None)


def desk() -> Desk | None:
    """Return the desk, or None where nobody takes over conversations."""
    return _desk.get()


@contextmanager
def at_desk(state: Desk | None) -> Iterator[None]:
    """Let the actions of this turn read the state of the desk."""
    token = _desk.set(state)
    try:
        yield
    finally:
        _desk.reset(token)
