"""Whether an election that was read can be counted by a method, and its ballots as the method counts them."""

from __future__ import annotations

from collections import Counter

from participation.voting.counting import Method, shapes
from participation.voting.interchange.election import BadFile, Election

BUDGETS = {"greedy", "equal-shares"}
HIGHEST_GRADE = 100
"""Of majority judgment, where who counts does not say less."""


def shape_for(method: Method) -> str:
    """What a sheet's cells hold; plurality counts the first choices of rankings."""
    return shapes.RANKING if method.NAME == "plurality" else method.SHAPE


def ballots_for(election: Election, method: Method, highest: int = HIGHEST_GRADE) -> Counter[str]:
    """The file's ballots as the method counts them. Raises `BadFile` when it cannot."""
    name = method.NAME
    if name == "plurality" and election.shape == shapes.RANKING:
        return election.first_choices()
    if election.shape != method.SHAPE:
        raise BadFile("counts_others", method=name, what=method.SHAPE, held=election.shape)
    if name in BUDGETS and not election.costs:
        raise BadFile("no_costs", method=name)
    if name == "plurality" and any("," in choice for choice in election.ballots):
        raise BadFile("several_named")
    if name == "majority-judgment" and _best_grade(election) > highest:
        raise BadFile("grades_too_high", method=name, limit=highest)
    return election.ballots


def _best_grade(election: Election) -> int:
    return max((int(part.rpartition(":")[2]) for part in shapes.parts(election.ballots)), default=0)
