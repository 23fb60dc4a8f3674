"""Majority judgment: every ballot grades entries from 0 (worst) to 5, and the best median grade is first.

An entry that a ballot leaves out has the lowest grade from it; a blank ballot grades nothing and is left aside. The
median of an even number of grades is the lower of the two in the middle. Entries with the same median are compared by
taking one median grade away from each, again and again, until they differ; those that never do have the same grades and
share their place.
(M. Balinski and R. Laraki, "Majority Judgment", 2010.)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from participation.voting.counting import shapes
from participation.voting.counting.outcome import Outcome, box, collapse, placed
from participation.voting.counting.points import tallies
from participation.voting.counting.terms import PLAIN, Terms

NAME = "majority-judgment"
VERSION = 1
TIES = "median-removal"
SHAPE = shapes.POINTS
GRADES = 6
"""As many as our ballots know; where a file gives higher ones, there are as many as the highest asks for."""

Removed = tuple[tuple[int, int], ...]
"""Grades that removing medians comes to, as pairs from below and from above the middle, at each depth that matters."""


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of points, over entries 1 to `entries`."""
    together = collapse(ballots)
    grading = together.total() - together[""]
    graded = tallies(entries, together)
    grades = max([GRADES, *(points + 1 for tally in graded for points in tally.by_points)])
    given = [_grades(tally.by_points, grading, grades) for tally in graded]
    removed = _removed(given, grading)
    levels: dict[Removed, list[int]] = {}
    for entry, sequence in enumerate(removed, start=1):
        levels.setdefault(sequence, []).append(entry)
    best_first = sorted(levels, reverse=True)
    told = [
        {"step": "graded", "entry": entry, "counts": counts, "median": sequence[0][0]}
        for entry, (counts, sequence) in enumerate(zip(given, removed, strict=True), start=1)
    ]
    return Outcome(
        totals=tuple(sequence[0][0] for sequence in removed),
        ranking=placed((levels[sequence], sequence[0][0]) for sequence in best_first),
        ballots=together.total(),
        blank=together[""],
        account=(box(together), *told, *_told_ties(best_first, levels)),
        elected=tuple(levels[best_first[0]]) if grading else (),
    )


def _grades(by_points: Mapping[int, int], grading: int, grades: int) -> list[int]:
    """How often each grade was given, grade 0 first; silence is grade 0."""
    counts = [by_points.get(grade, 0) for grade in range(grades)]
    return [counts[0] + grading - sum(counts), *counts[1:]]


def _removed(given: Sequence[Sequence[int]], grading: int) -> list[Removed]:
    """What removing medians comes to, for each entry.

    Every grade is thought of twice, which changes no comparison and leaves an even number: the lower median is then
    taken from below and from above the middle in turn. Between two of the depths at which any entry comes to another
    grade nothing changes, so one look at each of them is as good as a removal of every single grade.
    """
    ends = [[2 * end for end in accumulate(counts)] for counts in given]
    depths = sorted({0, *(abs(grading - end) for row in ends for end in row if 0 < end < 2 * grading)})
    if not grading:
        return [((0, 0),) for _ in given]
    return [
        tuple((bisect_right(row, grading - 1 - depth), bisect_right(row, grading + depth)) for depth in depths)
        for row in ends
    ]


def _told_ties(best_first: Sequence[Removed], levels: Mapping[Removed, list[int]]) -> Iterable[dict[str, Any]]:
    """The account of entries with the same median: in which order removing medians put them, or that it did not."""
    by_median: dict[int, list[list[int]]] = {}
    for sequence in best_first:
        by_median.setdefault(sequence[0][0], []).append(levels[sequence])
    for median, groups in by_median.items():
        if len(groups) > 1 or len(groups[0]) > 1:
            yield {"step": "same-median", "median": median, "order": groups}
