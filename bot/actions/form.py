"""A form: Rasa's active loop, asking one question at a time and never twice.

While a loop is active Rasa sends every message to its action. An answer is kept, also one to
another question ("no, two places"); anything else is answered first and the question asked again.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import controls, pressed
from bot.actions.memory import wording_of, words_of
from bot.actions.reactions import CRISIS_CONFIDENCE, Events, leaves, react

Answers = dict[str, Any]
SURE = 0.6  # of an intent that interrupts
LANGUAGE = "change_language"
START = "start"  # what a button says that begins a form or goes on with it
# What ends a form instead of interrupting it; what was answered is kept.
ENDING = {"crisis", "delete_my_data", "restart_conversation"}
# What a person says who is answering.
ANSWERING = {"inform", "affirm", "deny", "nlu_fallback", "out_of_scope", "chitchat", "greet"}


@dataclass(frozen=True)
class Question:
    """One thing to ask, by `utter_ask_<form>_<name>`.

    `read` finds the answer in the latest message; `known` finds it in what was said before;
    `needed` tells by the other answers whether to ask at all; an `optional` one may be skipped;
    `again` is the response to words that are no answer.
    """

    name: str
    read: Callable[[Tracker], Any]
    known: Callable[[Tracker], Any] = lambda tracker: None
    needed: Callable[[Answers], bool] = lambda answers: True
    optional: bool = True
    again: str | None = None


class Form(Action, ABC):
    """Questions whose answers are kept in the slot `slot`."""

    slot: str
    intents: frozenset[str] = frozenset()  # those that go on with the form instead of leaving it
    resume: str = ""  # the payload of a button that goes on with a form that was left
    questions: tuple[Question, ...]

    def name(self) -> str:
        """Return the name in the domain, which is also the loop's."""
        return f"action_{self.slot}_form"

    @abstractmethod
    async def finish(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, answers: Answers
    ) -> Events:
        """Do what the form is for, now that everything is answered."""

    def goes_on(self, intent: str, tracker: Tracker) -> bool:
        """Tell whether a message of `intent` may be an answer rather than a wish of its own."""
        return intent in ANSWERING or intent in self.intents

    def meant(self, tracker: Tracker) -> tuple[str, float]:
        """Return what the latest message means while the form asks, and how sure that is."""
        return likeliest(tracker)

    async def aside(
        self,
        intent: str,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Events:
        """Answer what interrupts the form."""
        return await react(intent, dispatcher, tracker, domain)

    def told(self, answers: Answers, tracker: Tracker) -> str:
        """Return `answers` in words, to say a correction back; nothing for a general word."""
        return ""

    def values(self, answers: Answers, tracker: Tracker) -> dict[str, str]:
        """Return what the questions' wording may show of the answers."""
        return {}

    async def open(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Begin, or go on where the person left, with everything known already answered."""
        answers = dict(tracker.get_slot(self.slot) or {})
        begun = any(answers.values())
        for question in self.questions:
            if (value := question.read(tracker)) is not None:
                answers[question.name] = value
            elif (known := question.known(tracker)) is not None:
                answers.setdefault(question.name, known)
        if begun and any(q.name not in answers and q.needed(answers) for q in self.questions):
            dispatcher.utter_message(response=f"utter_{self.slot}_resumed")
        return await self._go_on(dispatcher, tracker, answers)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Take the latest message as an answer, an interruption, or the end."""
        answers = dict(tracker.get_slot(self.slot) or {})
        intent, confidence = self.meant(tracker)
        # "Ei anteeksi, vain yksi" corrects an earlier answer: no cry for help, unless surely one.
        changed = self._read(tracker, answers)
        corrects = changed.keys() & answers.keys()
        least = CRISIS_CONFIDENCE if intent == "crisis" and not corrects else SURE
        if intent in ENDING and confidence >= least:
            return [*await react(intent, dispatcher, tracker, domain), *self._closed()]
        if controls(tracker, "cancel"):
            dispatcher.utter_message(response=f"utter_{self.slot}_cancelled")
            return self._closed()
        requested = tracker.get_slot("requested_slot")
        asked = next((q for q in self.questions if q.name == requested), None)
        if asked is None:  # a question of an earlier version
            return await self._go_on(dispatcher, tracker, answers)
        if pressed(tracker) == "back":
            return await self._back(dispatcher, tracker, asked, answers)
        if pressed(tracker) == START or (intent != LANGUAGE and controls(tracker, "resume")):
            return await self._ask(dispatcher, tracker, asked, answers)
        if self._interrupts(tracker, asked, intent, confidence):
            return await self._interrupted(intent, dispatcher, tracker, domain, asked, answers)
        if changed:
            if new := {n: v for n, v in changed.items() if n != asked.name and answers.get(n)}:
                told = self.told(new, tracker)
                response = "utter_form_corrected" if told else "utter_form_noted"
                dispatcher.utter_message(response=response, values=told)
            return await self._go_on(dispatcher, tracker, answers | changed)
        if asked.optional and (controls(tracker, "skip") or intent == "deny"):
            return await self._go_on(dispatcher, tracker, answers | {asked.name: None})
        if confidence >= SURE and not self.goes_on(intent, tracker):
            return await self._interrupted(intent, dispatcher, tracker, domain, asked, answers)
        general = "utter_form_again" if asked.optional else "utter_form_again_needed"
        dispatcher.utter_message(response=asked.again or general)
        return await self._ask(dispatcher, tracker, asked, answers)

    async def _interrupted(
        self,
        intent: str,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
        asked: Question,
        answers: Answers,
    ) -> Events:
        """Answer what interrupts, then ask on, unless the answer asks something itself."""
        events = await self.aside(intent, dispatcher, tracker, domain)
        if _asks(events):
            return events
        return [*events, *await self._ask(dispatcher, tracker, asked, answers)]

    def _interrupts(
        self, tracker: Tracker, asked: Question, intent: str, confidence: float
    ) -> bool:
        """Tell whether the message asks something of its own, whatever values it names."""
        if pressed(tracker) or self.goes_on(intent, tracker) or confidence < SURE:
            return False
        wordless = (tracker.latest_message.get("metadata") or {}).get("wordless")
        if intent == LANGUAGE:  # "in English" may be an answer
            return asked.read(tracker) is None
        return bool(wordless) or "?" in words_of(tracker)

    def _read(self, tracker: Tracker, answers: Answers) -> Answers:
        """Return what the message answers: what was asked, and corrections of earlier answers."""
        found = {q.name: value for q in self.questions if (value := q.read(tracker)) is not None}
        return {name: value for name, value in found.items() if answers.get(name) != value}

    async def _go_on(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, answers: Answers
    ) -> Events:
        for question in self.questions:
            if question.name not in answers and question.needed(answers):
                return await self._ask(dispatcher, tracker, question, answers)
        done = await self.finish(dispatcher, tracker, answers)
        return [SlotSet(self.slot, answers), *self._closed(), *done]

    async def _back(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        asked: Question,
        answers: Answers,
    ) -> Events:
        """Ask the question before `asked` again, or `asked` itself where it is the first."""
        before = self.questions[: self.questions.index(asked)]
        last = next((q for q in reversed(before) if q.name in answers), asked)
        left = {name: value for name, value in answers.items() if name != last.name}
        events = await self._ask(dispatcher, tracker, last, left)
        # What was answered is no longer known; not every answer has a slot of its own.
        return [*events, SlotSet(last.name, None)] if last.name in tracker.slots else events

    async def _ask(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        question: Question,
        answers: Answers,
    ) -> Events:
        # Not by its name: Rasa would word it in the language before a change in this very turn.
        wording = wording_of(tracker).responses[f"utter_ask_{self.slot}_{question.name}"][0]
        dispatcher.utter_message(
            text=wording["text"].format(**self.values(answers, tracker)),
            buttons=deepcopy(wording.get("buttons", [])),
            json_message={"asks": question.name},
        )
        return [
            ActiveLoop(self.name()),
            SlotSet("requested_slot", question.name),
            SlotSet(self.slot, answers),
        ]

    def _closed(self) -> Events:
        return [ActiveLoop(None), SlotSet("requested_slot", None)]


def _asks(events: Events) -> bool:
    """Tell whether an interruption asks a question of its own, and so takes the form's place."""
    return any(event["event"] == "active_loop" and event["name"] for event in events)


def left_open(tracker: DialogueStateTracker) -> str | None:
    """Return the payload that goes on with a form that was begun and left, if there is one."""
    forms = [form for form in leaves(Form) if form.resume and tracker.get_slot(form.slot)]
    topic = tracker.get_slot("topic")
    forms.sort(key=lambda form: topic not in form.intents)
    return str(forms[0].resume) if forms else None


def likeliest(tracker: Tracker) -> tuple[str, float]:
    """Return the likeliest real intent of the latest message and its confidence."""
    intent = tracker.latest_message.get("intent") or {}
    ranking = tracker.latest_message.get("intent_ranking") or [intent]
    best = next((one for one in ranking if one.get("name") != "nlu_fallback"), intent)
    return best.get("name") or "nlu_fallback", best.get("confidence") or 0.0
