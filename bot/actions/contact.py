"""People: who can be met, called or written to."""

from dataclasses import replace

from rasa_sdk import Tracker

from bot.actions.answer import Answer
from service_catalogue.search import Query


class ContactCounsellor(Answer):
    """Find the desk whose people help with this person's matter."""

    intent = "contact_counsellor"
    slots = ()

    def query(self, tracker: Tracker, words: str) -> Query:
        """Prefer the desk that serves what was talked about."""
        topic = tracker.get_slot("topic")
        about = tracker.get_slot("relocation_topic") if topic == "ask_relocation" else None
        served = topic if topic != self.intent else None
        return replace(super().query(tracker, words), topic=served, relocation_topics=about or ())
