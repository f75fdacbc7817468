"""Choose among the rows of the catalogue: by rank beside the search, or as the steps of a path."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.actions.source import catalogue
from bot.components.answer_phrases import named
from bot.components.extraction import extract
from service_catalogue.search import Hit, Query, Result

WIDE = 60  # more rows than answer any one intent
# Rows of one employment area: other towns have their own.
LOCAL = frozenset({"turku-employment-services"})
_AGE = re.compile(
    r"\b(?:1[4-9]|2[0-4])[\s-]*(?:v\b|vee\b|vuoti\w*|years?\b|yrs?\b|yo\b|y/o\b|år|åring)"
    r"|\b(?:i'm|im|i am|oon|olen|jag är) (?:1[4-9]|2[0-4])\b",
    re.IGNORECASE,
)


async def ranked(query: Query, rank: Callable[[Hit], int | None]) -> Result:
    """Search; hits of a lower rank come first, those without one fall out."""
    wide = await catalogue().search(replace(query, limit=WIDE))
    ranks = {hit.row.id: rank(hit) for hit in wide.hits}
    kept = [hit for hit in wide.hits if ranks[hit.row.id] is not None]
    kept.sort(key=lambda hit: ranks[hit.row.id] or 0)
    return Result(tuple(kept[: query.limit]), len(kept), wide.widened)


def among(ids: Sequence[str]) -> Callable[[Hit], int]:
    """Return a rank for `ranked`: the rows `ids` in this order, then all others as found."""
    return lambda hit: ids.index(hit.row.id) if hit.row.id in ids else len(ids)


async def path(query: Query, ids: tuple[str, ...]) -> Result:
    """Return the rows `ids` in this order, as far as they may be shown and serve the place asked.

    `total` counts all the rows that answer the query.
    """
    found = await catalogue().search(replace(query, limit=WIDE))
    places = set(query.facets.get("municipality", ()))
    rows = [row for row_id in ids if (row := await catalogue().get(row_id))]
    here = [
        row
        for row in rows
        if not places or row.id not in LOCAL or places & set(row.tagged("municipality"))
    ]
    return Result(tuple(Hit(row) for row in here), max(found.total, len(here)))


def only(text: str, group: str, beside: tuple[str, ...]) -> bool:
    """Tell whether `text` says nothing but words of `group` and values of the entities `beside`."""
    rest = text
    for entity in reversed(extract(text)):
        if entity["entity"] in beside:
            rest = rest[: entity["start"]] + " " + rest[entity["end"] :]
    return all(named(word, group) for word in re.findall(r"\w+", rest))


def is_young(query: Query) -> bool:
    """Tell whether the person is said to be under 25."""
    return bool(
        query.audience == "pupil" or _AGE.search(query.words) or named(query.words, "young")
    )
