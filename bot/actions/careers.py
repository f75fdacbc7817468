"""Careers: what occupations are like, and guidance in choosing."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer
from bot.actions.answers import said
from bot.actions.further import starting_point
from bot.actions.memory import entity_values, words_of
from bot.actions.reactions import Events
from bot.actions.training import FindTraining
from service_catalogue.search import Query


class ExploreCareers(Answer):
    """Find descriptions of fields and occupations and what to study for them."""

    intent = "explore_careers"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer "what after vocational school" with studies."""
        if starting_point(words_of(tracker)):
            return await FindTraining().run(dispatcher, tracker, domain)
        return await super().run(dispatcher, tracker, domain)


class GetCareerGuidance(Answer):
    """Find guidance for somebody who does not know what to do."""

    intent = "get_career_guidance"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer with schools who asks what to study next, or has not finished school."""
        further = said(tracker, "studies") and starting_point(words_of(tracker))
        if further or said(tracker, "unschooled"):
            return await FindTraining().run(dispatcher, tracker, domain)
        return await super().run(dispatcher, tracker, domain)

    def query(self, tracker: Tracker, words: str) -> Query:
        """Take "my daughter in ninth grade" as a parent's words."""
        query = super().query(tracker, words)
        parent = "parent" in entity_values(tracker, "audience")
        return replace(query, audience="parent") if parent else query

    def lead(self, query: Query) -> str:
        """Speak to parents of their child."""
        parent = query.audience == "parent"
        return "utter_parent_guidance" if parent else super().lead(query)
