"""Find rows by words and by structure, and widen the question when nothing fits."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from service_catalogue import text
from service_catalogue.rows import Row

# Facets of a query that a row must not contradict, with what an explicit match is worth.
FACETS = {
    "field": 3.0,
    "occupation": 4.0,
    "municipality": 1.0,
    "level": 2.0,
    "mode": 2.0,
    "service_languages": 1.5,
    "relocation_topic": 4.0,
    "project": 6.0,
}
# What a word is worth by the text it stands in.
WEIGHTS = {"name": 3.0, "keywords": 2.0, "summary": 1.0, "provider": 1.0, "eligibility": 0.5}
# A word found in more than this share of the rows is no reason to show one of them.
TELLING_SHARE = 0.1
TYPO_WEIGHT = 0.7
PART_WEIGHT = 0.6

# Southwest Finland (region 02 of Statistics Finland), the area a place widens to.
REGION = frozenset(
    (
        "aura", "kaarina", "kemiönsaari", "koski tl", "kustavi", "laitila", "lieto", "loimaa",
        "marttila", "masku", "mynämäki", "naantali", "nousiainen", "oripää", "paimio", "parainen",
        "pyhäranta", "pöytyä", "raisio", "rusko", "salo", "sauvo", "somero", "taivassalo", "turku",
        "uusikaupunki", "vehmaa",
    )
)  # fmt: skip
# Fields whose workplaces and studies lie close, by ISCED-F 2013 broad field.
NEIGHBOURS = {
    "education": ("health_welfare", "social_sciences"),
    "arts_humanities": ("ict", "services"),
    "social_sciences": ("business_law", "education"),
    "business_law": ("services", "social_sciences"),
    "natural_sciences": ("engineering", "agriculture_forestry"),
    "ict": ("engineering", "business_law"),
    "engineering": ("ict", "natural_sciences"),
    "agriculture_forestry": ("natural_sciences", "services"),
    "health_welfare": ("education", "services"),
    "services": ("business_law", "health_welfare"),
    "general": (),
}


@dataclass(frozen=True)
class Query:
    """What is asked: the person's words and what was understood of them.

    `facets` maps a facet to the wanted values; `period` is a first and a last day; rows that serve
    in the person's `language`, or what was talked about (`topic`, `relocation_topics`), come before
    their equals.
    """

    words: str = ""
    intent: str | None = None
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    audience: str | None = None
    language: str | None = None
    topic: str | None = None
    relocation_topics: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    exclude: frozenset[str] = frozenset()
    limit: int = 3


@dataclass(frozen=True)
class Hit:
    """A row that answers, with the facets and the telling words that it fits, weightiest first."""

    row: Row
    score: float = 0.0
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """Hits, best first; how many there were; which facets had to be given up to find them."""

    hits: tuple[Hit, ...]
    total: int
    widened: tuple[str, ...] = ()


class Index:
    """Rows with their words, ready to be searched; immutable once built."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = {row.id: row for row in rows}
        self._languages = {
            *text.LANGUAGES,
            *(code for row in self.rows.values() for code in row.texts),
        }
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for row in self.rows.values():
            for term, weight in _terms(row).items():
                self._weights[term][row.id] = weight
        for term in self._weights:
            self._by_letter[term[:1]].append(term)

    def search(self, query: Query, today: date, demo: bool = True) -> Result:
        """Return the best rows; where none fits, ask again more widely and say so."""
        words = self._score_words(query.words)
        for widened, wider in _widenings(query):
            hits = self._hits(wider, words, today, demo)
            fresh = [hit for hit in hits if hit.row.id not in query.exclude]
            if hits and any(_is_specific(hit, wider) for hit in hits):
                return _result(fresh, query, widened)
        fresh = [
            hit
            for hit in self._hits(replace(query, facets={}), words, today, demo)
            if hit.row.id not in query.exclude
        ]
        return _result(fresh, query, tuple(query.facets))

    def _hits(
        self, query: Query, words: dict[str, dict[str, float]], today: date, demo: bool
    ) -> list[Hit]:
        hits = []
        for row in self.rows.values():
            if (row.demo and not demo) or not row.is_valid(today) or not _may_answer(row, query):
                continue
            matched = {
                facet: tuple(value for value in wanted if value in row.tagged(facet))
                for facet, wanted in query.facets.items()
            }
            if any(
                not found and row.tagged(facet) for facet, found in matched.items()
            ) or not _in_period(row, query.period):
                continue
            found_words = {word: worth[row.id] for word, worth in words.items() if row.id in worth}
            if not query.intent and not query.facets and not found_words:
                continue
            score = sum(FACETS[facet] for facet, found in matched.items() if found)
            if words:  # a row that has all the words beats one that has a rare one
                score += sum(found_words.values()) * (0.5 + len(found_words) / len(words))
            score += _prior(row, query)
            hits.append(
                Hit(
                    row,
                    score,
                    {facet: found for facet, found in matched.items() if found},
                    tuple(
                        word
                        for word in sorted(found_words, key=found_words.__getitem__, reverse=True)
                        if len(words[word]) <= len(self.rows) * TELLING_SHARE
                    ),
                )
            )
        return sorted(hits, key=lambda hit: (-hit.score, hit.row.position, hit.row.id))

    def _score_words(self, asked: str) -> dict[str, dict[str, float]]:
        """Return, for each word asked, the rows it stands in and what that is worth."""
        scores: dict[str, dict[str, float]] = {}
        for word in dict.fromkeys(text.words(asked)):
            rows: dict[str, float] = defaultdict(float)
            for alternatives, certainty in self._known_terms(word):
                for row_id, weight in self._best(alternatives).items():
                    rows[row_id] += certainty * weight
            if rows:
                scores[word] = dict(rows)
        return scores

    def _best(self, terms: Iterable[str]) -> dict[str, float]:
        """Return what the best of `terms` is worth in each row: rare terms are worth more."""
        best: dict[str, float] = {}
        for term in terms:
            rarity = math.log(1 + len(self.rows) / len(self._weights[term])) / 4
            for row_id, weight in self._weights[term].items():
                best[row_id] = max(best.get(row_id, 0.0), weight * rarity)
        return best

    def _known_terms(self, word: str) -> list[tuple[set[str], float]]:
        """Return the index's terms for a word: itself, else its parts, else a likely typo of it."""
        if exact := {term for term in {word, *self._stems(word)} if term in self._weights}:
            return [(exact, 1.0)]
        if compound := text.parts(word, self._weights, self._languages):
            return [({part}, PART_WEIGHT) for part in compound]
        for candidate in (word, *sorted(self._stems(word))):
            if near := text.nearest(candidate, self._by_letter[candidate[:1]]):
                return [({near}, TYPO_WEIGHT)]
        return []

    def _stems(self, word: str) -> frozenset[str]:
        return text.stems(word, self._languages)


