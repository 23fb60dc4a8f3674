"""What one ballot may say, by the method of its vote, and how a ballot that is being filled in changes at a tap.

A ballot paper sends entries by their keys (`rules.entry_key`): alone, or with points behind a colon. Plain values in,
plain values out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from participation.refusal import Refusal
from participation.voting.counting import METHODS, shapes
from participation.voting.rules import entry_key

BUDGETS = ("equal-shares", "greedy")
DOTS = "dots"
GRADED = ("majority-judgment", "score", "score-mean")
AVERAGED = ("majority-judgment", "score-mean")
"""Those of them whose result is a grade again."""
PLURALITY = "plurality"
HIGHEST = 5
"""The best grade."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The ballot paper of a vote: how many entries, how many may be named or dots given, and what entries cost."""

    vote_id: str
    method: str
    entries: int
    most: int
    costs: tuple[int, ...] = ()
    budget: int = 0

    @property
    def dots_on_one(self) -> int:
        """How many dots may lie on one entry: half of them, so that nobody decides alone."""
        return (self.most + 1) // 2

    @property
    def shape(self) -> str:
        """What a ballot can say."""
        return METHODS[self.method].SHAPE


def check(paper: Paper, sent: Sequence[str] | None) -> str:
    """The canonical choice of a ballot that sent these keys; None is a blank ballot.

    Raises `Refusal` for nothing, for what is not on this ballot, and for more than the method allows.
    """
    if sent is None:
        return ""
    said = [_read(paper, part) for part in sent]
    if not said:
        raise Refusal("nothing_chosen", field="entry")
    numbers = [number for number, _ in said]
    if paper.method == DOTS:
        return _dots(paper, said)
    if len(set(numbers)) != len(numbers):
        raise Refusal("chosen_twice", field="entry")
    if paper.method in GRADED:
        return shapes.write_points({number: _grade(points) for number, points in said})
    if paper.shape == shapes.SEEN:
        return _seen(said)
    if paper.shape == shapes.RANKING:
        return shapes.write_ranking([number] for number in numbers)
    return _names(paper, numbers)


def _names(paper: Paper, numbers: Sequence[int]) -> str:
    """Names within the number that may be chosen, or within the money."""
    if paper.method in BUDGETS:
        if sum(paper.costs[number - 1] for number in numbers) > paper.budget:
            raise Refusal("over_budget", field="entry")
    elif len(numbers) > paper.most:
        raise Refusal("too_many_chosen", field="entry", limit=paper.most)
    return shapes.write_names(numbers)


def _dots(paper: Paper, said: Sequence[tuple[int, int | None]]) -> str:
    """Dots by entry; an entry named without a number of dots has one, and one named twice has both."""
    points: dict[int, int] = {}
    for number, dots in said:
        points[number] = points.get(number, 0) + (1 if dots is None else dots)
    points = {number: dots for number, dots in points.items() if dots}
    if not points:
        raise Refusal("nothing_chosen", field="entry")
    if sum(points.values()) > paper.most:
        raise Refusal("too_many_dots", field="entry", limit=paper.most)
    if max(points.values()) > paper.dots_on_one:
        raise Refusal("too_many_on_one", field="entry", limit=paper.dots_on_one)
    return shapes.write_points(points)


def _seen(said: Sequence[tuple[int, int | None]]) -> str:
    """What was seen, and what of it is named: 0 is seen, 1 or nothing is seen and named."""
    if any(points not in {None, 0, 1} for _, points in said):
        raise Refusal("not_on_the_ballot", field="entry")
    return shapes.write_seen([number for number, points in said if points != 0], [number for number, _ in said])


def _grade(points: int | None) -> int:
    if points is None or points > HIGHEST:
        raise Refusal("grade_missing", field="entry")
    return points


def _read(paper: Paper, part: str) -> tuple[int, int | None]:
    """The entry's number and the points that one part of a ballot names."""
    key, colon, points = part.partition(":")
    vote, _, number = key.rpartition(".")
    if vote != paper.vote_id or not _is_small(number) or number[0] == "0" or (colon and not _is_small(points)):
        raise Refusal("not_on_the_ballot", field="entry")
    if int(number) > paper.entries:
        raise Refusal("not_on_the_ballot", field="entry")
    return int(number), int(points) if colon else None


def _is_small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2


def parts(paper: Paper, choice: str) -> tuple[str, ...]:
    """What a ballot paper would send for a canonical choice."""
    if paper.shape == shapes.POINTS:
        said = shapes.read_points(choice).items()
        return tuple(f"{entry_key(paper.vote_id, number)}:{points}" for number, points in said)
    if paper.shape == shapes.SEEN:
        named, seen = shapes.read_seen(choice)
        return tuple(f"{entry_key(paper.vote_id, number)}:{int(number in named)}" for number in seen)
    if paper.shape == shapes.RANKING:
        return tuple(entry_key(paper.vote_id, number) for (number,) in shapes.read_ranking(choice))
    return tuple(entry_key(paper.vote_id, number) for number in shapes.read_names(choice))


@dataclass(frozen=True, slots=True)
class Filling:
    """A ballot that is being filled in: entries in the order in which they were taken, with their points."""

    points: dict[int, int]

    @property
    def order(self) -> list[int]:
        """The entries, first taken first."""
        return list(self.points)

    def cost(self, paper: Paper) -> int:
        """What all that was taken costs."""
        return sum(paper.costs[number - 1] for number in self.points)

    @property
    def dots(self) -> int:
        """How many dots were given."""
        return sum(self.points.values())


def filling(paper: Paper, sent: Sequence[str]) -> Filling:
    """What a ballot that is being filled in says so far; what does not belong to it is left out."""
    points: dict[int, int] = {}
    for part in sent[: 2 * paper.entries]:
        try:
            number, given = _read(paper, part)
        except Refusal:
            continue
        points[number] = 1 if given is None else given
    return Filling(points)


def tapped(paper: Paper, filled: Filling, tap: str) -> Filling:
    """The ballot after a tap: `add`, `out`, `up`, `down`, `more` or `less`, with an entry's number behind a colon.

    A tap that cannot be, such as one more dot than there are, changes nothing.
    """
    what, _, text = tap.partition(":")
    number = int(text) if _is_small(text) else 0
    if not 1 <= number <= paper.entries:
        return filled
    points, order = dict(filled.points), filled.order
    if what == "add" and paper.method != DOTS:
        points.setdefault(number, 1)
    elif what == "out":
        points.pop(number, None)
    elif what in {"up", "down"} and number in points:
        at = order.index(number)
        other = max(0, min(len(order) - 1, at + (1 if what == "down" else -1)))
        order[at], order[other] = order[other], order[at]
        points = {entry: points[entry] for entry in order}
    elif what in {"more", "less"}:
        points[number] = _dots_after(paper, filled, number, what)
    return Filling({entry: given for entry, given in points.items() if given or paper.method != DOTS})


def _dots_after(paper: Paper, filled: Filling, number: int, what: str) -> int:
    dots = filled.points.get(number, 0)
    if what == "less":
        return max(0, dots - 1)
    return dots + 1 if filled.dots < paper.most and dots < paper.dots_on_one else dots
