"""Read what a workplace says of the TET place that it offers."""

import re
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from bot.actions.answers import after, controls, number, pressed, said
from bot.actions.form import likeliest
from bot.actions.memory import entity_values, words_of
from bot.actions.sealed import sealed
from bot.actions.workplaces import workplaces
from bot.components.extraction import extract

SLOT = "tet_offer"
LONGEST_NAME = 80
MOST_SPOTS = 30
LONGEST_LANGUAGE = 3  # words: "English is fine" answers, "can you speak English" does not
# A name ends where the next thing begins.
_NAME_ENDS = re.compile(r"[,;\n]|[.!](?:\s|$)|\s[–-]\s")
# What nobody's workplace is called.
_NO_NAMES = {
    "change_language", "affirm", "deny", "thank", "greet", "goodbye", "offer_tet_placement",
}  # fmt: skip
_KINDS = {  # of workplaces (`workplaces.yml`), by the field of the work there
    "education": "daycare primary_school",
    "arts_humanities": "museum theatre advertising photo_studio music_school craft library",
    "social_sciences": "newspaper communications archive association",
    "business_law": "grocery clothes_shop shop accounting law_office bank estate_agency",
    "natural_sciences": "laboratory nature_centre waterworks",
    "ict": "software games it_support computer_repair web_agency",
    "engineering": "architect bakery builder car_repair electrician joinery machine_shop"
    " ship_design",
    "agriculture_forestry": "farm garden stable forest vet",
    "health_welfare": "care_home hospital pharmacy dentist day_centre youth_centre",
    "services": "restaurant cafe hotel hairdresser sports fire_station police warehouse",
}
_FIELDS = {kind: field for field, kinds in _KINDS.items() for kind in kinds.split()}


def asks(tracker: Tracker) -> bool:
    """Tell whether the message is a question."""
    return "?" in words_of(tracker) or bool(said(tracker, "question"))


def offers_a_place(tracker: Tracker) -> bool:
    """Tell whether the message says that a workplace takes pupils, and asks nothing."""
    return not asks(tracker) and bool(said(tracker, "offer"))


def organisation(tracker: Tracker) -> str | None:
    """Return the workplace's name: all that is answered, or what the message calls so."""
    name = after(tracker, "naming", "organisation")
    if name is None and _asked(tracker, "organisation"):
        intent, _ = likeliest(tracker)
        other = asks(tracker) or controls(tracker, "skip") or intent in _NO_NAMES
        name = None if other else after(tracker, "naming", "introduction") or words_of(tracker)
    name = _NAME_ENDS.split((name or "").strip())[0].strip(" .!\"'”")
    return name if 2 <= len(name) <= LONGEST_NAME else None


def field(tracker: Tracker) -> list[str] | None:
    """Return the fields of the work; a kind of workplace tells its own ("a café")."""
    found = entity_values(tracker, "field")
    named = _asked(tracker, "organisation") and not _kept(tracker, "field")
    told = named or _asked(tracker, None, "place", "field") or _corrects(tracker)
    if not found and told:
        words = words_of(tracker)
        found = [_FIELDS[kind] for kind in workplaces(words) if kind in _FIELDS]
        found = found or [e["value"] for e in extract(f"TET {words}") if e["entity"] == "field"]
    return _news(tracker, "field", list(dict.fromkeys(found)))


def municipality(tracker: Tracker) -> list[str] | None:
    """Return where the workplace is."""
    return _news(tracker, "municipality", entity_values(tracker, "municipality"))


def place(tracker: Tracker) -> bool | None:
    """Tell that the one question for both has got the field or the municipality."""
    return True if field(tracker) or municipality(tracker) else None


def weeks(tracker: Tracker) -> dict[str, str] | None:
    """Return the first and the last day; a bare number answers the question for a week."""
    found = entity_values(tracker, "period")
    if not found and _asked(tracker, "weeks") and re.search(r"\d", words_of(tracker)):
        of_weeks = extract(f"viikko {words_of(tracker)}")
        found = [entity["value"] for entity in of_weeks if entity["entity"] == "period"]
    if _corrects(tracker):
        found = [period for period in found if period != _kept(tracker, "weeks")]
    found = [period for period in found if period["end"] >= date.today().isoformat()]
    if not found:
        return None
    return {
        "start": min(period["start"] for period in found),
        "end": max(period["end"] for period in found),
    }


def spots(tracker: Tracker) -> int | None:
    """Return how many pupils: "two places", or any number where it is asked or corrected."""
    choice = pressed(tracker) or ""
    count = int(choice) if choice.isdecimal() else number(tracker, "spots")
    bare = _asked(tracker, "spots") or (_corrects(tracker) and not _asked(tracker, "weeks"))
    if count is None and bare:
        count = number(tracker)
    return count if count and count <= MOST_SPOTS else None


def languages(tracker: Tracker) -> list[str] | None:
    """Return the languages in which a pupil gets by; their bare names where they are asked."""
    found = entity_values(tracker, "teaching_language")
    if _asked(tracker, "languages"):
        found = list(dict.fromkeys([*found, *said(tracker, "spoken")]))
        long = len(words_of(tracker).split()) > LONGEST_LANGUAGE or controls(tracker, "resume")
        if likeliest(tracker)[0] == "change_language" and long and len(found) == 1:
            return None
    return found or None


def contact() -> str | None:
    """Return what the person has written to be reached by; it is known in this turn only."""
    return ", ".join(filter(None, (sealed("email"), sealed("phone")))) or None


def contact_given(tracker: Tracker) -> bool | None:
    """Tell that the contact is given where it is asked for: the value itself is kept nowhere."""
    return True if _asked(tracker, "contact") and contact() else None


def _asked(tracker: Tracker, *names: str | None) -> bool:
    """Tell whether one of `names` is being asked for; None stands for before the form."""
    return tracker.get_slot("requested_slot") in names


def _kept(tracker: Tracker, name: str) -> Any:
    return (tracker.get_slot(SLOT) or {}).get(name)


def _corrects(tracker: Tracker) -> bool:
    return bool(said(tracker, "correction"))


def _news(tracker: Tracker, name: str, values: list[str]) -> list[str] | None:
    """Return `values`, without what a correction takes back ("not Raisio but Turku")."""
    old = _kept(tracker, name) or []
    new = [value for value in values if value not in old] if _corrects(tracker) else []
    return new or values or None
