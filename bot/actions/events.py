"""Events: fairs, clinics, info sessions."""

from bot.actions.answer import Answer


class FindEvent(Answer):
    """Find events by time and place."""

    intent = "find_event"
    per_question = ("period",)
