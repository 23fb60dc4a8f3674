"""An election as it is counted, whatever file it came from, and the refusal of a file that cannot be one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from participation.voting.counting import shapes
from participation.voting.counting.terms import Terms

MOST_OPTIONS = 500
MOST_WEIGHT = 10**9
"""Of one line. With the largest file that is read, all of them together stay far below 64 bits."""


class BadFile(ValueError):
    """A file is not what it should be: words for whoever made it, and the line where that shows."""

    def __init__(self, words: str, line: int | None = None) -> None:
        self.words, self.line = words, line
        super().__init__(words if line is None else f"line {line}: {words}")


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
            check_option(option, options, line)
            if option in seen:
                raise BadFile(f"option {option} is named twice", line)
            seen.add(option)
    return shapes.write_ranking(ranks)


def check_option(option: int, options: int, line: int) -> None:
    """Refuse an option that is not there."""
    if not 1 <= option <= options:
        raise BadFile(f"there is no option {option}; there are {options}", line)


def whole(text: str, what: str, line: int, *, least: int = 0, most: int = MOST_WEIGHT) -> int:
    """A whole number in a file."""
    text = text.strip()
    if not text.isascii() or not text.isdigit() or len(text) > 12 or not least <= int(text) <= most:
        raise BadFile(f"{what} should be a whole number from {least} to {most}, not “{text[:40]}”", line)
    return int(text)
