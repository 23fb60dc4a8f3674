"""Whether an election that was read can be counted by a method, and its ballots as the method counts them."""

from __future__ import annotations

from collections import Counter

from participation.voting.counting import Method, shapes
from participation.voting.interchange.election import BadFile, Election

BUDGETS = {"greedy", "equal-shares"}
SAYS = {
    shapes.NAMES: "ballots that name options",
    shapes.RANKING: "rankings",
    shapes.POINTS: "points",
    shapes.SEEN: "names among those seen",
}
MOST_GRADE = 5


def shape_for(method: Method) -> str:
    """What a sheet's cells hold; plurality counts the first choices of rankings."""
    return shapes.RANKING if method.NAME == "plurality" else method.SHAPE


def ballots_for(election: Election, method: Method) -> Counter[str]:
    """The file's ballots as the method counts them. Raises `BadFile` when it cannot."""
    name = method.NAME
    if name == "plurality" and election.shape == shapes.RANKING:
        return election.first_choices()
    if election.shape != method.SHAPE:
        raise BadFile(f"{name} counts {SAYS[method.SHAPE]}, but this file holds {SAYS[election.shape]}")
    if name in BUDGETS and not election.costs:
        raise BadFile(f"{name} needs costs and a budget, which only a .pb file holds")
    if name == "plurality" and any("," in choice for choice in election.ballots):
        raise BadFile(
            "plurality counts ballots that name one option, but some here name several; approval counts those"
        )
    if name == "majority-judgment":
        _check_grades(election)
    return election.ballots


def _check_grades(election: Election) -> None:
    if any(int(part.rpartition(":")[2]) > MOST_GRADE for part in shapes.parts(election.ballots)):
        raise BadFile(f"majority-judgment counts grades from 0 to {MOST_GRADE}, but there are higher ones")
