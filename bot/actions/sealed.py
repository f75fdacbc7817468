"""Contact details in the message of this turn.

They are redacted from its text and stand in no event, log or model. Only an action that has the
person's consent reads them here, and stores them in its own table (docs/adr/0007).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_sealed: ContextVar[Mapping[str, str]] = ContextVar("sealed", default={})  # noqa: B039


def sealed(kind: str) -> str | None:
    """Return the `email` or `phone` that the person has written in this turn."""
    return _sealed.get().get(kind)


@contextmanager
def sealing(values: Mapping[str, str]) -> Iterator[None]:
    """Let the actions of this turn read `values`."""
    token = _sealed.set(values)
    try:
        yield
    finally:
        _sealed.reset(token)
