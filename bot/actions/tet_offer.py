"""TET from the workplace's side: guidance, and a form that takes an offer into the queue."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timezone
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import tet_offer_answers as read
from bot.actions.answer import Answer
from bot.actions.answers import pressed
from bot.actions.cards import say_day, shown
from bot.actions.form import START, SURE, Answers, Form, Question, likeliest
from bot.actions.memory import entity_values, period_of, query_of, wording_of, words_of
from bot.actions.reactions import Events
from bot.actions.source import catalogue, offers
from bot.wording import Wording
from service_catalogue.offers import OfferError
from service_catalogue.search import Query

INTENT = "offer_tet_placement"
QUESTIONS = "ask_tet_info"  # what somebody who takes a pupil asks about
# The answers of the summary, in order, by the labels that say them.
SUMMARY = ("organisation", "field", "municipality", "weeks", "spots", "languages")


class OfferTetPlacement(Answer):
    """Take an offer, or tell a workplace how to take a pupil."""

    intent = INTENT
    slots = ("teaching_language",)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Begin the form for who offers a place; answer who asks something."""
        if pressed(tracker) != START and not read.offers_a_place(tracker):
            return await super().run(dispatcher, tracker, domain)
        form = TetOfferForm()
        if not tracker.get_slot(form.slot):
            dispatcher.utter_message(response="utter_tet_offer_started")
        return [SlotSet("topic", self.intent), *await form.open(dispatcher, tracker)]

    def query(self, tracker: Tracker, words: str) -> Query:
        """Ask for what serves employers, whoever is asking."""
        return replace(super().query(tracker, words), audience="employer")


def _slot(name: str) -> Callable[[Tracker], Any]:
    return lambda tracker: tracker.get_slot(name)


class TetOfferForm(Form):
    """Ask a workplace what it offers; with its consent queue the offer and give a code."""

    slot = read.SLOT
    intents = frozenset({INTENT})
    resume = f'/{INTENT}{{"choice": "{START}"}}'
    questions = (
        Question("organisation", read.organisation, optional=False),
        Question(
            "place",
            read.place,
            needed=lambda answers: not answers.keys() & {"field", "municipality"},
            optional=False,
        ),
        Question("field", read.field, known=_slot("field")),
        Question("municipality", read.municipality, known=_slot("municipality"), optional=False),
        Question(
            "weeks",
            read.weeks,
            known=lambda tracker: tracker.get_slot("period") if period_of(tracker) else None,
        ),
        Question("spots", read.spots, optional=False),
        Question("languages", read.languages),
        Question(
            "contact", read.contact_given, optional=False, again="utter_tet_offer_contact_missing"
        ),
    )

    def goes_on(self, intent: str, tracker: Tracker) -> bool:
        """Let a question about TET interrupt, although its intent is the form's own."""
        return super().goes_on(intent, tracker) and not (intent == INTENT and read.asks(tracker))

    def meant(self, tracker: Tracker) -> tuple[str, float]:
        """Take a question about a pupil, or an unclear one, as one about TET."""
        intent, confidence = likeliest(tracker)
        about_pupil = "pupil" in entity_values(tracker, "audience")
        if read.asks(tracker) and intent != "crisis" and (confidence < SURE or about_pupil):
            return QUESTIONS, 1.0
        return intent, confidence

    async def aside(
        self,
        intent: str,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Events:
        """Answer a question about TET without a next step: the form's own question is next."""
        if intent not in (INTENT, QUESTIONS) or not words_of(tracker):
            return await super().aside(intent, dispatcher, tracker, domain)
        say, words = wording_of(tracker), words_of(tracker)
        query = replace(query_of(tracker, QUESTIONS, (), words), audience="employer", period=None)
        found = await catalogue().search(query)
        dispatcher.utter_message(
            response="utter_tet_offer_question",
            json_message=shown(found.hits, words, say),
        )
        return []

    def told(self, answers: Answers, tracker: Tracker) -> str:
        """Return the answers in words, in the summary's order."""
        say = wording_of(tracker)
        names = [name for name in SUMMARY if name in answers]
        return ", ".join(_said("told", name, answers[name], say) for name in names)

    def values(self, answers: Answers, tracker: Tracker) -> dict[str, str]:
        """Return the summary for the question that ends the form."""
        say = wording_of(tracker)
        lines = [_said("line", name, answers.get(name), say) for name in SUMMARY]
        return {"summary": "\n".join(lines)}

    async def finish(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, answers: Answers
    ) -> Events:
        """Queue the offer and say its code; what cannot be taken is asked again."""
        weeks = answers["weeks"] or {}
        try:
            reference = await offers().submit(
                consented_at=datetime.now(timezone.utc),
                organisation=answers["organisation"],
                field=answers["field"] or [],
                municipality=answers["municipality"],
                starts=weeks.get("start"),
                ends=weeks.get("end"),
                spots=answers["spots"],
                languages=answers["languages"] or ["fi"],
                contact=read.contact(),
            )
        except OfferError as error:
            return await self._ask_again(dispatcher, tracker, answers, error.field)
        dispatcher.utter_message(response="utter_tet_offer_sent", reference=reference)
        return [SlotSet(self.slot, None)]

    async def _ask_again(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, answers: Answers, field: str
    ) -> Events:
        """Ask for what the queue refuses, and for the contact once more, for it is not kept."""
        refused = {"starts": "weeks", "ends": "weeks"}.get(field, field)
        left = {name: v for name, v in answers.items() if name not in (refused, "contact")}
        question = next(q for q in self.questions if q.name == refused)
        dispatcher.utter_message(response="utter_tet_offer_refused")
        return await self._ask(dispatcher, tracker, question, left)


def _said(form: str, name: str, value: Any, say: Wording) -> str:
    """Return one answer with its name: as a "line" of the summary, or "told" in a correction."""
    if not value:
        words = say.label("tet_offer", f"any_{name}")
    elif name in ("field", "municipality"):
        words = say.listed(name, value)
    elif name == "languages":
        words = say.listed("language", value)
    elif name == "weeks":
        words = "–".join(say_day(date.fromisoformat(value[end])) for end in ("start", "end"))
    else:
        words = str(value)
    return say.label("tet_offer", form, what=say.label("tet_offer", name), value=words)