def _terms(row: Row) -> dict[str, float]:
    """Return the terms of a row's texts in all languages; a term counts where it weighs most."""
    weights: Counter[str] = Counter()
    for language, texts in row.texts.items():
        for name, weight in WEIGHTS.items():
            for word in text.words(getattr(texts, name)):
                for term in (word, text.stem(word, language)):
                    weights[term] = max(weights[term], weight)  # type: ignore[assignment]
    for facet in ("occupation", "municipality", "project"):
        for value in row.tagged(facet):
            for word in text.words(value.replace("-", " ").replace("_", " ")):
                weights[word] = max(weights[word], WEIGHTS["keywords"])  # type: ignore[assignment]
    return dict(weights)


def _result(hits: list[Hit], query: Query, widened: tuple[str, ...]) -> Result:
    """Return the first hits, each with those facets that were really asked for."""
    asked = [
        replace(
            hit,
            facets={
                facet: tuple(value for value in values if value in query.facets.get(facet, ()))
                for facet, values in hit.facets.items()
                if set(values) & set(query.facets.get(facet, ()))
            },
        )
        for hit in hits[: query.limit]
    ]
    return Result(tuple(asked), len(hits), widened)


def _may_answer(row: Row, query: Query) -> bool:
    if row.status == "ended" and query.intent not in (None, "ask_project"):
        return False  # an ended project serves nobody today
    if query.intent is None:
        return "crisis" not in row.tagged("answers")
    return query.intent in row.tagged("answers")


def _in_period(row: Row, period: tuple[date, date] | None) -> bool:
    if period is None or row.starts is None:
        return True
    return row.starts <= period[1] and (row.ends or row.starts) >= period[0]


def _is_specific(hit: Hit, query: Query) -> bool:
    """A row for every field is a fair answer, but not to somebody who asked for one field."""
    wanted = {"field", "occupation", "relocation_topic", "project"} & query.facets.keys()
    return not wanted or bool(wanted & hit.facets.keys())


def _prior(row: Row, query: Query) -> float:
    """Return what a row is worth before words and facets: whom it is for, how sure it is."""
    score = {"high": 0.1, "medium": 0.05, "low": 0.0}[row.confidence]
    if query.intent and row.tagged("answers")[:1] == (query.intent,):
        score += 1.0
    if query.audience and query.audience in row.tagged("audience"):
        score += 1.0
    if query.topic in row.tagged("answers")[1:]:
        score += 2.0
    if set(query.relocation_topics) & set(row.tagged("relocation_topic")):
        score += 2.0
    if query.language in row.tagged("service_languages"):
        score += 0.5
    if query.period and row.starts:
        score += 1.0
    if row.status == "ended":
        score -= 0.5
    if row.demo:  # an example never comes before its real equals
        score -= 1.0
    return score


def _widenings(query: Query) -> Iterable[tuple[tuple[str, ...], Query]]:
    """Yield the query as asked, then ever wider ones, with the names of what was given up.

    The place gives way first (to the region, then to anywhere), the field last (to its
    neighbours): somebody who wants to be a nurse rather travels than becomes a cook.
    """
    yield (), query
    facets = dict(query.facets)
    given_up: tuple[str, ...] = ()
    if "municipality" in facets:
        facets["municipality"] = tuple(sorted(REGION))
        given_up += ("municipality",)
        yield given_up, replace(query, facets=dict(facets))
        del facets["municipality"]
        yield given_up, replace(query, facets=dict(facets))
    if query.period:
        query = replace(query, period=None)
        given_up += ("period",)
        yield given_up, replace(query, facets=dict(facets))
    for facet in ("mode", "level", "service_languages", "occupation"):
        if facet in facets and (facet != "occupation" or "field" in facets):
            del facets[facet]
            given_up += (facet,)
            yield given_up, replace(query, facets=dict(facets))
    if "field" in facets:
        near = (other for value in facets["field"] for other in NEIGHBOURS.get(value, ()))
        facets["field"] = tuple(dict.fromkeys(near))
        yield (*given_up, "field"), replace(query, facets=dict(facets))
