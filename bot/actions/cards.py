"""Turn a catalogue row into a card: what a person reads of it and why it fits."""

import re
from collections.abc import Iterable
from typing import Any

from bot.wording import Wording
from service_catalogue.rows import Row
from service_catalogue.search import Hit
from service_catalogue.text import fold

# Facets of a row that a card says something about, with the label group of their values.
GROUPS = {
    "field": "field",
    "municipality": "municipality",
    "level": "education_level",
    "mode": "study_mode",
    "service_languages": "language",
    "relocation_topic": "relocation_topic",
    "audience": "audience",
    "workplace": "workplace",
}

WORDS_SHOWN = 2
PLACES_SHOWN = 3
SHORTEST_WORD_SHOWN = 5


def card(hit: Hit, words: str, say: Wording) -> dict[str, Any]:
    """Return the card of a hit, JSON-ready; `words` are the person's own."""
    row, text = hit.row, hit.row.text(say.language)
    return {
        "id": row.id,
        "title": text.name,
        "provider": text.provider,
        "text": text.summary,
        "why": why(hit, words, say),
        "facts": facts(row, say),
        "link": {"url": row.url, "title": say.label("card", "link")},
        "checked": say.label("card", "checked", date=say_date(row)),
        "source": {"url": row.source_url, "title": say.label("card", "source")},
        "demo": say.label("card", "demo") if row.demo else None,
        "button": {
            "title": say.label("card", "details"),
            "payload": f'/show_details{{"ordinal": "{row.id}"}}',
        },
    }


def shown(hits: Iterable[Hit], words: str, say: Wording, rated: bool = False) -> dict[str, Any]:
    """Return the JSON of a message that shows `hits`; `rated` where people may say if it helped."""
    custom: dict[str, Any] = {"cards": [card(hit, words, say) for hit in hits]}
    return {**custom, "feedback": True} if rated else custom


def why(hit: Hit, words: str, say: Wording) -> str:
    """Return the reason why the row fits: what was asked and found, else whom it is for."""
    found = [
        say.listed(GROUPS[facet], values) for facet, values in hit.facets.items() if facet in GROUPS
    ]
    if not found:
        said = [word for word in re.findall(r"\w+", words) if fold(word) in hit.words[:WORDS_SHOWN]]
        found = [word for word in said if len(word) >= SHORTEST_WORD_SHOWN]
    if found:
        return say.label("card", "why", reasons=", ".join(dict.fromkeys(found)))
    return say.label("card", "for_whom", eligibility=hit.row.text(say.language).eligibility)


def facts(row: Row, say: Wording) -> list[str]:
    """Return short facts: when and where, cost, languages."""
    lines = [*when_and_where(row, say), row.text(say.language).cost]
    if languages := row.tagged("service_languages"):
        lines.append(say.listed("language", languages))
    return lines


def when_and_where(row: Row, say: Wording) -> list[str]:
    """Return the time, how many places for how long, and the municipalities."""
    text = row.text(say.language)
    lines = [text.when] if text.when else []
    if row.starts and row.ends and row.kind != "project":
        lines.append(f"{say_day(row.starts)}–{say_day(row.ends)}")
    if row.spots:
        lines.append(say.label("card", "spots", count=row.spots))
    if row.days:
        lines.append(say.label("card", "days", count=row.days))
    if places := row.tagged("municipality"):
        lines.append(say.listed("municipality", places[:PLACES_SHOWN]))
    return lines


def say_date(row: Row) -> str:
    """Return the day a row was last checked."""
    return say_day(row.checked)


def say_day(day: Any) -> str:
    """Return a date in the form that Finnish, Swedish and English readers here share."""
    return f"{day.day}.{day.month}.{day.year}"
