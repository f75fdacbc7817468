"""Coping: everyday support, and acute danger."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer, Events
from bot.actions.cards import card
from bot.actions.memory import wording_of
from bot.actions.source import catalogue
from service_catalogue.search import Query


class GetLifeSupport(Answer):
    """Find support for everyday life beside job seeking."""

    intent = "get_life_support"


class Crisis(Action):
    """Say first where help is now; nothing that was going on comes before it."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_crisis"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Name 112 and the helplines, then show them as cards."""
        say = wording_of(tracker)
        result = await catalogue().search(
            Query(intent="crisis", audience=tracker.get_slot("audience"), limit=4)
        )
        dispatcher.utter_message(
            response="utter_crisis",
            json_message={"cards": [card(hit, "", say) for hit in result.hits]},
        )
        dispatcher.utter_message(response="utter_crisis_next")
        return []
