"""Budgets and transferable votes counted a second time, straight from the definitions: one voter after the other.

Slow, and written without a look at `counting/`: what both say is very likely right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction


def lot(seed: str, project: int) -> str:
    """The published lot of a project."""
    return hashlib.sha256(f"{seed}:{project}".encode()).hexdigest()


def approvals(voters: Sequence[set[int]], project: int) -> int:
    return sum(project in voter for voter in voters)


def spent(costs: Sequence[int], funded: Sequence[int]) -> int:
    return sum(costs[project - 1] for project in funded)


def greedy(voters: Sequence[set[int]], costs: Sequence[int], budget: int, seed: str) -> list[int]:
    """Take what most voters approve of, if it fits; of those with as many the cheaper, then the lot's."""
    queue = [project for project in range(1, len(costs) + 1) if approvals(voters, project)]
    funded: list[int] = []
    while queue:
        most = max(approvals(voters, project) for project in queue)
        level = [project for project in queue if approvals(voters, project) == most]
        cheapest = [project for project in level if costs[project - 1] == min(costs[one - 1] for one in level)]
        project = max(cheapest, key=lambda one: lot(seed, one))
        queue.remove(project)
        if spent(costs, [*funded, project]) <= budget:
            funded.append(project)
    return funded


def rho(purses: Sequence[Fraction], cost: int) -> Fraction | None:
    """The least part of its cost at which supporters with these purses can pay for a project.

    With cost utilities who pays p for a project of cost c pays p / c for each unit of use. What is given in all grows
    with the part, and bends only where a purse is emptied: the part lies between two such points.
    """
    if sum(purses, Fraction(0)) < cost:
        return None
    for bend in sorted(set(purses)):
        if sum((min(purse, bend) for purse in purses), Fraction(0)) >= cost:
            poor = [purse for purse in purses if purse < bend]
            return (cost - sum(poor, Fraction(0))) / (len(purses) - len(poor)) / cost
    return None


def equal_shares(voters: Sequence[set[int]], costs: Sequence[int], share: Fraction, seed: str) -> list[int]:
    """The method itself, when every voter has `share`: again and again what costs its supporters the smallest part."""
    purses, funded = [share] * len(voters), list[int]()
    while True:
        offers = []
        for project in set().union(*voters) - set(funded):
            cost = costs[project - 1]
            part = rho([purse for purse, voter in zip(purses, voters, strict=True) if project in voter], cost)
            if part is not None:
                offers.append((-part, -cost, approvals(voters, project), lot(seed, project), project))
        if not offers:
            return funded
        part, _, _, _, project = max(offers)
        for number, voter in enumerate(voters):
            if project in voter:
                purses[number] -= min(purses[number], -part * costs[project - 1])
        funded.append(project)


def add1(voters: Sequence[set[int]], costs: Sequence[int], budget: int, seed: str) -> list[int]:
    """Everybody gets one more, until the budget is overspent or nothing more that anybody wants would fit."""
    share = Fraction(budget, len(voters))
    chosen = equal_shares(voters, costs, share, seed)
    while any(spent(costs, [*chosen, project]) <= budget for project in set().union(*voters) - set(chosen)):
        share += 1
        more = equal_shares(voters, costs, share, seed)
        if spent(costs, more) > budget:
            break
        chosen = more
    return chosen


Order = Sequence[Sequence[int]]
"""One ballot's ranks, each with the options that share it."""

WHOLE = 100_000
"""A vote has so many parts."""


def stands_for(ballot: Order, hopeful: set[int]) -> int | None:
    """Whom a ballot stands for now: nobody when several of its next rank are still in."""
    for rank in ballot:
        still = [option for option in rank if option in hopeful]
        if still:
            return still[0] if len(still) == 1 else None
    return None


def decided(among: dict[int, int], earlier: Sequence[dict[int, int]], seed: str, *, most: bool) -> int:
    """Who has the most, or fewest; of those tied, in the nearest earlier round that tells; else whom the lot takes."""
    pick, tied = max if most else min, list(among)
    for votes in [among, *reversed(earlier)]:
        edge = pick(votes[option] for option in tied)
        tied = [option for option in tied if votes[option] == edge]
    return pick(tied, key=lambda option: lot(seed, option))


def stv(ballots: Sequence[Order], options: int, seats: int, seed: str) -> list[int]:
    """Scotland's rule, ballot by ballot, and always one that goes out at a time."""
    hopeful = set(range(1, options + 1))
    holder = [stands_for(ballot, hopeful) for ballot in ballots]
    worth = [WHOLE] * len(ballots)
    valid = sum(one is not None for one in holder)
    quota = (valid // (seats + 1) + 1) * WHOLE
    elected, earlier, surplus = list[int](), list[dict[int, int]](), dict[int, int]()
    votes = {option: sum(w for w, one in zip(worth, holder, strict=True) if one == option) for option in hopeful}
    while valid:
        all_left = len(hopeful) <= seats - len(elected)
        for option in sorted(hopeful, key=lambda one: (-votes[one], one)):
            if votes[option] >= quota or all_left:
                elected.append(option)
                hopeful.discard(option)
                surplus |= {option: votes[option] - quota} if votes[option] > quota else {}
        if len(elected) == min(seats, options):
            break
        earlier.append({**votes})
        among = surplus or {option: votes[option] for option in hopeful}
        going = decided(among, earlier, seed, most=bool(surplus))
        hopeful.discard(going)
        over = surplus.pop(going, None)
        for at in [at for at, one in enumerate(holder) if one == going]:
            worth[at] = worth[at] if over is None else worth[at] * over // votes[going]
            holder[at] = one = stands_for(ballots[at], hopeful)
            votes |= {one: votes[one] + worth[at]} if one else {}
        votes[going] = 0 if over is None else quota
    return elected
