"""`aura desk`: who waits for a counsellor, at the terminal."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from conversations.handoff import Handoffs

app = typer.Typer(help="The counsellors' desk: who waits for a person.")
err = Console(stderr=True)
out = Console()
Waiting = Annotated[str, typer.Argument(help="id of a conversation, as `aura desk` shows it")]
Counsellor = Annotated[str, typer.Option("--as", help="your name, as other counsellors see it")]


@app.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """Print who waits, what counsellors have, and who wants to be called back."""
    if context.invoked_subcommand is None:
        asyncio.run(_show())


@app.command()
def take(conversation: Waiting, counsellor: Counsellor) -> None:
    """Take a waiting conversation; Aura is silent in it from now on."""
    _change(lambda handoffs: handoffs.take(conversation, counsellor))


@app.command()
def say(
    conversation: Waiting,
    text: Annotated[str, typer.Argument(help="what the person reads")],
    counsellor: Counsellor,
) -> None:
    """Write to the person; they get it with their next message."""
    _change(lambda handoffs: handoffs.say(conversation, counsellor, text))


@app.command()
def release(conversation: Waiting, counsellor: Counsellor) -> None:
    """Give a conversation back to Aura."""
    _change(lambda handoffs: handoffs.release(conversation, counsellor))


@app.command()
def called(
    number: Annotated[int, typer.Argument(help="of the wish, as `aura desk` shows it")],
) -> None:
    """Tell that a person was called back; their contact is deleted."""
    from aura.database import engine
    from conversations.callbacks import Callbacks

    if not asyncio.run(Callbacks(engine()).handle(number)):
        _refuse(f"There is no wish {number} to be called back")


async def _show() -> None:
    from aura.database import engine
    from conversations.callbacks import Callbacks
    from conversations.handoff import Handoffs

    handoffs = Handoffs(engine())
    table = Table("conversation", "topic", "since", "counsellor", title="Conversations")
    for handoff in [*await handoffs.queue(), *await handoffs.taken()]:
        since = f"{handoff.taken_at or handoff.asked_at:%Y-%m-%d %H:%M}"
        who = handoff.counsellor or "waiting"
        table.add_row(handoff.conversation_id, handoff.topic or "", since, who)
    out.print(table if table.rows else "Nobody waits in the chat")
    calls = Table("number", "contact", "topic", "since", title="To be called back")
    for callback in await Callbacks(engine()).open():
        since = f"{callback.created_at:%Y-%m-%d %H:%M}"
        calls.add_row(str(callback.id), callback.contact, callback.topic or "", since)
    out.print(calls if calls.rows else "Nobody waits for a call")


def _change(change: Callable[["Handoffs"], Awaitable[None]]) -> None:
    """Make a change of the queue; one that cannot be made ends the command with 1."""
    from aura.database import engine
    from conversations.handoff import HandoffError, Handoffs

    async def changed() -> None:
        await change(Handoffs(engine()))

    try:
        asyncio.run(changed())
    except HandoffError as error:
        _refuse(str(error))


def _refuse(reason: str) -> None:
    err.print(reason, style="red", highlight=False, markup=False)
    raise typer.Exit(1)
