"""The `aura` command."""

import asyncio
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from aura.desk import app as desk_app
from aura.offers import app as offers_app
from aura.quiet import quiet

quiet()

app = typer.Typer(
    help="Aura, the guidance assistant of the Turku region.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
catalogue_app = typer.Typer(help="The catalogue: what Aura can recommend.", no_args_is_help=True)
conversation_app = typer.Typer(help="Conversations: what was said.", no_args_is_help=True)
language_app = typer.Typer(help="Languages: add one.", no_args_is_help=True)
nlu_app = typer.Typer(help="Understanding: how well messages are read.", no_args_is_help=True)
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(conversation_app, name="conversation")
app.add_typer(desk_app, name="desk")
app.add_typer(language_app, name="language")
app.add_typer(nlu_app, name="nlu")
app.add_typer(offers_app, name="offers")

err = Console(stderr=True)
out = Console()


@app.command()
def serve() -> None:
    """Prepare what is missing (database, content, model) and serve the chat page."""
    import uvicorn

    from aura.secret import secret
    from aura.server import Server
    from aura.settings import settings
    from conversations.opening import OpeningHoursError, opening_hours

    try:
        opening_hours(settings().desk_hours)
        secret()
    except ValueError as error:
        name = "AURA_DESK_HOURS: " if isinstance(error, OpeningHoursError) else ""
        err.print(f"{name}{error}", style="red", highlight=False, markup=False)
        raise typer.Exit(1) from None
    prepare_database()
    model = train()
    with err.status("Loading the assistant"):
        from connectors.app import create_app

        application = create_app(model)
    address = f"http://{settings().host}:{settings().port}"
    err.print(f"[bold green]Aura answers at {address}[/] – stop with Ctrl+C")
    config = uvicorn.Config(
        application,
        host=settings().host,
        port=settings().port,
        ws="none",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=10,
        proxy_headers=False,  # AURA_TRUSTED_PROXIES says whom to believe
    )
    server = Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        raise typer.Exit(1)


@app.command()
def train() -> Path:
    """Train the model; does nothing when its inputs have not changed."""
    from aura import training

    if training.current_model().exists():
        err.print("The model is up to date")
        return training.current_model()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err) as progress:
        task = progress.add_task("Training: starting Rasa", total=None)
        model = training.train(lambda step: progress.update(task, description=f"Training: {step}"))
    err.print(f"Trained {model.name}")
    return model


@app.command()
def chat(
    language: Annotated[str | None, typer.Option(help="code of a language, such as fi")] = None,
) -> None:
    """Talk with Aura in the terminal; an empty line ends it."""
    from bot.assistant import Assistant

    prepare_database()
    assistant = Assistant(train())

    async def talk() -> None:
        payloads: dict[str, tuple[str, str]] = {}
        while text := (await asyncio.to_thread(out.input, "[bold]> [/]")).strip():
            title, payload = payloads.get(text, (text, None))
            answer = await assistant.answer("terminal", title, payload, language)
            payloads = _print_replies(answer.replies)

    asyncio.run(talk())


@app.command()
def parse(language: Annotated[str | None, typer.Option(help="of the talk so far")] = None) -> None:
    """Read messages from standard input, one a line, and print how each is understood as JSON."""
    from bot.assistant import Assistant
    from connectors.door import clean

    assistant = Assistant(train())

    async def read() -> None:
        for line in sys.stdin:
            result = await assistant.parse(clean(line), language)
            print(json.dumps(result, ensure_ascii=False), flush=True)

    asyncio.run(read())


@catalogue_app.command("load")
def catalogue_load(
    folder: Annotated[Path | None, typer.Argument(help="folder of content files")] = None,
) -> None:
    """Make the database hold the content files; prints what was added, changed and removed."""
    prepare_database(folder, details=True)


@catalogue_app.command("check")
def catalogue_check(
    folder: Annotated[Path | None, typer.Argument(help="folder of content files")] = None,
) -> None:
    """Check the content files without writing anything."""
    from aura.settings import settings
    from service_catalogue import content

    try:
        entries = content.read(folder or settings().content)
    except content.ContentError as error:
        _print_problems(error.problems)
        raise typer.Exit(1) from None
    out.print(f"{len(entries)} entries, all in order")


@catalogue_app.command("search")
def catalogue_search(
    words: Annotated[list[str], typer.Argument(help="what to look for")],
    language: Annotated[str, typer.Option(help="code of a language")] = "fi",
    limit: Annotated[int, typer.Option(min=1, max=50)] = 5,
) -> None:
    """Search the catalogue as the assistant does when it knows only words."""
    from bot.actions.source import catalogue
    from service_catalogue.search import Query

    result = asyncio.run(catalogue().search(Query(words=" ".join(words), limit=limit)))
    table = Table("id", "name", "score", "words")
    for hit in result.hits:
        name = hit.row.text(language).name
        table.add_row(hit.row.id, name, f"{hit.score:.2f}", ", ".join(hit.words))
    out.print(table if result.hits else "Nothing found")


