"""People: who can be met, called or written to."""

from bot.actions.answer import Answer


class ContactCounsellor(Answer):
    """Find the desk whose people help with this person's matter."""

    intent = "contact_counsellor"
    slots = ()
