"""What `aura nlu` does: report how well messages are understood, check the training messages."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

SHOWN_SHARE = 0.005  # of the time; smaller ones are in the report


def report(
    model: Path, folder: Path, cross_validation: bool, record: bool, out: Console, err: Console
) -> None:
    """Write `report.json` and `report.html` into `folder` and print a short table."""
    from bot.assistant import Assistant
    from bot.evaluation import page, recorded
    from bot.evaluation import report as reports

    with err.status("Loading the assistant"):
        assistant = Assistant(model)
    with _progress(err) as on_step:
        found = reports.build(assistant, cross_validation=cross_validation, on_step=on_step)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8")
    (folder / "report.html").write_text(page.render(found), encoding="utf-8")
    out.print(summary(found))
    err.print(f"Wrote {folder / 'report.html'} and {folder / 'report.json'}", highlight=False)
    if record:
        recorded.write(found)
        err.print(f"Recorded the figures in {recorded.FILE}", highlight=False)


def check(out: Console, err: Console) -> bool:
    """Print the training messages that say nearly the same; tells whether there are none."""
    from bot.evaluation import training

    with err.status("Comparing the training messages"):
        messages = training.read()
        pairs = training.check(messages)
    for likeness, one, other in pairs:
        out.print(
            f"{one.language}/{one.style}.yml {one.intent}: {one.text!r} is nearly "
            f"{other.style}.yml {other.intent}: {other.text!r} ({likeness:.2f})",
            highlight=False, markup=False, soft_wrap=True,
        )  # fmt: skip
    out.print(f"{len(messages)} training messages, {len(pairs)} near-duplicates", highlight=False)
    return not pairs


def summary(found: dict[str, Any]) -> Table:
    """Return the most important figures of a report, a column a language."""
    languages = found["languages"]
    hash_ = found["development_set"]["hash"]
    table = Table("", *languages, title=f"Understanding, development set {hash_}")
    table.add_row("messages", *(str(of["messages"]) for of in languages.values()))
    for title, path in (
        ("intent accuracy", ("accuracy",)),
        ("asked back", ("asked_back",)),
        ("right when not asked back", ("right_when_sure",)),
        ("expected calibration error", ("calibration_error",)),
        ("out of scope seen", ("scope", "recall")),
        ("real questions refused", ("scope", "refused")),
        ("entity F1", ("entities", "all", "f1")),
    ):
        table.add_row(title, *(_figure(of, path) for of in languages.values()))
    for style in languages["all"]["styles"]:
        path = ("styles", style, "accuracy")
        table.add_row(f"  {style}", *(_figure(of, path) for of in languages.values()))
    for name, lost in found["robustness"].items():
        # `0 -` rather than a minus sign: nothing lost is no "-0.0".
        points = (f"{0 - lost[language]['points_lost']:+.1f} points" for language in languages)
        table.add_row(name, *points)
    if folded := found.get("cross_validation"):
        table.add_row(
            "cross-validated", *(_figure(folded, (name, "accuracy")) for name in languages)
        )
    times = found["milliseconds"]
    table.add_row("ms a message, p50 / p95", f"{times['p50']:.1f} / {times['p95']:.1f}")
    for name, of in times["components"].items():
        if of["share"] >= SHOWN_SHARE:
            table.add_row(f"  {name}", f"{of['share']:.0%}")
    return table


def _figure(of: dict[str, Any], path: tuple[str, ...]) -> str:
    """Return the figure at `path`, or nothing where there is none."""
    found: Any = of
    for name in path:
        if name not in found:
            return ""
        found = found[name]
    return f"{found:.3f}"


@contextmanager
def _progress(err: Console) -> Iterator[Any]:
    """Give a function that shows a step's name, what is done of how many."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=err) as progress:
        tasks: dict[str, Any] = {}

        def on_step(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step.capitalize(), total=total)
            progress.update(tasks[step], completed=done)

        yield on_step
