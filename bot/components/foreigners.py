"""Find people from abroad: "foreign nurses", "utländsk personal"; no things from abroad."""

from collections.abc import Iterator

from bot.components.reading import Match, Reading

PEOPLE = ("people", "occupation", "role")


def foreigners(reading: Reading) -> Iterator[Match]:
    """Yield an audience for each "foreign" right before people: "foreign degree" is a thing."""
    for foreign in reading.of("foreign"):
        joined = foreign.last < len(reading.tokens) and reading.tokens[foreign.last].joined
        people = any(  # "utländsk IT-specialist", no "foreign employers"
            person.first == foreign.last or (joined and person.first == foreign.last + 1)
            for person in reading.of(*PEOPLE)
            if person.value != "employer"
        )
        if people and not reading.near(foreign, "thing", before=0, after=1):
            yield foreign._replace(entity="audience", value="international_talent")


def is_of_thing(role: Match, reading: Reading) -> bool:
    """Tell whether "ulkomaalainen" is said of the thing that follows it ("tutkinto")."""
    foreign = any(role.overlaps(word) for word in reading.of("foreign"))
    return foreign and reading.near(role, "thing", before=0, after=1)
