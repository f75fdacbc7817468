"""Training paths: degrees, qualifications and courses."""

from bot.actions.answer import Answer


class FindTraining(Answer):
    """Find a place to study by field or occupation, level, place, language and mode."""

    intent = "find_training"
    slots = (
        "field",
        "occupation",
        "municipality",
        "education_level",
        "study_mode",
        "teaching_language",
    )
