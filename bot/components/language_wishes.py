"""Tell which language is asked for: to speak in, or to be taught in, or only to be learned."""

from collections.abc import Iterator

from bot.components.guards import near
from bot.components.phrases import Match, Reading

FEW_WORDS = 4
MANY_WORDS = 30
COURSE_IN = 3


def language_values(reading: Reading) -> Iterator[Match]:
    """Yield `language` of a wish to change it, `teaching_language` of a training or a service.

    "Englanniksi" alone may be either answer, so it is both.
    """
    spoken = reading.of("teaching_language")
    if not spoken and not reading.has("language"):
        return
    if _only_languages(reading):
        for match in spoken or reading.of("language"):
            yield match._replace(entity="language")
            if match.value in ("fi", "sv", "en"):
                yield match._replace(entity="teaching_language")
    elif _is_wish(reading):
        yield from _asked_for(reading)
    else:
        yield from (match for match in spoken if not _learned_or_worked(match, reading))


def _only_languages(reading: Reading) -> bool:
    """Tell whether nothing is said but languages and fillers ("vain englanniksi", "or Swedish")."""
    covered: set[int] = set()
    for match in reading.of("language", "teaching_language", "alone", "preposition", "in"):
        covered.update(range(match.first, match.last))
    return len(covered) == len(reading.tokens)


def _is_wish(reading: Reading) -> bool:
    """Tell whether the assistant is asked to use a language, rather than a course sought."""
    if reading.has("learn", "job", "career", "education_level", "field", "occupation", "interest"):
        return False
    if len(reading.tokens) > MANY_WORDS:
        return False
    return reading.has("wish") or (
        reading.has("please") and len(reading.tokens) <= FEW_WORDS
    )


def _asked_for(reading: Reading) -> Iterator[Match]:
    """Yield the languages named, without those that the person turns down ("not Finnish")."""
    named = reading.of("language", "teaching_language")
    wanted = [m for m in named if not near(reading, m, "negation", before=2, after=0)]
    for match in wanted or named:
        yield match._replace(entity="language")


def _learned_or_worked(match: Match, reading: Reading) -> bool:
    """Tell whether the language is the subject ("courses in Finnish") or that of a job."""
    if reading.has("job") and not reading.has("education_level", "tail", "study_mode"):
        return True
    return (
        match.value in ("fi", "sv")
        and match.language == "en"
        and near(reading, match, "learn", before=COURSE_IN, after=0)
    )
