"""Dialogues that people would like to have and that do not hold yet: how many do by now.

They stand in `benchmarks/wanted/`, in the format of `docs/dialogues.md`. One that holds moves to
`tests/conversations/`.
"""

import asyncio
import tempfile
import uuid
from pathlib import Path
from typing import Any

import httpx
import yaml
from rich.console import Console

from benchmarks.servers import aura
from tests.conversations.test_dialogues import check

FOLDER = Path(__file__).parent / "wanted"


def run(console: Console) -> None:
    """Print which wanted dialogues hold and how many there are."""
    wanted = [
        (f"{path.parent.name}/{path.stem}: {dialogue['dialogue']}", dialogue["turns"])
        for path in sorted(FOLDER.glob("*/*.yml"))
        for dialogue in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    with tempfile.TemporaryDirectory() as name, aura(Path(name)) as url:
        holding = [title for title, turns in wanted if asyncio.run(_holds(url, turns))]
    console.print(f"Wanted dialogues that hold: {len(holding)} of {len(wanted)}")
    for title in holding:
        console.print(f"  {title} – move it to tests/conversations/")


async def _holds(url: str, turns: list[dict[str, Any]]) -> bool:
    sender = f"wanted-{uuid.uuid4()}"
    buttons: dict[str, str] = {}
    async with httpx.AsyncClient(timeout=60) as client:
        for turn in turns:
            message = turn["say"] if "say" in turn else buttons.get(turn["press"], turn["press"])
            metadata = {"language": turn["page"]} if "page" in turn else {}
            body = {"sender": sender, "message": message, "metadata": metadata}
            replies = (await client.post(url, json=body)).json()
            try:
                buttons |= check(turn, replies)
            except AssertionError:
                return False
    return True
