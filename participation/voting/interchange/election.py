"""An election as it is counted, whatever file it came from, and the refusal of a file that cannot be one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from participation.voting.counting import shapes
from participation.voting.counting.terms import Terms
from participation.voting.interchange.words import words_for

MOST_OPTIONS = 500
MOST_WEIGHT = 10**9
"""Of one line. With the largest file that is read, all of them together stay far below 64 bits."""


class BadFile(ValueError):
    """A file is not what it should be: a code for the problem, the facts that its words need, and the line."""

    def __init__(self, code: str, line: int | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code, self.line, self.facts = code, line, facts

    @property
    def words(self) -> str:
        """What is wrong, in the reader's language."""
        return words_for(self.code, self.facts)

    def __str__(self) -> str:
        return self.words if self.line is None else f"line {self.line}: {self.words}"


def quoted(text: str) -> str:
    """As much of what stands in a file as a message shows."""
    return " ".join(text.split())[:40]


@dataclass(frozen=True, slots=True)
class Election:
    """Names of the options, ballots of one shape with identical ones together, and what the file says of the terms."""

    names: tuple[str, ...]
    shape: str
    ballots: Counter[str]
    title: str = ""
    seats: int | None = None
    costs: tuple[int, ...] = ()
    budget: int = 0
    unit: int = 1

    @property
    def terms(self) -> Terms:
        """The terms as far as the file gives them."""
        return Terms(seats=self.seats or 1, costs=self.costs, budget=self.budget, unit=self.unit)

    def first_choices(self) -> Counter[str]:
        """Each ranked ballot as the one name that stands alone on its first rank; blank where several share it."""
        found: Counter[str] = Counter()
        for choice, weight in self.ballots.items():
            first = choice.partition(",")[0]
            found["" if "=" in first else first] += weight
        return found


def ranking(ranks: list[list[int]], options: int, line: int) -> str:
    """The canonical choice of ranks that a file gives; refuses options that there are not, and one named twice."""
    seen: set[int] = set()
    for rank in ranks:
        for option in rank:
            if not 1 <= option <= options:
                raise BadFile("no_option", line, option=option, options=options)
            if option in seen:
                raise BadFile("named_twice", line, option=option)
            seen.add(option)
    return shapes.write_ranking(ranks)


def whole(text: str, what: str, line: int | None, *, least: int = 0, most: int = MOST_WEIGHT, **facts: object) -> int:
    """A whole number in a file; `what` it is stands among `words.THINGS`."""
    text = text.strip()
    if not text.isascii() or not text.isdigit() or len(text) > 12 or not least <= int(text) <= most:
        raise BadFile("not_whole", line, what=what, least=least, most=most, found=quoted(text), **facts)
    return int(text)
