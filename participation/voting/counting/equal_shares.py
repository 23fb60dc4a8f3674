"""Method of Equal Shares for a budget: everybody has the same share of the money, and pays for what they named.

What is funded next gives its supporters the most for what each of them pays. An entry's worth is its cost, so that is
the one with the largest effective number of supporters: its cost divided by the largest payment. Supporters pay alike,
or all that they have left. Of entries that are level the cheaper goes first, then what more ballots name, then the
public lot decides.

Completed by Add1: everybody's share is raised by one again and again, as if there were more money, until nothing more
fits or the real budget would be overspent; the last that fitted stands. After ten thousand raises each is of two, after
as many again of four, and so on, so that every count ends. Entries that cost nothing are funded when anybody names
them. Blank ballots have a share too, which nobody spends.
(D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities", 2021.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from participation.voting.counting import approval, shapes, ties
from participation.voting.counting.outcome import Outcome, collapse
from participation.voting.counting.purses import Purses, Selection
from participation.voting.counting.terms import PLAIN, Terms

NAME = "equal-shares"
VERSION = 1
TIES = ties.CHEAPER_THEN_LOT
SHAPE = shapes.NAMES

DOUBLED_AFTER = 10_000
"""So many raises are of one, as many again of two, and so on."""


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of names, over entries 1 to `entries` with `terms.costs`."""
    together = collapse(ballots)
    wished = approval.count(entries, together.items())
    selection = _completed(Purses(together, terms), terms) if wished.ballots else Selection()
    account = (*wished.account, *selection.account(terms.budget))
    return replace(wished, account=account, elected=selection.entries)


def _completed(purses: Purses, terms: Terms) -> Selection:
    """What the highest share buys that the budget bears."""
    selection = purses.select()
    raised = 0
    while _something_fits(purses, selection, terms):
        terms.progress(selection.cost, terms.budget)
        raised += terms.unit * 2 ** (selection.raises // DOUBLED_AFTER)
        further = purses.select(raised, selection.raises + 1)
        if further.cost > terms.budget:
            break
        selection = further
    return selection


def _something_fits(purses: Purses, selection: Selection, terms: Terms) -> bool:
    """Whether the money that is left would pay for anything more that somebody named."""
    left, funded = terms.budget - selection.cost, set(selection.entries)
    return any(entry not in funded and terms.costs[entry - 1] <= left for entry in purses.supporters)
