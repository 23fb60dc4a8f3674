"""An election out of a file of another program, within the bounds of a page: what it is about, and its count."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from participation.refusal import Refusal
from participation.voting import interchange, rules
from participation.voting.ballots import Paper
from participation.voting.counting import METHODS, score
from participation.voting.counting.outcome import Outcome
from participation.voting.counting.ties import seed_of
from participation.voting.interchange.election import BadFile, Election
from participation.voting.interchange.fitting import BUDGETS, ballots_for, shape_for

MOST_BYTES = 1_000_000
"""A town's vote fits; what is larger is counted by `flask count`, outside of requests that others wait for."""

LONGEST_NAME = 300
PATIENCE = 3.0
"""Seconds after which a count is left to `flask count` too."""


@dataclass(frozen=True, slots=True)
class Named:
    """One entry of a file, as result pages draw it."""

    number: int
    words: str
    cost: int = 0
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class FileVote:
    """A vote out of a file, as result pages draw it."""

    method: str
    entries: tuple[Named, ...]
    seats: int
    budget: int
    title: str
    currency: str = ""
    """A file does not say it in a word that pages can show."""

    @property
    def paper(self) -> Paper:
        """What its ballots say."""
        costs = tuple(entry.cost for entry in self.entries)
        return Paper("", self.method, len(self.entries), len(self.entries), costs, self.budget)


def election(name: str, data: bytes, method: str) -> Election:
    """The election in a file; refuses with its line what cannot be read."""
    if len(data) > MOST_BYTES:
        raise Refusal("file_too_large", field="file", megabytes=MOST_BYTES // 1_000_000)
    try:
        found = interchange.read(name, data, shape_for(METHODS[method]))
    except BadFile as problem:
        raise _refused(problem) from problem
    if len(found.names) > rules.MOST_ENTRIES:
        raise Refusal("too_many_entries", field="file", limit=rules.MOST_ENTRIES)
    return found


def _refused(problem: BadFile) -> Refusal:
    if problem.line is None:
        return Refusal("file_not_read", field="file", problem=problem.words)
    return Refusal("file_not_read_at", field="file", line=problem.line, problem=problem.words)


def entries(found: Election) -> list[Named]:
    """What can be voted on, with costs in whole kronor, rounded up."""
    if any(len(name) > LONGEST_NAME for name in found.names):
        raise Refusal("too_long", field="file", limit=LONGEST_NAME)
    costs = found.costs or (0,) * len(found.names)
    return [
        Named(number, name, -(-cost // found.unit))
        for number, (name, cost) in enumerate(zip(found.names, costs, strict=True), start=1)
    ]


def counted(found: Election, method: str, seats: int) -> tuple[FileVote, Outcome]:
    """Count a file's ballots; refuses what the method cannot count, and what takes long."""
    try:
        ballots = ballots_for(found, METHODS[method], score.HIGHEST)
    except BadFile as problem:
        raise _refused(problem) from problem
    if method in BUDGETS and found.unit > 1:
        raise Refusal("whole_money_only", field="file")
    terms = replace(
        found.terms,
        seats=min(seats or found.terms.seats, len(found.names)),
        seed=seed_of(ballots),
        progress=_until(time.monotonic()),
    )
    outcome = METHODS[method].count(len(found.names), ballots.items(), terms)
    budget = found.budget if method in BUDGETS else 0
    return FileVote(method, tuple(entries(found)), terms.seats, budget, found.title), outcome


def _until(began: float) -> Callable[[int, int], None]:
    def tell(done: int, of: int) -> None:
        if time.monotonic() - began > PATIENCE:
            raise Refusal("count_takes_long", field="file")

    return tell


def method_for(found: Election, asked: str) -> str:
    """How to vote on what came from a file: as asked, unless the file has costs and that has none."""
    return "equal-shares" if found.costs and asked not in BUDGETS else asked


def unlike(names: list[str]) -> tuple[str, ...]:
    """Names for the columns of a table: one that is empty or stands twice gets its number."""
    return tuple(
        name if name and names.count(name) == 1 else f"{name} ({number})".strip()
        for number, name in enumerate(names, start=1)
    )
