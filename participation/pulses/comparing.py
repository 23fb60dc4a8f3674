"""Entry beside exit, and who was reached beside who lives here: of a whole process, from what may be told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from participation.events.afterwards.rules import told_parts
from participation.pulses.questions import Question
from participation.pulses.rules import ENOUGH
from participation.pulses.summing import Counts, Sums

ENTRY, EXIT = "entry", "exit"


@dataclass(frozen=True, slots=True)
class Class:
    """Choices that are told together: from which place on, how many places, and how many chose them (None: hidden)."""

    first: int
    places: int
    count: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """All answers to a question at entry, or at exit."""

    question: Question
    counts: Counts

    @property
    def answered(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def classes(self) -> list[Class]:
        """How many chose what, as it may be told: choices with a scale are put together until none is of few."""
        if self.question.ordered:
            return together(self.counts)
        told = told_parts({str(place): count for place, count in enumerate(self.counts)})
        return [Class(place, 1, count) for place, count in enumerate(told.values())]

    @property
    def mean(self) -> float | None:
        """From 0, the worst, on; None where nothing is better than another.

        With one decimal everywhere: with more, it would tell how many of few chose what in choices put together.
        """
        if not self.question.ordered or not self.answered:
            return None
        whole = sum(self._worth(place) * count for place, count in enumerate(self.counts))
        return round(whole / self.answered, 1)

    @property
    def pieces(self) -> list[tuple[int, float, float]]:
        """How it is drawn, worst first: of each class how good it is, where its piece begins and how wide it is, from
        0 to 1; last, with -1, what is hidden."""
        classes = self.classes[::-1] if self.question.best_first else self.classes
        found, begin = [], 0.0
        for one in classes:
            if one.count:
                middle = self._worth(one.first + one.places // 2)
                found.append((middle, begin, one.count / self.answered))
                begin += one.count / self.answered
        return [*found, (-1, begin, 1 - begin)] if begin < 0.999 else found

    def _worth(self, place: int) -> int:
        return len(self.counts) - 1 - place if self.question.best_first else place


def together(counts: Counts) -> list[Class]:
    """Neighbouring choices put together until each class is of nobody or of enough."""
    classes = [(place, 1, count) for place, count in enumerate(counts)]
    while len(classes) > 1 and (few := [place for place, one in enumerate(classes) if 0 < one[2] < ENOUGH]):
        here = few[0]
        # With the smaller neighbour, but with nobody only where there is no other.
        beside = [place for place in (here - 1, here + 1) if 0 <= place < len(classes)]
        other = min(beside, key=lambda place: (not classes[place][2], classes[place][2]))
        first, last = sorted((here, other))
        both = (classes[first][0], classes[first][1] + classes[last][1], classes[first][2] + classes[last][2])
        classes[first : last + 1] = [both]
    return [Class(*one) for one in classes]


@dataclass(slots=True)
class Compared:
    """A question at entry and at exit. `moved`: of those who answered both at one event, how many went up, stayed and
    went down. `groups`: the same two sides of those who said to be of an age, a gender or an area."""

    question: Question
    sides: dict[str, Side] = field(default_factory=dict)
    moved: Counts = field(default_factory=lambda: [0, 0, 0])
    groups: dict[tuple[str, str], dict[str, Side]] = field(default_factory=dict)

    @property
    def both(self) -> int:
        """How many answered both at one event."""
        return sum(self.moved)

    @property
    def told_moved(self) -> list[int | None]:
        """How many went up, stayed and went down, as it may be told."""
        return list(told_parts({str(place): count for place, count in enumerate(self.moved)}).values())


@dataclass(frozen=True, slots=True)
class Reached:
    """Of one age, one gender or one area: how many came (None: too few to tell), and how many live here if known."""

    name: str
    count: int | None
    share: float
    inhabitants: int | None
    share_here: float


Round = tuple[str, Sequence[Question], Sums]
"""At entry or exit, what was asked, and the sums."""


def compare(rounds: Iterable[Round]) -> list[Compared]:
    """Add up the rounds, question by question."""
    found: dict[str, Compared] = {}
    for side, questions, sums in rounds:
        for question in questions:
            if question.key in sums.told:
                compared = found.setdefault(question.key, Compared(question))
                _add(compared.sides, side, question, sums.told[question.key])
                compared.moved = _plus(compared.moved, sums.pairs.get(question.key, [0, 0, 0]))
                for about, names in sums.by.items():
                    for name, counts in names.items():
                        if question.key in counts:
                            group = compared.groups.setdefault((about, name), {})
                            _add(group, side, question, counts[question.key])
    # What was asked both times comes first.
    return sorted(found.values(), key=lambda compared: -len(compared.sides))


def reached(about: Mapping[str, int], names: Mapping[str, str], inhabitants: Mapping[str, int]) -> list[Reached]:
    """Who came, of those who said, beside who lives here. `names`: of what could be said, by its key."""
    counts = {key: about.get(key, 0) for key in names}
    told, said = told_parts(counts), sum(counts.values())
    live = sum(inhabitants.get(key, 0) for key in names)
    return [
        Reached(
            name=name,
            count=told[key],
            share=(told[key] or 0) / said if said else 0,
            inhabitants=inhabitants.get(key),
            share_here=inhabitants.get(key, 0) / live if live else 0,
        )
        for key, name in names.items()
    ]


def _add(sides: dict[str, Side], side: str, question: Question, counts: Counts) -> None:
    before = sides[side].counts if side in sides else [0] * len(counts)
    sides[side] = Side(question, _plus(before, counts))


def _plus(one: Counts, other: Counts) -> Counts:
    return [left + right for left, right in zip(one, other, strict=True)]
