"""Find employers and entrepreneurs by their place of work: "our bakery", "toimistollemme"."""

from collections.abc import Iterator

from bot.components.finnish import owner
from bot.components.lookups import occupations
from bot.components.reading import Match, Reading

GAP = 2
AT_US_GAP = 4
SUBJECT_GAP = 3
OBJECT_GAP = 4
HOST_GAP = 6
SOUGHT_GAP = 4

_OCCUPATIONS = occupations()


def owners(reading: Reading) -> Iterator[Match]:
    """Yield who speaks: "we are a small bakery" an employer, "I run a salon" an entrepreneur."""
    for place in reading.of("workplace", "company"):
        if _is_ours(place, reading):
            yield place._replace(entity="audience", value="employer")
        elif reading.near(place, "run", before=GAP + 1, after=0) and place.ending in ("", "a"):
            yield place._replace(entity="audience", value="entrepreneur")
    for place in reading.of("business"):
        if owner(place.ending) == "ni":
            yield place._replace(entity="audience", value="entrepreneur")
    yield from _hirers(reading)
    yield from _hosts(reading)
    yield from _staff_officers(reading)


def _is_ours(place: Match, reading: Reading) -> bool:
    """Tell whether the speaker's company is named; Finnish may say so by an ending."""
    if owner(place.ending) == "mme":
        return True
    ours = reading.preceded(place, "our") or _is_described_ours(place, reading)
    swedish = place.language == "sv"
    if place.entity == "company" or swedish:
        after = GAP if swedish else 0  # "teamet jag leder"
        if ours or reading.near(place, "represent", before=GAP + 1, after=after):
            return True
    if place.entity == "company":
        return False
    if place.ending == "":
        return ours or reading.near(place, "we", before=GAP + 1, after=0)
    at_us = ours or _is_at_us(place, reading)
    # "Meidän kirjastoon" may be where a visitor goes.
    return place.language == "fi" and at_us and reading.has("taking")


def _is_at_us(place: Match, reading: Reading) -> bool:
    """Tell whether "meillä" stands before the place in the same clause."""
    return any(
        0 <= place.first - us.last < AT_US_GAP
        and not any(token.paused for token in reading.tokens[us.last - 1 : place.first])
        for us in reading.of("at_us")
    )


def _is_described_ours(place: Match, reading: Reading) -> bool:
    """Allow an adjective: "vår lilla butik", "our foreign staff", but neither "our local"."""
    described = place.language == "sv" and reading.tokens[place.first - 1].norm.endswith("a")
    described = described or reading.preceded(place, "size", "foreign")
    return described and reading.near(place, "our", before=GAP, after=0)


def _hirers(reading: Reading) -> Iterator[Match]:
    """Yield an employer who says "we" and soon after a word of hiring: "vi vill gärna anställa"."""
    for hiring in reading.of("hire"):
        for subject in reading.of("us"):
            gap = hiring.first - subject.last
            if 0 <= gap <= SUBJECT_GAP and subject.language == hiring.language:
                yield hiring._replace(entity="audience", value="employer", first=subject.first)
    for seeking in reading.of("seek"):
        by_us = reading.near(seeking, "us", before=SUBJECT_GAP, after=0)
        if by_us and _is_for_somebody(seeking, reading):
            yield seeking._replace(entity="audience", value="employer")


def _is_for_somebody(seeking: Match, reading: Reading) -> bool:
    """Tell whether a worker is sought, and neither a job nor a doctor to see."""
    if reading.near(seeking, "job", "study", "tet", before=0, after=SOUGHT_GAP):
        return False
    return any(
        0 <= person.first - seeking.last < SOUGHT_GAP
        and person.language == seeking.language
        and "visited" not in _OCCUPATIONS.get(person.value, ())
        for person in reading.of("people", "occupation")
    )


def _hosts(reading: Reading) -> Iterator[Match]:
    """Yield an employer who says "we", a word of taking and whom: "we could host a pupil".

    Finnish may say the first two at once: "tarvitsemme harjoittelijan".
    """
    for verb in reading.of("take", "we_take", "taking"):
        ours = verb.entity == "we_take" and verb.ending == ""  # "ottaisimmeko" is a mere thought
        us = "at_us" if verb.entity == "taking" else "us"
        for taken in reading.of("hosted", "occupation") if ours else reading.of("hosted"):
            follows = 0 <= taken.first - verb.last <= OBJECT_GAP
            studied = reading.near(taken, "study", before=0, after=1)  # "kondiittorin opintoja"
            if not follows or studied or taken.language != verb.language:
                continue
            if (
                taken.language == "en"
                and taken.entity == "occupation"
                and not _many(taken, reading)
            ):
                continue  # "we need a doctor"
            if ours or _says_before(us, verb, reading):
                yield verb._replace(entity="audience", value="employer")


def _says_before(us: str, verb: Match, reading: Reading) -> bool:
    return any(
        0 <= verb.first - word.last < HOST_GAP and word.language == verb.language
        for word in reading.of(us)
    )


def _many(taken: Match, reading: Reading) -> bool:
    return reading.tokens[taken.last - 1].norm.endswith("s")


def _staff_officers(reading: Reading) -> Iterator[Match]:
    """Yield an employer who works with its staff and says "we": "I'm in HR, can we host"."""
    for office in reading.of("hr"):
        works = reading.near(office, "works", before=OBJECT_GAP, after=0)
        if works and reading.has("us", "our", "at_us", "we"):
            yield office._replace(entity="audience", value="employer")
