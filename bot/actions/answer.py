"""Answer a guidance intent with rows of the catalogue: the shape that all topics share."""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.cards import GROUPS, card
from bot.actions.memory import query_of, refresh, wording_of, words_of
from bot.actions.source import catalogue
from bot.wording import Wording
from service_catalogue.search import Query, Result

Events = list[dict[str, Any]]


class Answer(Action, ABC):
    """Find up to three rows for `intent`, say why each fits and what to do next.

    The wording is `utter_<intent>` before the cards and `utter_<intent>_next` after them.
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
        result = await catalogue().search(query)
        if not seen and (result.widened or not result.total):
            await catalogue().record_unmet(query, say.language)
        self.present(dispatcher, say, query, result)
        return remember(self.intent, words, result, seen)

    def query(self, tracker: Tracker, words: str) -> Query:
        """Return what to ask of the catalogue."""
        return query_of(tracker, self.intent, self.slots, words)

    def present(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Say what was found, show the cards and offer a next step."""
        if not result.hits:
            dispatcher.utter_message(response="utter_no_more" if query.exclude else "utter_nothing")
        else:
            lead = f"utter_{self.intent}"
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
                json_message={"cards": [card(hit, query.words, say) for hit in result.hits]},
            )
        self.next_step(dispatcher, say, result)

    def next_step(self, dispatcher: CollectingDispatcher, say: Wording, result: Result) -> None:
        """Say what the person can do now."""
        more = (
            [{"title": say.label("button", "more"), "payload": "/show_more"}]
            if result.total > len(result.hits)
            else []
        )
        dispatcher.utter_message(response=f"utter_{self.intent}_next", buttons=more)


def remember(intent: str, words: str, result: Result, seen: tuple[str, ...] = ()) -> Events:
    """Return the slots that later messages refer to: "the second one", "more", "in Raisio"."""
    shown = [hit.row.id for hit in result.hits]
    return [
        SlotSet("topic", intent),
        SlotSet("query", words),
        SlotSet("results", shown or list(seen)),
        SlotSet("seen", [*seen, *shown]),
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
