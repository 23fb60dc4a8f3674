"""What a conversation agrees on across its groups, what sets a group apart, and what divides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from participation.dialogues.analysis.votes import Counts, Flags, Floats, Tally

SIGNIFICANT = 1.2816
"""A z-value beyond which something is more than chance in nine cases of ten (one-sided)."""

MOST_TYPICAL = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One side of each statement, agreeing or disagreeing, in a group beside the others.

    `share` is the smoothed share in the group and `share_test` its z-value against a half; `ratio` (repness) is that
    share divided by the others', `ratio_test` the z-value of the difference.
    """

    share: Floats
    share_test: Floats
    ratio: Floats
    ratio_test: Floats

    @property
    def significant(self) -> Flags:
        """Where both tests say that it is more than chance."""
        return (self.share_test > SIGNIFICANT) & (self.ratio_test > SIGNIFICANT)


@dataclass(frozen=True, slots=True)
class Typical:
    """A statement that stands for a group: `count` of `seen` voted so, `ratio` times the share of the others."""

    statement: int
    agree: bool
    count: int
    seen: int
    share: float
    share_test: float
    ratio: float
    ratio_test: float


def smoothed(count: Counts, seen: Counts) -> Floats:
    """A share that is not certain of anything after few votes: (count + 1) / (seen + 2)."""
    return (count + 1) / (seen + 2)


def group_aware_consensus(groups: Sequence[Tally]) -> Floats:
    """The product over groups of each one's smoothed share of agreement: high only where every group agrees."""
    return np.prod([smoothed(group.agree, group.seen) for group in groups], axis=0, dtype=np.float64)


def division(whole: Tally, groups: Sequence[Tally]) -> Floats:
    """How much a statement divides, from 0 to 1.

    With several groups the distance between the one that agrees most and the one that agrees least; without, twice the
    smaller side.
    """
    if len(groups) < 2:
        return 2 * np.minimum(whole.agree, whole.disagree) / (whole.seen + 2)
    return np.ptp([smoothed(group.agree, group.seen) for group in groups], axis=0)


def sides(group: Tally, others: Tally) -> tuple[Side, Side]:
    """Agreeing and disagreeing in a group, beside all other groups together."""
    return (
        _side(group.agree, group.seen, others.agree, others.seen),
        _side(group.disagree, group.seen, others.disagree, others.seen),
    )


def representativeness(group: Tally, others: Tally) -> list[Typical]:
    """For each statement the side that sets the group apart the more, significant or not."""
    agree, disagree = sides(group, others)
    agrees = agree.ratio_test > disagree.ratio_test
    return [
        _typical(place, group, agree if agrees[place] else disagree, agree=bool(agrees[place]))
        for place in range(len(group.seen))
    ]


def typical(group: Tally, others: Tally, most: int = MOST_TYPICAL) -> list[Typical]:
    """The statements that stand for a group beyond chance, what it agrees with before what it does not."""
    agree, disagree = sides(group, others)
    beyond = agree.significant | disagree.significant
    found = [item for item in representativeness(group, others) if beyond[item.statement]]
    found.sort(key=lambda item: -item.ratio * item.ratio_test * item.share * item.share_test)
    return sorted(found[:most], key=lambda item: not item.agree)


def _side(count: Counts, seen: Counts, other_count: Counts, other_seen: Counts) -> Side:
    """The tests add one to each number, so that nothing is divided by zero."""
    share, other_share = smoothed(count, seen), smoothed(other_count, other_seen)
    share_test = 2 * np.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5)
    inside, outside = (count + 1) / (seen + 1), (other_count + 1) / (other_seen + 1)
    together = (count + other_count + 2) / (seen + other_seen + 2)
    spread = together * (1 - together) * (1 / (seen + 1) + 1 / (other_seen + 1))
    certain = together >= 1
    ratio_test = np.where(certain, 0.0, (inside - outside) / np.sqrt(np.where(certain, 1.0, spread)))
    return Side(share, share_test, share / other_share, ratio_test)


def _typical(place: int, group: Tally, side: Side, *, agree: bool) -> Typical:
    count = (group.agree if agree else group.disagree)[place]
    numbers = (side.share, side.share_test, side.ratio, side.ratio_test)
    return Typical(place, agree, int(count), int(group.seen[place]), *(float(number[place]) for number in numbers))
