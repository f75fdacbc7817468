"""Let the real model read cases: what the figures are made of, and what each component costs."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bot.assistant import Assistant
from bot.evaluation.cases import Case, as_found
from bot.evaluation.figures import Understood


def understand(
    assistant: Assistant, cases: list[Case], on_case: Callable[[int], None] = lambda done: None
) -> tuple[list[Understood], list[float]]:
    """Return how `assistant` reads each case, outside any conversation, and the milliseconds.

    `on_case` hears how many are done.
    """

    async def read() -> tuple[list[Understood], list[float]]:
        understood, milliseconds = [], []
        for done, case in enumerate(cases, 1):
            started = time.perf_counter()
            parse = await assistant.parse(case.text)
            milliseconds.append((time.perf_counter() - started) * 1000)
            understood.append(
                Understood(
                    case,
                    parse["intent"]["name"],
                    parse["intent"]["confidence"],
                    parse["fallback"],
                    as_found(parse["entities"]),
                )
            )
            on_case(done)
        return understood, milliseconds

    return asyncio.run(read())


@contextmanager
def timed(assistant: Assistant) -> Iterator[dict[str, float]]:
    """Count the milliseconds that each component of `assistant` takes meanwhile, by class name."""
    milliseconds: dict[str, float] = defaultdict(float)
    nodes = assistant._processor.graph_runner._instantiated_nodes
    before = dict(nodes)

    def watched(node: Any) -> Callable[..., Any]:
        def call(*inputs: Any) -> Any:
            started = time.perf_counter()
            try:
                return node(*inputs)
            finally:
                name = node._component_class.__name__
                milliseconds[name] += (time.perf_counter() - started) * 1000

        return call

    try:
        nodes.update({name: watched(node) for name, node in nodes.items()})
        yield milliseconds
    finally:
        nodes.update(before)
