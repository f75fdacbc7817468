"""Skills: recognition of what one can, and digital skills."""

from bot.actions.answer import Answer


class RecogniseSkills(Answer):
    """Find the way to have a degree or skills recognised."""

    intent = "recognise_skills"


class ImproveDigitalSkills(Answer):
    """Find help with digital skills and a way into the digital industries."""

    intent = "improve_digital_skills"
