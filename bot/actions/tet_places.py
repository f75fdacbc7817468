"""Which placements fit a pupil: the kinds of workplaces named first, and ever wider without."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.actions.source import catalogue
from bot.actions.workplaces import kinds_of
from service_catalogue.search import Hit, Query, Result

EVERY = 1000  # rows: more than there are placements


async def placements(query: Query) -> Result:
    """Return the named kinds of workplaces first; where there are none, look ever wider.

    The kinds are the query's facet `workplace`, which no row is tagged with: a hit is marked with
    it here. What was given up on the way stands in the result's `widened`.
    """
    kinds = query.facets.get("workplace", ())
    if not kinds:
        result = _without_words(await catalogue().search(replace(query, limit=EVERY)))
        return _first(result, query, lambda hit: "field" not in hit.facets)
    for given_up, wider in _ever_wider(query):
        result = await catalogue().search(wider)
        hits = _sorted(result.hits, kinds)
        if hits and (query.exclude or "workplace" in hits[0].facets) and not result.widened:
            return Result(hits[: query.limit], len(hits), given_up)
    _, unlimited = next(_ever_wider(query))
    result = _without_words(await catalogue().search(unlimited))
    widened = ("workplace", *result.widened)
    return _first(replace(result, widened=widened), query, lambda hit: hit.row.demo)


def _ever_wider(query: Query) -> Iterator[tuple[tuple[str, ...], Query]]:
    """Yield the search for all rows without the place, then without the time, with what is left."""
    facets = {name: values for name, values in query.facets.items() if name != "workplace"}
    query = replace(query, facets=facets, limit=EVERY)
    yield (), query
    given_up: tuple[str, ...] = ("workplace",)
    if "municipality" in facets:
        del facets["municipality"]
        query, given_up = replace(query, facets=dict(facets)), (*given_up, "municipality")
        yield given_up, query
    if query.period:
        yield (*given_up, "period"), replace(query, period=None)


def _sorted(hits: tuple[Hit, ...], kinds: tuple[str, ...]) -> tuple[Hit, ...]:
    """Return hits of `kinds` first, marked as such, then those of the same field."""
    marked = [
        replace(hit, words=(), facets={"workplace": found, **hit.facets}) if found else hit
        for hit in hits
        for found in [tuple(kind for kind in kinds_of(hit.row) if kind in kinds)]
    ]
    fields = {f for h in marked if "workplace" in h.facets for f in h.row.tagged("field")}

    def rank(hit: Hit) -> tuple[bool, bool]:
        return "workplace" not in hit.facets, not fields & set(hit.row.tagged("field"))

    return tuple(replace(hit, words=()) for hit in sorted(marked, key=rank))


def _first(result: Result, query: Query, last: Callable[[Hit], bool]) -> Result:
    """Return the first hits, those for which `last` holds after the others."""
    return replace(result, hits=tuple(sorted(result.hits, key=last)[: query.limit]))


def _without_words(result: Result) -> Result:
    """Return hits without the words they fit: "paikka" is no reason to show a place."""
    return replace(result, hits=tuple(replace(hit, words=()) for hit in result.hits))
