"""Milliseconds a turn and turns a second: Aura beside stock Rasa, same model, same messages."""

import asyncio
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import httpx
from rich.console import Console
from rich.table import Table

from aura.training import train
from benchmarks.servers import aura, stock_rasa

# One conversation: greeting, questions, refinements, details, something else, thanks.
MESSAGES = (
    "hi",
    "Where can I study to become a nurse in Turku?",
    "what about Salo",
    "show me more results",
    "tell me more about the first one",
    "where do I get a tax card",
    "is there a mentoring programme for foreigners",
    "where can I park my car downtown",
    "we want to take a TET pupil at our shop",
    "thank you",
)
CONVERSATIONS = 20
TOGETHER = 10
EARLY, LATE, WINDOW = 5, 300, 10


@dataclass(frozen=True)
class Figures:
    """Milliseconds and turns a second of one server."""

    p50: float
    p95: float
    alone: float
    together: float
    early: float
    late: float


def run(console: Console) -> None:
    """Measure both servers one after the other and print the table."""
    model = train()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with aura(folder) as url:
            ours = asyncio.run(_measure(url))
        with stock_rasa(folder, model) as url:
            stock = asyncio.run(_measure(url))
    table = Table("", "Aura", "stock Rasa", "ratio", title="A turn over HTTP, 2 cores, SQLite")
    for title, a, b, higher_is_better in (
        ("ms a turn, p50", ours.p50, stock.p50, False),
        ("ms a turn, p95", ours.p95, stock.p95, False),
        ("turns/s, one conversation at a time", ours.alone, stock.alone, True),
        (f"turns/s, {TOGETHER} conversations at once", ours.together, stock.together, True),
        (f"ms at message {EARLY}", ours.early, stock.early, False),
        (f"ms at message {LATE}", ours.late, stock.late, False),
        (
            f"message {LATE} : message {EARLY}",
            ours.late / ours.early,
            stock.late / stock.early,
            False,
        ),
    ):
        ratio = a / b if higher_is_better else b / a
        table.add_row(title, f"{a:.2f}", f"{b:.2f}", f"{ratio:.1f}×")
    console.print(table)


async def _measure(url: str) -> Figures:
    async with httpx.AsyncClient(timeout=120) as client:
        await _talk(client, url, MESSAGES)
        started = time.perf_counter()
        times = [ms for _ in range(CONVERSATIONS) for ms in await _talk(client, url, MESSAGES)]
        alone = len(times) / (time.perf_counter() - started)
        started = time.perf_counter()
        many = await asyncio.gather(*(_talk(client, url, MESSAGES) for _ in range(TOGETHER)))
        together = sum(len(talk) for talk in many) / (time.perf_counter() - started)
        messages = [MESSAGES[i % len(MESSAGES)] for i in range(LATE + WINDOW)]
        long = await _talk(client, url, messages)
    return Figures(
        median(times),
        quantiles(times, n=20)[-1],
        alone,
        together,
        median(long[EARLY : EARLY + WINDOW]),
        median(long[LATE : LATE + WINDOW]),
    )


async def _talk(
    client: httpx.AsyncClient, url: str, messages: list[str] | tuple[str, ...]
) -> list[float]:
    """Send the messages of one conversation; returns the milliseconds of each turn."""
    sender = f"bench-{uuid.uuid4()}"
    times = []
    for message in messages:
        started = time.perf_counter()
        response = await client.post(url, json={"sender": sender, "message": message})
        times.append((time.perf_counter() - started) * 1000)
        response.raise_for_status()
        assert response.json(), f"no answer to {message!r}"
    return times
