"""`aura offers`: the employers' offers of TET places that wait for a person's decision."""

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from service_catalogue.models import TetOffer
    from service_catalogue.offers import Offers

app = typer.Typer(help="Offers of TET places: approve or reject them.")
err = Console(stderr=True)
out = Console()
T = TypeVar("T")
Code = Annotated[str, typer.Argument(help="the reference code, such as K7P-4MX")]


@app.callback(invoke_without_command=True)
def pending(
    context: typer.Context,
    show_contact: Annotated[
        bool, typer.Option("--show-contact", help="show whom to reach: personal data")
    ] = False,
) -> None:
    """List the offers that wait for a decision."""
    if context.invoked_subcommand:
        return
    waiting = _run(_queue().pending())
    if not waiting:
        out.print("No offers wait")
        return
    columns = ["code", "offered", "workplace", "field", "place", "time", "spots", "languages"]
    table = Table(*columns, *(["contact"] if show_contact else []))
    for offer in waiting:
        table.add_row(*_cells(offer), *([offer.contact or ""] if show_contact else []))
    out.print(table)


@app.command()
def approve(code: Code) -> None:
    """Publish an offer: pupils find it from now on."""

    async def publish() -> str:
        queue = _queue()
        return await queue.approve(code, texts(await queue.get(code)))

    out.print(f"Published as {_run(publish())}", highlight=False)


@app.command()
def reject(code: Code) -> None:
    """Turn an offer down, or take an approved one back, and delete its contact."""
    _run(_queue().reject(code))
    out.print("Rejected; the contact is deleted")


def texts(offer: "TetOffer") -> dict[str, dict[str, str]]:
    """Return what pupils read of an offer, in each live language."""
    from bot.wording import languages, wording

    described = {}
    for language in languages():
        say = wording(language)
        field = say.listed("field", offer.field) or say.label("tet_placement", "any_field")
        values = {
            "organisation": offer.organisation,
            "field": field,
            "place": say.listed("municipality", offer.municipality),
            "reference": offer.reference,
        }
        described[language] = {
            name: say.label("tet_placement", name, **values)
            for name in ("name", "summary", "cost", "eligibility", "contact", "keywords")
        } | {"provider": offer.organisation}
    return described


def _cells(offer: "TetOffer") -> list[str]:
    time = f"{offer.starts} – {offer.ends}" if offer.starts else "any"
    return [
        offer.reference,
        f"{offer.created_at:%Y-%m-%d}",
        offer.organisation,
        ", ".join(offer.field) or "any",
        ", ".join(offer.municipality),
        time,
        str(offer.spots),
        ", ".join(offer.languages),
    ]


def _queue() -> "Offers":
    from bot.actions.source import offers

    return offers()


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work`; what cannot be done is told in one line and ends the command with 1."""
    from service_catalogue.offers import OfferError

    try:
        return asyncio.run(work)
    except OfferError as error:
        err.print(str(error), style="red", highlight=False, markup=False)
        raise typer.Exit(1) from None
