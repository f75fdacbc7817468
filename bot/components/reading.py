"""What a message is read as: its words and the known phrases among them."""

from typing import NamedTuple

from bot.components.tokens import Token


class Match(NamedTuple):
    """A phrase found in the tokens `first` to `last` (exclusive)."""

    entity: str
    value: str
    first: int
    last: int
    how: str
    ending: str
    language: str

    @property
    def length(self) -> int:
        """The number of tokens."""
        return self.last - self.first

    def overlaps(self, other: "Match") -> bool:
        """Tell whether the two share a token."""
        return self.first < other.last and other.first < self.last


class Reading(NamedTuple):
    """A message as understood; `languages` counts the function words of each."""

    tokens: list[Token]
    matches: list[Match]
    languages: dict[str, int]

    def of(self, *entities: str) -> list[Match]:
        """Return the matches of `entities`, in order of appearance."""
        return [match for match in self.matches if match.entity in entities]

    def has(self, *entities: str) -> bool:
        """Tell whether the message holds a match of `entities`."""
        return any(match.entity in entities for match in self.matches)

    def near(self, match: Match, *entities: str, before: int, after: int) -> bool:
        """Tell whether a match of `entities` stands within so many words of `match`."""
        return any(
            match.first - before <= other.last - 1 < match.first
            or match.last <= other.first < match.last + after
            for other in self.of(*entities)
        )

    def preceded(self, match: Match, *entities: str) -> bool:
        """Tell whether a match of `entities` in the same language stands right before `match`."""
        return any(
            other.last == match.first and other.language == match.language
            for other in self.of(*entities)
        )

    def covers(self, *entities: str) -> bool:
        """Tell whether the message is nothing but `entities`."""
        covered: set[int] = set()
        for match in self.of(*entities):
            covered.update(range(match.first, match.last))
        return len(covered) == len(self.tokens)
