"""TET: a pupil's search for a place; its rules and the offers of workplaces stand beside it."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer, left_behind, parenthesised
from bot.actions.answers import controls, pressed
from bot.actions.form import SURE, Answers, Form, Question, likeliest
from bot.actions.memory import entity_values, wording_of, words_of
from bot.actions.reactions import Events
from bot.actions.tet_places import placements
from bot.actions.workplaces import workplaces
from bot.components.extraction import interests
from bot.wording import Wording
from service_catalogue.search import Query, Result

PLACE = "find_tet_placement"


def _interests(tracker: Tracker) -> list[str] | None:
    """Return the fields of what a pupil likes; a kind of workplace needs no field."""
    words = words_of(tracker)
    if controls(tracker, "skip"):
        return None  # "spelar ingen roll" plays no games
    if workplaces(words):
        return []
    return entity_values(tracker, "field") or interests(words) or None


def _kinds(tracker: Tracker) -> list[str] | None:
    """Return the kinds of workplaces just named; a field that is named instead leaves none."""
    found = list(workplaces(words_of(tracker)))
    return found if found or _interests(tracker) else None


def _named(slot: str) -> Question:
    """Return a question whose answer is a value of `slot`, named now or earlier."""
    return Question(
        slot,
        read=lambda tracker: entity_values(tracker, slot) or None,
        known=lambda tracker: tracker.get_slot(slot),
    )


class TetSearchForm(Form):
    """Ask a pupil what interests them, where and when; show places at the end."""

    slot = "tet_search"
    intents = frozenset({PLACE})
    questions = (
        Question("field", _interests, known=lambda tracker: tracker.get_slot("field")),
        _named("municipality"),
        Question(
            "period",
            # The last one counts: "not in May, in April".
            read=lambda tracker: (entity_values(tracker, "period") or [None])[-1],
            known=lambda tracker: tracker.get_slot("period"),
        ),
        # Never asked: what kind of workplace was named on the way.
        Question(
            "workplace",
            read=_kinds,
            known=lambda tracker: [],
        ),
    )

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Begin again where a place is asked for again; take everything else as every form does."""
        intent, confidence = likeliest(tracker)
        answered = any(question.read(tracker) for question in self.questions)
        if intent == PLACE and confidence >= SURE and not answered:
            return await FindTetPlacement().run(dispatcher, tracker, domain)
        return await super().run(dispatcher, tracker, domain)

    async def finish(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, answers: Answers
    ) -> Events:
        """Find places. The values go into their own slots; what was left open stays so."""
        values = {name: answers[name] or None for name in ("field", "municipality", "period")}
        tracker.slots.update(values)
        kinds = answers.get("workplace") or ()
        words = tracker.get_slot("query") or ""
        named = wording_of(tracker).listed("workplace", kinds) if kinds else words
        found = await FindTetPlacement().answer(dispatcher, tracker, named)
        left_open: Answers = {name: None for name, value in values.items() if not value}
        slots = [SlotSet(name, value) for name, value in values.items()]
        return [SlotSet(self.slot, left_open | {"workplace": list(kinds)}), *slots, *found]


class FindTetPlacement(Answer):
    """Find a TET place by field, municipality and time, once these are known or left open."""

    intent = PLACE
    slots = ("field", "municipality", "teaching_language")

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Ask for what is missing, then answer; "other fields" asks for the field again."""
        words = words_of(tracker) or tracker.get_slot("query") or ""
        changed: dict[str, Any] = {"query": words, "topic": self.intent}
        if pressed(tracker) == "change_field":
            others = {**(tracker.get_slot("tet_search") or {}), "workplace": []}
            others.pop("field", None)
            changed |= {"field": None, "occupation": None, "tet_search": others, "query": ""}
        elif tracker.get_slot("topic") != self.intent and not words_of(tracker):
            changed["query"] = ""  # the words of another topic
        events = left_behind(tracker, self.intent)
        tracker.slots.update(changed)
        events += [SlotSet(name, value) for name, value in changed.items()]
        return [*events, *await TetSearchForm().open(dispatcher, tracker)]

    async def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        words: str,
        seen: tuple[str, ...] = (),
    ) -> Events:
        """Answer `words`; a kind of workplace or a field that was just named counts instead."""
        changed: Events = []
        if kinds := workplaces(words_of(tracker)):
            words = wording_of(tracker).listed("workplace", kinds)
        elif fields := _interests(tracker):
            words = "" if workplaces(words) else words
            before = tracker.get_slot("field") or []
            fields = [field for field in fields if field not in before] or fields  # "not X but Y"
            tracker.slots["field"] = fields
            changed = [SlotSet("field", fields)]
        return [*changed, *await super().answer(dispatcher, tracker, words, seen)]

    def query(self, tracker: Tracker, words: str) -> Query:
        """Ask for the named kinds of workplaces as if rows were tagged with them."""
        query = super().query(tracker, words)
        if not (kinds := workplaces(words)):
            return query
        facets = {name: found for name, found in query.facets.items() if name != "field"}
        return replace(query, facets={"workplace": kinds, **facets})

    async def find(self, query: Query) -> Result:
        """Return the placements that fit best; see `tet_places`."""
        return await placements(query)

    def present(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Say what was found; more that is of another kind is not called what was asked for."""
        if query.exclude and not any("workplace" in hit.facets for hit in result.hits):
            facets = {name: found for name, found in query.facets.items() if name != "workplace"}
            query = replace(query, facets=facets)
        super().present(dispatcher, say, query, result)

    def next_step(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Where nothing fits just so, say which workplaces to ask; then say how to ask."""
        if result.widened or not result.hits:
            kinds = query.facets.get("workplace", ())
            fields = query.facets.get("field") or ("general",)
            places = say.listed("municipality", query.facets.get("municipality", ()))
            dispatcher.utter_message(
                response="utter_tet_ask_around",
                workplaces=say.listed("workplace", kinds) or say.listed("workplaces", fields),
                place=parenthesised(places),
            )
        if any(hit.row.demo for hit in result.hits):
            dispatcher.utter_message(response="utter_demo_placements")
        super().next_step(dispatcher, say, query, result)
