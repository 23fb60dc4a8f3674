"""Schulze: entries are compared in pairs, and strong wins carry over chains of pairs.

A pair is won by the entry that more ballots place above the other; an entry that a ballot leaves out stands below all
that it names. A path is as strong as the weakest of its wins, a win as strong as the ballots for it. An entry beats
another when its strongest path there is stronger than the one back. First are those that nobody beats, then those
whom only these beat, and so on; who is on the same level shares a place. (M. Schulze, "A new monotonic,
clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method", 2011.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from participation.voting.counting import shapes
from participation.voting.counting.outcome import SHARED_PLACE, Outcome, box, collapse, placed
from participation.voting.counting.terms import PLAIN, Progress, Terms, silent

NAME = "schulze"
VERSION = 1
TIES = SHARED_PLACE
SHAPE = shapes.RANKING

Table = list[list[int]]

FIELD = 64
"""Bits of one counter: a row of the table of pairs is one large number, so that a ballot adds to all of it at once."""

TELLS_AFTER = 20_000
"""Ballots between two words about how far a count has come."""


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of a ranking, over entries 1 to `entries`."""
    together = collapse(ballots)
    above = pairs(entries, together, terms.progress)
    strength = _strongest(above, terms.progress)
    beats = [[strength[a][b] > strength[b][a] for b in range(entries)] for a in range(entries)]
    wins = [sum(row) for row in beats]
    levels = _levels(beats)
    told = [{"step": "pairs", "above": above}, {"step": "paths", "strength": strength}, *_condorcet(above)]
    return Outcome(
        totals=tuple(wins),
        ranking=placed(([entry + 1 for entry in level], max(wins[entry] for entry in level)) for level in levels),
        ballots=together.total(),
        blank=together[""],
        account=(box(together), *told),
        elected=tuple(entry + 1 for entry in levels[0]) if together.total() > together[""] else (),
    )


def pairs(entries: int, together: Mapping[str, int], progress: Progress = silent) -> Table:
    """On how many ballots each entry stands above each other one."""
    bits = {str(entry): 1 << (FIELD * (entry - 1)) for entry in range(1, entries + 1)}
    rows = dict.fromkeys(bits, 0)
    everybody = sum(bits.values())
    for done, (choice, weight) in enumerate(together.items()):
        if not done % TELLS_AFTER:
            progress(done, len(together))
        below = everybody
        for rank in choice.split(",") if choice else ():
            sharing = (rank,) if rank in bits else rank.split("=")
            for number in sharing:
                below -= bits[number]
            for number in sharing:
                rows[number] += below if weight == 1 else below * weight
    mask = (1 << FIELD) - 1
    return [[(row >> (FIELD * other)) & mask for other in range(entries)] for row in rows.values()]


def _strongest(above: Table, progress: Progress) -> Table:
    """The strength of the strongest path between every two, by way of each entry in turn (Floyd and Warshall)."""
    everybody = range(len(above))
    path = [[above[a][b] if above[a][b] > above[b][a] else 0 for b in everybody] for a in everybody]
    for middle in everybody:
        progress(middle, len(above))
        onwards = path[middle]
        for a in everybody:
            first = path[a][middle]
            if a != middle and first:
                path[a] = [
                    direct if direct >= first or direct >= second else min(first, second)
                    for direct, second in zip(path[a], onwards, strict=True)
                ]
    for entry in everybody:
        path[entry][entry] = 0
    return path


def _levels(beats: list[list[bool]]) -> list[list[int]]:
    """Entries by level: those that nobody left beats come first."""
    left, levels = set(range(len(beats))), []
    while left:
        level = sorted(entry for entry in left if not any(beats[other][entry] for other in left))
        levels.append(level)
        left -= set(level)
    return levels


def _condorcet(above: Table) -> list[dict[str, Any]]:
    """The one that wins against every other in a direct pair, if there is one."""
    everybody = range(len(above))
    found = [a for a in everybody if all(above[a][b] > above[b][a] for b in everybody if a != b)]
    return [{"step": "condorcet", "entry": found[0] + 1}] if found else []
