"""Instant runoff: every ballot counts for the first of its entries that is still in; round by round the last goes out.

It goes on until two are left, so that the whole ranking is known; who has more than half of what still counts can no
longer be caught. Entries that are tied for last go out together when even together they have fewer than the next one,
or when they are the last two: they share their place. Otherwise the nearest earlier round in which they differ
decides, and after it the public lot. (T. Hare's vote for one seat; also known as the alternative vote.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from participation.voting.counting import shapes, ties
from participation.voting.counting.outcome import Amount, Outcome, box, collapse, placed
from participation.voting.counting.piles import Piles
from participation.voting.counting.terms import PLAIN, Terms

NAME = "irv"
VERSION = 1
TIES = ties.EARLIER_THEN_LOT
SHAPE = shapes.RANKING


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of a ranking, over entries 1 to `entries`."""
    together = collapse(ballots)
    piles = Piles(together, entries, terms.shared_ranks)
    account: list[Mapping[str, Any]] = [box(together)]
    rounds: list[dict[int, int]] = []
    out: list[tuple[list[int], int]] = []
    while piles.hopeful:
        counts, exhausted = piles.still(piles.hopeful), piles.exhausted - together[""]
        leaving = _leaving(counts, rounds, terms.seed, account)
        rounds.append(counts)
        terms.progress(entries - len(counts), entries)
        piles.hopeful -= set(leaving)
        moved = [_moved(piles, entry) for entry in leaving] if len(piles.hopeful) > 1 else []
        told = {"step": "round", "round": len(rounds), "counts": _listed(counts), "exhausted": exhausted}
        account.append({**told, "out": leaving if piles.hopeful else [], "moved": moved})
        out.append((leaving, counts[leaving[0]]))
        if len(piles.hopeful) == 1:
            (winner,) = piles.hopeful
            out.append(([winner], counts[winner]))
            break
    return _outcome(entries, out, account, together)


def _leaving(
    counts: Mapping[int, int], rounds: list[dict[int, int]], seed: str, account: list[Mapping[str, Any]]
) -> list[int]:
    """Who goes out of those with `counts`; everybody when these are the last."""
    fewest = min(counts.values())
    tied = [entry for entry, votes in counts.items() if votes == fewest]
    above = min((votes for votes in counts.values() if votes > fewest), default=None)
    if len(tied) == 1 or (len(tied) == len(counts) and (len(tied) == 2 or not fewest)):
        return tied
    if above is not None and fewest * len(tied) < above:
        return tied
    entry, told = ties.one_of(min, seed, tied, rounds)
    account.append(told)
    return [entry]


def _moved(piles: Piles, entry: int) -> dict[str, Any]:
    """Where the ballots of an entry that goes out go."""
    moved, exhausted = piles.move(entry, lambda value: value)
    return {"from": entry, "to": _listed(moved), "exhausted": exhausted}


def _listed(counts: Mapping[int, int]) -> list[list[int]]:
    return [[entry, votes] for entry, votes in counts.items()]


def _outcome(
    entries: int, out: list[tuple[list[int], int]], account: list[Mapping[str, Any]], together: Counter[str]
) -> Outcome:
    """Last out is first. An entry's total is what it had when it went out, or in the last round."""
    totals: list[Amount] = [0] * entries
    for leaving, votes in out:
        for entry in leaving:
            totals[entry - 1] = votes
    winners, votes = out[-1] if out else ([], 0)
    return Outcome(
        totals=tuple(totals),
        ranking=placed(reversed(out)),
        ballots=together.total(),
        blank=together[""],
        account=tuple(account),
        elected=tuple(sorted(winners)) if votes else (),
    )
