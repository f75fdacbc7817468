"""Tell which language is asked for: to speak in, or to be taught in, or only to be learned."""

from collections.abc import Iterator

from bot.components.reading import Match, Reading

# Languages and fillers: "vain englanniksi", "or Swedish".
SAID_ALONE = ("language", "teaching_language", "alone", "preposition", "in")
TAUGHT_IN = ("fi", "sv", "en")
# What may be taught or given in a language.
TAUGHT = (
    *("study", "learn", "study_mode", "study_way", "education_level", "field"),
    "relocation_topic",
)
# Beside these a language is one's own, one learned or one needed.
NO_WISH = ("learn", "job", "study", "tet", "education_level", "occupation", "relocation_topic")
FEW_WORDS = 4
SOME_WORDS = 14
MANY_WORDS = 30
COURSE_IN = 3
ASKED_NEAR = 4


def language_values(reading: Reading) -> Iterator[Match]:
    """Yield `language` of a wish to change it, `teaching_language` of a training or a service.

    "Englanniksi" alone may be either answer, so it is both.
    """
    spoken = reading.of("teaching_language")
    if not spoken and not reading.has("language"):
        return
    if reading.covers(*SAID_ALONE) and not reading.has("please"):
        for match in spoken or reading.of("language"):
            yield match._replace(entity="language")
            if match.value in TAUGHT_IN:
                yield match._replace(entity="teaching_language")
    elif _is_wish(reading):
        yield from _asked_for(reading)
    else:
        yield from (match for match in spoken if _is_means(match, reading))


def _is_wish(reading: Reading) -> bool:
    """Tell whether the assistant is asked to use a language, rather than a course sought."""
    named = reading.of("language", "teaching_language")
    asked = any(reading.near(match, "ask", before=ASKED_NEAR, after=0) for match in named)
    if asked and reading.has("please"):
        return True
    if reading.has(*NO_WISH):
        return False
    if len(reading.tokens) > SOME_WORDS:
        return asked and len(reading.tokens) <= MANY_WORDS
    brief = len(reading.tokens) <= FEW_WORDS
    return reading.has("wish", "ask") or (brief and reading.has("please"))


def _asked_for(reading: Reading) -> Iterator[Match]:
    """Yield the languages named, without those that the person turns down ("not Finnish")."""
    named = reading.of("language", "teaching_language")
    wanted = [m for m in named if not reading.near(m, "negation", before=2, after=2)]
    for match in wanted or (named if len(reading.tokens) <= SOME_WORDS else []):
        yield match._replace(entity="language")


def _is_means(match: Match, reading: Reading) -> bool:
    """Tell whether one is taught in the language, and does not learn it, speak it or work in it."""
    if reading.near(match, "wish", "ask", before=2, after=0):
        return False
    if reading.has("job") and not reading.has("education_level", "study", "study_mode"):
        return False
    if not _is_of_teaching(reading):
        return False
    return not (
        match.value in ("fi", "sv")
        and match.language == "en"
        and reading.near(match, "learn", before=COURSE_IN, after=0)
    )


def _is_of_teaching(reading: Reading) -> bool:
    """Tell whether something is taught or served: else a letter or a talk is in the language."""
    return (
        len(reading.tokens) <= FEW_WORDS
        or reading.has(*TAUGHT)
        or (reading.has("occupation") and len(reading.tokens) <= SOME_WORDS)
    )
