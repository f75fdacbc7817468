"""Learning Finnish and Swedish."""

from bot.actions.answer import Answer


class LearnLanguage(Answer):
    """Find language courses, cafés and integration training."""

    intent = "learn_language"
    slots = ("municipality", "study_mode")
