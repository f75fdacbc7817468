"""When a message is not understood for sure: show what is nearest; try something else each time."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.cards import shown
from bot.actions.contact import ContactCounsellor
from bot.actions.memory import FACETS, entity_values, named_topic, wording_of, words_of
from bot.actions.reactions import CRISIS_CONFIDENCE, Events
from bot.actions.source import catalogue
from bot.actions.topics import narrows, refine, topics
from bot.actions.wellbeing import Crisis
from service_catalogue.search import Query

MEANINGS = 2
PERSON = ContactCounsellor.intent  # offered beside every answer anyhow
REMEMBERED = 8  # messages that were not understood
# Below this, a value that belongs to one of our topics says more than the intent.
SURE_OUT_OF_SCOPE = 0.8


class OutOfScope(Action):
    """Say that this is somebody else's business, unless the message names something of ours."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_out_of_scope"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer an occupation, a field or a relocation topic; point the rest to the city."""
        confidence = tracker.latest_message.get("intent", {}).get("confidence", 1.0)
        if confidence < SURE_OUT_OF_SCOPE and (named := named_topic(tracker)):
            return await topics()[named].run(dispatcher, tracker, domain)
        said = _not_understood(tracker)
        # "Water bill in Tampere" is no wish for Tampere in the questions that follow.
        unasked = [s for s in (*FACETS, "period") if entity_values(tracker, s)]
        events = [SlotSet("failures", said), *(SlotSet(slot, None) for slot in unasked)]
        if len(said) > 1:
            return [*events, *await try_else(dispatcher, tracker, said)]
        dispatcher.utter_message(response="utter_out_of_scope")
        return events


class Fallback(Action):
    """Help on from a message that is not understood; `failures` are those that came in a row."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer as well as can be: crisis, then a value named, then what has not been tried."""
        ranking = tracker.latest_message.get("intent_ranking") or []
        for intent in ranking:
            if intent["name"] == "crisis" and intent["confidence"] >= CRISIS_CONFIDENCE:
                return await Crisis().run(dispatcher, tracker, domain)
        if narrows(tracker) and (refined := await refine(dispatcher, tracker)):
            return refined
        said = _not_understood(tracker)
        found = await try_else(dispatcher, tracker, said)
        return [SlotSet("failures", said), *found]


def _not_understood(tracker: Tracker) -> list[str]:
    """Return the messages in a row that were not understood, the latest one last."""
    return [*(tracker.get_slot("failures") or []), words_of(tracker)][-REMEMBERED:]


async def try_else(dispatcher: CollectingDispatcher, tracker: Tracker, said: list[str]) -> Events:
    """Try something else each time: meanings, topics, all words together, a person."""
    if len(said) == 1:
        return await _guess(dispatcher, tracker, said[0])
    if len(said) == 2:
        dispatcher.utter_message(response="utter_fallback_topics")
        return []
    if len(said) == 3:
        found = await _show(dispatcher, tracker, " ".join(said), "utter_fallback_all")
        if found:
            dispatcher.utter_message(response="utter_fallback_all_next")
            return found
    dispatcher.utter_message(response="utter_fallback_human")
    people = await ContactCounsellor().answer(dispatcher, tracker, "")
    return [event for event in people if event["name"] in ("results", "seen")]


async def _guess(dispatcher: CollectingDispatcher, tracker: Tracker, words: str) -> Events:
    """Show the nearest rows and ask which of the likeliest meanings is right."""
    say = wording_of(tracker)
    ranking = tracker.latest_message.get("intent_ranking") or []
    likely = [i["name"] for i in ranking if i["name"] in topics() and i["name"] != PERSON]
    buttons = [
        {"title": say.label("topic", name), "payload": f"/{name}"} for name in likely[:MEANINGS]
    ]
    found = await _show(dispatcher, tracker, words, "utter_fallback_results")
    response = "utter_fallback_meanings" if found else "utter_fallback"
    dispatcher.utter_message(response=response, buttons=buttons)
    return found


async def _show(
    dispatcher: CollectingDispatcher, tracker: Tracker, words: str, response: str
) -> Events:
    """Show what the catalogue has for `words`; nothing is said where it has nothing."""
    say = wording_of(tracker)
    query = Query(words=words)
    result = await catalogue().search(query)
    if not result.hits:
        await catalogue().record_unmet(query, say.language)
        return []
    dispatcher.utter_message(response=response, json_message=shown(result.hits, words, say))
    return [SlotSet("results", [hit.row.id for hit in result.hits])]
