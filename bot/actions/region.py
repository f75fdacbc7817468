"""The Turku region itself."""

from bot.actions.answer import Answer


class AskRegion(Answer):
    """Tell what the Turku region is like to live, study and work in."""

    intent = "ask_region"
    slots = ("teaching_language",)
