"""When a message is not understood for sure: show what is nearest, offer the likeliest meanings."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Events
from bot.actions.cards import card
from bot.actions.memory import named_topic, names_a_value, wording_of, words_of
from bot.actions.source import catalogue
from bot.actions.topics import refine, topics
from bot.actions.wellbeing import Crisis
from service_catalogue.search import Query

MEANINGS = 2
# A message that may be a cry for help is answered as one, even when other meanings are likelier.
CRISIS_CONFIDENCE = 0.2
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
        dispatcher.utter_message(response="utter_out_of_scope")
        return []


class Fallback(Action):
    """Search the catalogue with the person's words and ask which of two meanings is right."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer as well as can be: crisis first, then a value named, then rows and meanings."""
        ranking = tracker.latest_message.get("intent_ranking") or []
        for intent in ranking:
            if intent["name"] == "crisis" and intent["confidence"] >= CRISIS_CONFIDENCE:
                return await Crisis().run(dispatcher, tracker, domain)
        if names_a_value(tracker) and (refined := await refine(dispatcher, tracker)):
            return refined
        say = wording_of(tracker)
        likely = [intent["name"] for intent in ranking if intent["name"] in topics()][:MEANINGS]
        buttons = [{"title": say.label("topic", name), "payload": f"/{name}"} for name in likely]
        words = words_of(tracker)
        query = Query(words=words)
        result = await catalogue().search(query)
        if not result.hits:
            await catalogue().record_unmet(query, say.language)
            dispatcher.utter_message(response="utter_fallback", buttons=buttons)
            return []
        dispatcher.utter_message(
            response="utter_fallback_results",
            json_message={"cards": [card(hit, words, say) for hit in result.hits]},
        )
        dispatcher.utter_message(response="utter_fallback_meanings", buttons=buttons)
        return [SlotSet("results", [hit.row.id for hit in result.hits])]
