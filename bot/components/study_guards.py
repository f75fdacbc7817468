"""Decide whether a level, a way or a form of study is meant as what is looked for."""

from bot.components.reading import Match, Reading

FEW = 8
NEAR = 2
STUDY = ("study", "learn", "education_level", "interest_field", "field", "occupation")


def way(match: Match, reading: Reading) -> bool:
    """What may also tell of shopping or of last night needs a word of study in a longer message.

    "Friday evening" is a time, "a bank account online" and "lonely in the evenings" no study.
    """
    if reading.near(match, "weekday", "day", before=1, after=0):
        return False
    if _is_of_work(match, reading):
        return False
    if reading.has(*STUDY):
        return True
    aside = reading.has("event", "no_study", "relocation_topic", "relocation_aside")
    return not aside and (len(reading.tokens) <= FEW or reading.has("study_mode"))


def _is_of_work(match: Match, reading: Reading) -> bool:
    """Tell whether the way follows a job, no part of another way: "extrajobb på kvällar"."""
    ways = reading.of("study_way")
    jobs = (job for job in reading.of("job") if not any(job.overlaps(each) for each in ways))
    near = any(0 <= match.first - job.last < NEAR for job in jobs)
    return near and not reading.near(match, "study", "learn", before=NEAR, after=NEAR)


def mode(match: Match, reading: Reading) -> bool:
    """ "Via Teams" may be a way to be interviewed, "online" one to open an account."""
    aside = reading.has("event", "no_study", "relocation_topic")
    return reading.has(*STUDY) or match.value in ("apprenticeship", "multiform") or not aside


def level(match: Match, reading: Reading) -> bool:
    """ "After comprehensive school" is where a person comes from, not what is looked for."""
    return not any(
        other.first == match.last  # "lukion jälkeen"
        if other.language == "fi"
        else other.first in (match.first - 1, match.first - 2)
        for other in reading.of("after")
    )
