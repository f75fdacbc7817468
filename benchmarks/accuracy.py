"""Accuracy on the development set, per language, with the confusions."""

from rich.console import Console
from rich.table import Table

from aura.training import train
from aura.understanding import summary
from bot.assistant import Assistant
from bot.evaluation import report

SHOWN = 30


def run(console: Console) -> None:
    """Print the short table of `aura nlu report`, and what is confused most."""
    found = report.build(Assistant(train()), robustness=False)
    console.print(summary(found))
    table = Table("meant", "understood", "times", title="Most confused")
    for confusion in found["confusions"][:SHOWN]:
        times = str(len(confusion["messages"]))
        table.add_row(confusion["meant"], confusion["understood"], times)
    console.print(table)
