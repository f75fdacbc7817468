"""A newcomer's situation, asked in at most four questions: what the checklist depends on."""

from collections.abc import Callable
from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import chosen, pressed, said
from bot.actions.checklist import make
from bot.actions.form import Answers, Form, Question
from bot.actions.memory import entity_values, wording_of
from bot.actions.reactions import Events
from bot.components.extraction import HOME

NO_REASON = "nothing"  # phrases of who comes along, which name no reason
FAMILY = "whole_family"  # a spouse, children, or both: only an answer to the question tells


def _asked(tracker: Tracker, question: str) -> bool:
    if tracker.active_loop_name != SettlingForm().name():
        return False
    return bool(tracker.get_slot("requested_slot") == question)


def _is_question(tracker: Tracker) -> bool:
    """Tell whether a topic is asked about: "how does my wife get a permit" is no answer."""
    return bool(entity_values(tracker, "relocation_topic")) and bool(said(tracker, "question"))


def _reader(question: str) -> Callable[[Tracker], str | None]:
    """Return what reads the one value of `question`; a correction names the old one too.

    What is known already is changed by an answer or a correction only, not in passing: "my wife
    works in Berlin".
    """

    def read(tracker: Tracker) -> str | None:
        if pressed(tracker) is not None:
            return chosen(tracker, question)
        known = tracker.get_slot(SettlingForm.slot) or {}
        corrects = bool(said(tracker, "correction"))
        in_passing = question in known and not (corrects or _asked(tracker, question))
        if _is_question(tracker) or (in_passing and tracker.active_loop_name):
            return None
        values = _VALUES[question](tracker)
        if len(values) > 1 and corrects:
            values = [value for value in values if value != known.get(question)]
        return values[0] if len(values) == 1 else None

    return read


def _presence(tracker: Tracker) -> list[str]:
    """Return `here` or `coming`, also from a time where it is asked ("in January")."""
    if values := said(tracker, "presence"):
        return values
    today = datetime.now(HOME).date().isoformat()
    times = entity_values(tracker, "period") if _asked(tracker, "presence") else []
    return ["coming" if time["end"] > today else "here" for time in times]


def _citizenship(tracker: Tracker) -> list[str]:
    """Return the groups of the countries named; "Spanish teacher" is no country of anybody."""
    values = said(tracker, "citizenship")
    if not values and (_asked(tracker, "citizenship") or not tracker.active_loop_name):
        values = said(tracker, "nationality")
    return values


def _reason(tracker: Tracker) -> list[str]:
    """Return the reason named first: "my husband works at the shipyard" is family."""
    return [value for value in said(tracker, "reason") if value != NO_REASON][:1]


def _company(tracker: Tracker) -> list[str]:
    """Return who comes along: a spouse and children may be named apart."""
    values = said(tracker, "company")
    if FAMILY in values and (others := [value for value in values if value != FAMILY]):
        values = others
    if {"spouse", "children"} <= set(values) or "spouse_children" in values:
        return ["spouse_children"]
    asked = _asked(tracker, "company")
    if values == [FAMILY]:
        return ["spouse_children"] if asked else []
    # "For my husband's job" tells the reason, not who comes along.
    return [] if values == ["spouse"] and _reason(tracker) == ["family"] and not asked else values


_VALUES: dict[str, Callable[[Tracker], list[str]]] = {
    "presence": _presence,
    "citizenship": _citizenship,
    "reason": _reason,
    "company": _company,
}


class SettlingForm(Form):
    """Ask where the person stands; make their checklist at the end."""

    slot = "settling"
    questions = tuple(Question(name, _reader(name)) for name in _VALUES)

    def told(self, answers: Answers, tracker: Tracker) -> str:
        """Return answers in the words of their buttons."""
        say = wording_of(tracker)
        return ", ".join(say.label(f"settling_{name}", value) for name, value in answers.items())

    async def finish(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, answers: Answers
    ) -> Events:
        """Make the checklist; what was done in an earlier one stays done."""
        return await make(dispatcher, tracker, answers)
