"""Deep links: where a conversation opens, as a link or the widget's attributes name it."""

import json
from functools import lru_cache

from bot.actions.topics import topics
from bot.components.lookups import by_language
from bot.wording import wording
from connectors.base import BadMessage

# Short names for links; the intents themselves are names too.
ALIASES = {
    "training": "find_training",
    "tet": "find_tet_placement",
    "tet-info": "ask_tet_info",
    "tet-offer": "offer_tet_placement",
    "jobs": "find_job",
    "talent": "find_talent_service",
    "recruiting": "recruit_talent",
    "business": "start_business",
    "moving": "ask_relocation",
    "language": "learn_language",
    "recognition": "recognise_skills",
    "digital-skills": "improve_digital_skills",
    "careers": "explore_careers",
    "guidance": "get_career_guidance",
    "support": "get_life_support",
    "unemployment": "ask_unemployment",
    "student-work": "find_student_work",
    "projects": "ask_project",
    "events": "find_event",
    "region": "ask_region",
    "teaching": "get_teaching_resources",
    "human": "contact_counsellor",
}


def opened(
    topic: str | None, audience: str | None, municipality: str | None, language: str | None
) -> tuple[str, str] | None:
    """Return the title and the payload of the button that opens the conversation there.

    None when nothing is named; raises BadMessage naming the field whose value is unknown.
    """
    known = {"audience": audience, "municipality": municipality}
    entities = {name: value for name, value in known.items() if value}
    for name, value in entities.items():
        if value not in _values(name):
            raise BadMessage(f"opening.{name}", "is no value of the taxonomy")
    intent = ALIASES.get(topic or "", topic)
    if intent and intent not in topics():
        raise BadMessage("opening.topic", "is no topic of the assistant")
    if not intent and not entities:
        return None
    say = wording(language)
    labels = ", ".join(say.label(name, value) for name, value in entities.items())
    title = say.label("topic", intent) if intent else labels[0].upper() + labels[1:]
    return title, f"/{intent or 'greet'}{json.dumps(entities) if entities else ''}"


@lru_cache
def _values(entity: str) -> frozenset[str]:
    """Return the taxonomy's values of `entity`, audience or municipality, from its look-ups."""
    name = {"audience": "audiences", "municipality": "municipalities"}[entity]
    return frozenset(value for values in by_language(name) for value in values)
