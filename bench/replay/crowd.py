"""The people of a hackathon and what they say: made up, as many as came to a real one, and alike at every run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

ROLES = {"young": 100, "adult": 24, "leads": 6, "": 10}
"""What 140 people say that they are here as; the last ones would rather not say."""

TEAMS = 18
"""Seventeen of them hand in a solution; the last one says why not."""

THEMES = ("Dark ways", "Buses", "Somewhere to be", "School days", "Sports for all", "Being heard")
CHOSEN = THEMES[:3]
FIELDS = ("problem", "affected", "idea", "first_step", "signs", "cost")
MOST = 3
"""How many solutions each person may choose in the vote."""

TAKEN_ON = 3
"""How many of the proposals are answered yes."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the crowd."""

    place: int
    role: str

    @property
    def coaches(self) -> bool:
        """Whether they coach a team: the first adults do."""
        return self.role == "adult" and self.place - ROLES["young"] < TEAMS

    @property
    def idea(self) -> str:
        """What they say on the board."""
        return f"Number {self.place + 1} wants more of {THEMES[self.theme].lower()}"

    @property
    def theme(self) -> int:
        """Which theme their idea belongs to."""
        return self.place % len(THEMES)

    @property
    def wishes(self) -> set[int]:
        """Which themes they want to work with: one, or two."""
        return {self.place % len(THEMES), self.place**2 % len(CHOSEN)}

    @property
    def ballot(self) -> set[int]:
        """Which solutions they choose: from one to three, the early ones more often."""
        return {self.place % (TEAMS - 1), self.place**2 % (TEAMS - 1), self.place // 20}


def crowd() -> list[Person]:
    """Everybody, in the order in which they come."""
    roles = [role for role, count in ROLES.items() for _one in range(count)]
    return [Person(place, role) for place, role in enumerate(roles)]


def solution(team: int) -> str:
    """The title of what a team hands in."""
    return f"Solution of table {team:02}"


def written(team: int, field: str, hand: int) -> str:
    """What one of two hands of a team writes into a box; each text can be found again."""
    return f"{field}-{team:02}-{'left' if hand == 0 else 'right'}"


def tally(people: list[Person]) -> dict[str, int]:
    """How often each solution was chosen: counted here, by no line of the product."""
    chosen = Counter(team for person in people for team in person.ballot)
    return {solution(team + 1): chosen[team] for team in range(TEAMS - 1)}


def wished(people: list[Person]) -> dict[str, int]:
    """How many want each theme."""
    wishes = Counter(theme for person in people for theme in person.wishes)
    return {title: wishes[place] for place, title in enumerate(THEMES)}
