"""`make bench`: every measurement, printed as tables."""

from aura.quiet import quiet

quiet()

import sys  # noqa: E402

from rich.console import Console  # noqa: E402

from benchmarks import accuracy, dialogues, latency, peers, widget  # noqa: E402

PARTS = {
    "accuracy": accuracy.run,
    "latency": latency.run,
    "dialogues": dialogues.run,
    "widget": widget.run,
    "peers": peers.run,  # the longest, so the last
}


def main() -> None:
    """Run the parts named on the command line, or all."""
    console = Console(width=100)
    for name in sys.argv[1:] or PARTS:
        PARTS[name](console)


main()
