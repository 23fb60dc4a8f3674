"""What a count needs to know besides the ballots; it is decided and published before the vote opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ONE_LEFT = "one-left"
"""A ballot whose next rank is shared counts for the one of them that is still in; with several it is exhausted."""
EXHAUSTED = "exhausted"
"""A ballot whose next rank is shared is exhausted, whoever of them is still in."""


Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


def silent(done: int, of: int) -> None:
    """Tell nobody how far a count has come."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one count. Methods read what concerns them."""

    seats: int = 1
    """How many are elected (stv)."""
    seed: str = ""
    """Public text from which a lot is drawn, where a method's rule for ties ends in one."""
    shared_ranks: str = ONE_LEFT
    """What becomes of a ballot that comes to a rank which several entries share (irv, stv)."""
    costs: tuple[int, ...] = ()
    """What each entry costs, entry 1 first (greedy, equal-shares)."""
    budget: int = 0
    """How much there is to spend, in the same unit."""
    unit: int = 1
    """How many of the unit above make one of the money's own, by which Equal Shares raises everybody's share."""
    progress: Progress = silent
    """Told from time to time how much of a long count is done."""


PLAIN = Terms()
