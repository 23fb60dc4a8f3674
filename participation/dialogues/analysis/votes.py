"""A conversation as a table of votes, and how its statements fared in any part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE = 1, 0, -1
UNSEEN = -9
"""Stands in the table where somebody did not vote on a statement."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Table = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each statement was agreed with, disagreed with and passed, in the order of the statements."""

    agree: Counts
    disagree: Counts
    passes: Counts

    @property
    def seen(self) -> Counts:
        """How many voted at all."""
        return self.agree + self.disagree + self.passes

    def without(self, part: Tally) -> Tally:
        """The same without a part of it."""
        return Tally(self.agree - part.agree, self.disagree - part.disagree, self.passes - part.passes)

    def with_(self, more: Tally) -> Tally:
        """The same with more votes."""
        return Tally(self.agree + more.agree, self.disagree + more.disagree, self.passes + more.passes)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Statements by their ids, one row of votes for each participant, and the groups that were known beforehand.

    `known` holds the rows of each known group. Somebody who is in none counts in the whole only.
    """

    statements: tuple[str, ...]
    votes: Table
    known: Mapping[str, Counts] = field(default_factory=dict)

    def tally(self, rows: Counts | None = None) -> Tally:
        """The votes of everybody, or of some rows."""
        votes = self.votes if rows is None else self.votes[rows]
        return Tally(*(np.count_nonzero(votes == value, axis=0) for value in (AGREE, DISAGREE, PASS)))


def conversation(
    statements: Iterable[str], votes: Iterable[tuple[str, str, int]], known: Mapping[str, str] | None = None
) -> Conversation:
    """A conversation from votes as (participant, statement, value), each pair once.

    `known` says in which group a participant is. Votes on other statements than these are left out; who voted on none
    of these is not counted.
    """
    columns = {statement: place for place, statement in enumerate(dict.fromkeys(statements))}
    rows: dict[str, int] = {}
    cells = [
        (rows.setdefault(participant, len(rows)), columns[statement], value)
        for participant, statement, value in votes
        if statement in columns
    ]
    table = np.full((len(rows), len(columns)), UNSEEN, dtype=np.int8)
    if cells:
        filled = np.array(cells, dtype=np.int64)
        table[filled[:, 0], filled[:, 1]] = filled[:, 2]
    groups: dict[str, list[int]] = {}
    for participant, group in (known or {}).items():
        if participant in rows:
            groups.setdefault(group, []).append(rows[participant])
    return Conversation(tuple(columns), table, {name: np.array(groups[name]) for name in sorted(groups)})
