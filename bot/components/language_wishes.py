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
NEGATED_NEAR = 2


def language_values(reading: Reading) -> Iterator[Match]:
    """Yield `language` of a wish to change it, `teaching_language` of a training or a service.

    "Englanniksi" alone may be either answer, so it is both.
    """
    spoken = reading.of("teaching_language")
    if not spoken and not reading.has("language"):
        return
    if reading.covers(*SAID_ALONE) and not reading.has("please"):
        for match in reading.of("language", "teaching_language"):
            yield match._replace(entity="language")
            if match.value in TAUGHT_IN:
                yield match._replace(entity="teaching_language")
    elif (wish := _is_wish(reading)) or _is_contrast(reading):
        for match in _asked_for(reading):
            yield match
            if not wish and match.value in TAUGHT_IN:
                yield match._replace(entity="teaching_language")
    else:
        means = [match for match in spoken if _is_means(match, reading)]
        yield from means
        for other in reading.of("language"):  # "på engelska eller svenska"
            joined = reading.preceded(other, "and") and other.value in TAUGHT_IN
            if joined and any(match.last == other.first - 1 for match in means):
                yield other._replace(entity="teaching_language")


def _is_contrast(reading: Reading) -> bool:
    """Tell whether one language is preferred to another: "på svenska, inte på finska"."""
    named = reading.of("language", "teaching_language")
    refused = set(_turned_down(named, reading))
    few = len(reading.tokens) <= FEW_WORDS * 2 and not reading.has(*NO_WISH)
    return few and 0 < len(refused) < len(named)


def _is_wish(reading: Reading) -> bool:
    """Tell whether the assistant is asked to use a language, rather than a course sought."""
    named = reading.of("language", "teaching_language")
    asked = any(reading.near(match, "ask", before=ASKED_NEAR, after=0) for match in named)
    if asked and reading.has("please"):
        return True
    if any(_is_ordered(match, reading) for match in named):
        return True
    if reading.has(*NO_WISH) and not _only_reads(reading):
        return False
    if len(reading.tokens) > SOME_WORDS:
        near = asked or reading.has("that_language")
        return near and len(reading.tokens) <= MANY_WORDS
    brief = len(reading.tokens) <= FEW_WORDS
    if reading.has("please") and (brief or reading.covers(*SAID_ALONE, "please", "negation")):
        return True
    if any(reading.preceded(match, "know") for match in named):
        return True
    told = reading.of("own_skill")
    return any(
        not any(word.overlaps(own) and own.length >= word.length for own in told)
        for word in reading.of("wish", "ask")
    )


def _is_ordered(match: Match, reading: Reading) -> bool:
    """Tell whether a message ends in a language and "please", parted by a comma from the rest."""
    parted = match.first > 0 and reading.tokens[match.first - 1].paused
    ends = any(
        word.first == match.last and word.last == len(reading.tokens)
        for word in reading.of("please")
    )
    if reading.has(*NO_WISH) and (match.value in TAUGHT_IN or len(reading.tokens) <= SOME_WORDS):
        return False
    return parted and ends


def _only_reads(reading: Reading) -> bool:
    """Tell whether "that language" is one that somebody reads: no study is sought."""
    others = [entity for entity in NO_WISH if entity != "study"]
    return reading.has("that_language") and not reading.has(*others)


def _asked_for(reading: Reading) -> Iterator[Match]:
    """Yield the languages named, without those that the person turns down ("not Finnish")."""
    named = reading.of("language", "teaching_language")
    refused = set(_turned_down(named, reading))
    wanted = [match for match in named if match not in refused]
    if named and not wanted and reading.near(named[-1], "please", before=0, after=1):
        wanted = named[-1:]  # "no English, only Spanish please"
    for match in wanted or (named if len(reading.tokens) <= SOME_WORDS else []):
        yield match._replace(entity="language")


def _turned_down(named: list[Match], reading: Reading) -> Iterator[Match]:
    """Yield the language after each negation, else the one before it ("suomea en osaa")."""
    for word in reading.of("negation"):
        after = [
            m
            for m in named
            if 0 <= m.first - word.last < NEGATED_NEAR
            and not any(token.paused for token in reading.tokens[word.last - 1 : m.first])
        ]
        before = [m for m in named if 0 <= word.first - m.last < NEGATED_NEAR]
        yield from after or before


def _is_means(match: Match, reading: Reading) -> bool:
    """Tell whether one is taught in the language, and does not learn it, speak it or work in it."""
    if reading.near(match, "wish", "ask", before=2, after=0):
        return False
    if reading.has("job") and not reading.has("education_level", "study", "study_mode"):
        return False
    if reading.near(match, "paper", before=ASKED_NEAR, after=0):
        return False  # a letter or a contract is in the language
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
