"""What refers to the last answer: narrower, more of it, one of it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import pressed
from bot.actions.cards import card, say_date, when_and_where
from bot.actions.fallback import Fallback
from bot.actions.memory import entity_values, wording_of
from bot.actions.reactions import Events
from bot.actions.source import catalogue
from bot.actions.topics import narrows, refine, topics
from bot.wording import Wording
from service_catalogue.rows import Row
from service_catalogue.search import Hit

# Intents that show rows of the last topic.
ANSWERED = ("inform", "show_more", "affirm")


class Refine(Action):
    """Ask the last question again with what has just been said: "in Raisio", "only in English"."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_refine"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer the last topic anew, or the one that the value itself tells; else ask back."""
        if pressed(tracker) == "back":
            return await go_back(dispatcher, tracker)
        if not narrows(tracker):
            return await Fallback().run(dispatcher, tracker, domain)
        refined = await refine(dispatcher, tracker)
        if refined is None:
            dispatcher.utter_message(response="utter_ask_topic")
        return refined or []


async def go_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Show the answer before the last one; the last one, where something else came after it."""
    previous = tracker.get_slot("previous")
    if not (previous and _just_answered(tracker)):
        previous = {"topic": tracker.get_slot("topic"), "query": tracker.get_slot("query") or ""}
    if previous["topic"] is None:
        dispatcher.utter_message(response="utter_ask_topic")
        return []
    return await topics()[previous["topic"]].answer(dispatcher, tracker, previous["query"])


def _just_answered(tracker: Tracker) -> bool:
    """Tell whether the message before this one was answered with rows."""
    said = [event for event in tracker.events if event["event"] == "user"]
    before = said[-2]["parse_data"]["intent"]["name"] if len(said) > 1 else None
    return before in topics() or before in ANSWERED


class ShowMore(Action):
    """Show the next rows of the last answer."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_show_more"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer the last topic with rows not seen yet; without one, ask what to look for."""
        topic = tracker.get_slot("topic")
        if topic is None:
            dispatcher.utter_message(response="utter_ask_topic")
            return []
        seen = tuple(tracker.get_slot("seen") or ())
        words = tracker.get_slot("query") or ""
        return await topics()[topic].answer(dispatcher, tracker, words, seen)


class ShowDetails(Action):
    """Tell all about one of the rows shown."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_show_details"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Pick the row by its place ("2", "last") or, from a button, by its id."""
        row = await _picked(tracker)
        if row is None:
            shown = tracker.get_slot("results")
            dispatcher.utter_message(response="utter_which_one" if shown else "utter_ask_topic")
            return []
        say = wording_of(tracker)
        dispatcher.utter_message(
            response="utter_details",
            name=row.text(say.language).name,
            details=details(row, say),
            json_message={"cards": [_short(card(Hit(row), "", say))]},
        )
        dispatcher.utter_message(response="utter_details_next")
        return []


def details(row: Row, say: Wording) -> str:
    """Return everything a person may want to know of a row, a line each."""
    text = row.text(say.language)
    lines = {
        "how": text.contact,
        "eligibility": text.eligibility,
        "cost": text.cost,
        "facts": ", ".join(when_and_where(row, say)),
        "languages": say.listed("language", row.tagged("service_languages")),
        "partners": text.partners or "",
        "funding": text.funding or "",
        "checked": say_date(row),
    }
    return "\n".join(
        f"{say.label('details', name)}: {value}" for name, value in lines.items() if value
    )


def _short(full: dict[str, Any]) -> dict[str, Any]:
    """Return a card without what the details say beside it."""
    return {**full, "why": "", "facts": [], "button": None}


async def _picked(tracker: Tracker) -> Row | None:
    results = tracker.get_slot("results") or []
    ordinals = entity_values(tracker, "ordinal")
    pick = str(ordinals[0]) if ordinals else "1" if len(results) == 1 else ""
    if pick == "last" and results:
        return await catalogue().get(results[-1])
    if pick.isdecimal():
        shown = results[int(pick) - 1 : int(pick)] if int(pick) else []
        return await catalogue().get(shown[0]) if shown else None
    return await catalogue().get(pick)
