"""People: who can be met, called or written to, taking over here, or calling back."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer import Answer, more_button
from bot.actions.answers import controls, pressed
from bot.actions.cards import say_day
from bot.actions.desk import Desk, desk
from bot.actions.memory import wording_of
from bot.actions.reactions import Events, react
from bot.actions.sealed import sealed
from bot.wording import Wording
from service_catalogue.search import Query, Result

# Perhaps a phone number or an e-mail address, but none that can be used, or redacted as another
# number: one without spaces may look like a personal identity code.
_MISTYPED = re.compile(r"\d[\d -]{3,}|@|\[[a-z-]+\]")


class ContactCounsellor(Answer):
    """Find the desk whose people help with this person's matter; offer ours, open or not.

    Its loop is active only while a contact is awaited, and for as long as that is what comes.
    """

    intent = "contact_counsellor"
    slots = ()

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Take what answers our question or what a button asks for; else show the desks."""
        if tracker.active_loop_name == self.name():
            return await self._answered(dispatcher, tracker, domain)
        here, choice = desk(), pressed(tracker)
        if here and choice == "callback":
            return self._ask_contact(dispatcher, "utter_ask_callback")
        if here and choice == "leave":
            dispatcher.utter_message(response="utter_handoff_left", json_message=_order("leave"))
            return []
        if here and choice == "handoff" and not here.opens:
            response = "utter_handoff_waiting" if here.waiting else "utter_handoff_queued"
            ahead = _ahead(here, wording_of(tracker))
            dispatcher.utter_message(response=response, ahead=ahead, json_message=_order("queue"))
            return []
        return await super().run(dispatcher, tracker, domain)

    def query(self, tracker: Tracker, words: str) -> Query:
        """Prefer the desk that serves what was talked about."""
        topic = tracker.get_slot("topic")
        about = tracker.get_slot("relocation_topic") if topic == "ask_relocation" else None
        served = topic if topic != self.intent else None
        return replace(super().query(tracker, words), topic=served, relocation_topics=about or ())

    def next_step(
        self, dispatcher: CollectingDispatcher, say: Wording, query: Query, result: Result
    ) -> None:
        """Say whether a person can take over here, and what else can be done."""
        here, more = desk(), more_button(say, result)
        if here is None:
            dispatcher.utter_message(response="utter_handoff_none", buttons=more)
        elif here.opens:
            opens = _moment(here.opens, say)
            dispatcher.utter_message(response="utter_handoff_closed", opens=opens, buttons=more)
        elif here.waiting:
            ahead = _ahead(here, say)
            dispatcher.utter_message(response="utter_handoff_waiting", ahead=ahead, buttons=more)
        else:
            super().next_step(dispatcher, say, query, result)

    def _ask_contact(self, dispatcher: CollectingDispatcher, response: str) -> Events:
        dispatcher.utter_message(response=response, json_message={"asks": "contact"})
        return [ActiveLoop(self.name()), SlotSet("requested_slot", "contact")]

    async def _answered(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Take a contact, which is the consent; answer anything else as what it is."""
        intent = tracker.latest_message["intent"]["name"]
        over: Events = [ActiveLoop(None), SlotSet("requested_slot", None)]
        tracker.active_loop = {}
        if intent == "crisis":
            return [*over, *await react(intent, dispatcher, tracker, domain)]
        if sealed("phone") or sealed("email"):
            dispatcher.utter_message(response="utter_callback", json_message={"callback": True})
            return over
        if controls(tracker, "cancel") or controls(tracker, "skip") or intent == "deny":
            dispatcher.utter_message(response="utter_callback_cancelled")
            return over
        if intent == "affirm" or _MISTYPED.search(tracker.latest_message["text"]):
            return self._ask_contact(dispatcher, "utter_callback_again")
        return [*over, *await react(intent, dispatcher, tracker, domain)]


def _order(wish: str) -> dict[str, str]:
    """Return what tells the turn to `queue` the conversation or to let it `leave`."""
    return {"handoff": wish}


def _ahead(here: Desk, say: Wording) -> str:
    return say.label("queue", str(here.ahead) if here.ahead < 2 else "many", count=here.ahead)


def _moment(opening: datetime, say: Wording) -> str:
    """Return an opening in words: the day of the week, the date and the time."""
    return say.label(
        "opening",
        "when",
        weekday=say.label("opening", str(opening.isoweekday())),
        date=say_day(opening),
        time=f"{opening.hour}.{opening.minute:02}",
    )