@conversation_app.command("show")
def conversation_show(
    conversation: Annotated[str | None, typer.Argument(help="id; without it, the newest")] = None,
) -> None:
    """Print a conversation, or list the newest ones."""
    from aura.database import engine
    from conversations.log import ConversationLog

    log = ConversationLog(engine())
    if conversation is None:
        table = Table("id", "channel", "language", "last message")
        for row in asyncio.run(log.latest()):
            table.add_row(row.id, row.channel, row.language or "", f"{row.last_at:%Y-%m-%d %H:%M}")
        out.print(table)
        return
    messages = asyncio.run(log.read(conversation))
    if not messages:
        err.print(f"There is no conversation {conversation!r}")
        raise typer.Exit(1)
    for message in messages:
        if message.author:
            written = f"{message.author}: {message.text}"
            out.print(written, style="cyan", highlight=False, markup=False)
            continue
        out.print(f"> {message.text}", style="bold", highlight=False, markup=False)
        if not message.intent:  # a counsellor has the conversation
            continue
        understood = f"{message.intent} {message.confidence:.2f} {message.language}"
        out.print(understood, style="dim", highlight=False, markup=False)
        for reply in message.replies:
            out.print(reply["text"], *reply["rows"], highlight=False, markup=False)


@nlu_app.command("report")
def nlu_report(
    folder: Annotated[Path, typer.Option(help="where the report is written")] = Path("reports"),
    folds: Annotated[bool, typer.Option("--folds", help="cross-validate too: minutes")] = False,
    record: Annotated[bool, typer.Option("--record", help="record the figures to hold")] = False,
) -> None:
    """Measure how well messages are understood; writes report.html and report.json."""
    from aura import understanding

    understanding.report(train(), folder, folds, record, out, err)


@nlu_app.command("check")
def nlu_check() -> None:
    """Print training messages that say nearly the same; fails when there are any."""
    from aura import understanding

    if not understanding.check(out, err):
        raise typer.Exit(1)


@language_app.command("new")
def language_new(
    code: Annotated[str, typer.Argument(help="two or three letters, such as et")],
) -> None:
    """Lay out the files of a new language; what is to be written in them is marked TODO."""
    from aura import languages
    from aura.settings import ROOT

    try:
        files = languages.lay_out(ROOT, code)
    except languages.LanguageError as error:
        err.print(str(error), style="red", highlight=False, markup=False)
        raise typer.Exit(1) from None
    for folder in dict.fromkeys(path.parent for path in files):
        count = sum(path.parent == folder for path in files)
        out.print(f"{folder.relative_to(ROOT)}: {count} files", highlight=False, markup=False)
    out.print("What to write in them: docs/languages.md", highlight=False)


def prepare_database(folder: Path | None = None, details: bool = False) -> None:
    """Create or update the schema and the catalogue, telling what was done."""
    from aura.database import create_engine, migrate
    from aura.settings import settings
    from service_catalogue import content

    async def load() -> content.Report:
        engine = create_engine(settings().database_url)
        try:
            return await content.load(engine, folder or settings().content)
        finally:
            await engine.dispose()

    with err.status("Preparing the database"):
        migrate(settings().database_url)
        try:
            report = asyncio.run(load())
        except content.ContentError as error:
            _print_problems(error.problems)
            raise typer.Exit(1) from None
    counts = {name: getattr(report, name) for name in ("added", "changed", "removed", "unchanged")}
    err.print("Catalogue: " + ", ".join(f"{len(ids)} {name}" for name, ids in counts.items()))
    if details:
        for name in ("added", "changed", "removed"):
            for entry_id in counts[name]:
                out.print(f"{name} {entry_id}", highlight=False)


def _print_problems(problems: list[str]) -> None:
    err.print(f"[red]{len(problems)} problems, nothing was written:[/]")
    for problem in problems:
        err.print(problem, highlight=False, markup=False)


def _print_replies(replies: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """Print replies; returns the button behind each number that can be typed."""
    payloads: dict[str, tuple[str, str]] = {}
    for reply in replies:
        if reply.get("text"):
            out.print(reply["text"], style="cyan", highlight=False, markup=False)
        for card in reply.get("custom", {}).get("cards", ()):
            out.print(f"  {card['title']} – {card['provider']}", style="bold", markup=False)
            out.print(f"  {card['text']}\n  {card['why']}\n  {card['link']['url']}", markup=False)
        for button in reply.get("buttons", ()):
            payloads[str(len(payloads) + 1)] = (button["title"], button["payload"])
            out.print(f"  [{len(payloads)}] {button['title']}", style="green", markup=False)
    return payloads
