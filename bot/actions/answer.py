"""Answer a guidance intent with rows of the catalogue: the shape that all topics share."""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.cards import GROUPS, shown
from bot.actions.memory import query_of, refresh, wording_of, words_of
from bot.actions.reactions import Events
from bot.actions.source import catalogue
from bot.wording import Wording
from service_catalogue.search import Query, Result


class Answer(Action, ABC):
    """Find up to three rows for `intent`, say why each fits and what to do next.

    The wording is `utter_<intent>` before the cards and `utter_<intent>_next` after them, unless
    `lead` chooses another.
    """

    slots: tuple[str, ...] = ("municipality", "teaching_language")
    per_question: tuple[str, ...] = ()

    @property
    @abstractmethod
    def intent(self) -> str:
        """The guidance intent that this answers."""

    def name(self) -> str:
        """Return the name in the domain."""
        return f"action_{self.intent}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer the message that has just come."""
        stale = refresh(tracker, self.per_question)
        return [*stale, *await self.answer(dispatcher, tracker, words_of(tracker))]

    async def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        words: str,
        seen: tuple[str, ...] = (),
    ) -> Events:
        """Answer `words` with rows that are not among those `seen`."""
        say = wording_of(tracker)
        query = replace(self.query(tracker, words), exclude=frozenset(seen))
        result = await self.find(query)
        if not seen and (result.widened or not result.total):
            await catalogue().record_unmet(query, say.language)
        self.present(dispatcher, say, query, result)
        return [*left_behind(tracker, self.intent), *remember(self.intent, words, result, seen)]

    def query(self, tracker: Tracker, words: str) -> Query:
        """Return what to ask of the catalogue."""
        return query_of(tracker, self.intent, self.slots, words)

    async def find(self, query: Query) -> Result:
        """Return the rows that answer, best first."""
        return await catalogue().search(query)

    def lead(self, query: Query) -> str:
        """Return the wording before the cards; the one after them is `<lead>_next`."""
        return f"utter_{self.intent}"

    def present(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Say what was found, show the cards and offer a next step."""
        if not result.hits:
            dispatcher.utter_message(response="utter_no_more" if query.exclude else "utter_nothing")
        else:
            lead = self.lead(query)
            if result.widened:
                dispatcher.utter_message(
                    response="utter_widened", missing=filters(say, query, result.widened)
                )
                lead = "utter_widened_results"
            elif query.exclude:
                lead = "utter_more_results"
            dispatcher.utter_message(
                response=lead,
                filters=parenthesised(filters(say, query, tuple(query.facets))),
                json_message=shown(result.hits, query.words, say, rated=True),
            )
        self.next_step(dispatcher, say, query, result)

    def next_step(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Say what the person can do now."""
        dispatcher.utter_message(
            response=f"{self.lead(query)}_next", buttons=more_button(say, result)
        )


def more_button(say: Wording, result: Result) -> list[dict[str, str]]:
    """Return the button for more rows, if there are any."""
    if result.total <= len(result.hits):
        return []
    return [{"title": say.label("button", "more"), "payload": "/show_more"}]


def left_behind(tracker: Tracker, intent: str) -> Events:
    """Return what keeps the topic before `intent`, for a person who wants to go back to it."""
    topic = tracker.get_slot("topic")
    if topic in (None, intent):
        return []
    return [SlotSet("previous", {"topic": topic, "query": tracker.get_slot("query") or ""})]


def remember(intent: str, words: str, result: Result, seen: tuple[str, ...] = ()) -> Events:
    """Return the slots that later messages refer to: "the second one", "more", "in Raisio"."""
    found = [hit.row.id for hit in result.hits]
    return [
        SlotSet("topic", intent),
        SlotSet("query", words),
        SlotSet("results", found or list(seen)),
        SlotSet("seen", [*seen, *found]),
    ]


def filters(say: Wording, query: Query, facets: tuple[str, ...]) -> str:
    """Return the asked values of `facets` in words; an occupation is told by its field."""
    asked = [
        say.listed(GROUPS[facet], query.facets[facet])
        for facet in facets
        if facet in query.facets and facet in GROUPS
    ]
    if "period" in facets and query.period:
        asked.append(say.label("card", "that_time"))
    return ", ".join(asked)


def parenthesised(text: str) -> str:
    """Return ` (text)`, or nothing for no text."""
    return f" ({text})" if text else ""
