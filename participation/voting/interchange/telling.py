"""A finished count in words for a terminal: winners, ranking, the account step by step, and the rules used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from participation.voting.counting import ties
from participation.voting.counting.outcome import SHARED_PLACE, Amount, Outcome, amount
from participation.voting.counting.terms import EXHAUSTED, ONE_LEFT

TIES = {
    SHARED_PLACE: "those with the same count share a place; no lot is drawn",
    ties.EARLIER_THEN_LOT: "the nearest earlier round in which they differ, then a lot drawn from the seed",
    ties.CHEAPER_THEN_LOT: "the cheaper first, then a lot drawn from the seed",
    "median-removal": "median grades are taken away one by one until they differ; the same grades share a place",
}
SHARED_RANKS = {
    ONE_LEFT: "a ballot counts for the one of them that is still in; with several still in it is exhausted",
    EXHAUSTED: "the ballot is exhausted there",
}
_NOT_NAMED = "it stands below all that the ballot names"
_EXHAUSTED = "a ballot that names nobody who is still in is exhausted, and no longer counts"
RULES: Mapping[str, Mapping[str, str]] = {
    "plurality": {"shared first rank": "the ballot is blank"},
    "score": {"option left out": "it gets 0 points from that ballot"},
    "score-mean": {"option left out": "that ballot does not count for it"},
    "irv": {
        "exhausted ballots": _EXHAUSTED,
        "several tied for last": "they go out together when even together they have fewer than the next, or when they "
        "are the last two",
    },
    "stv": {
        "exhausted ballots": _EXHAUSTED,
        "quota": "Droop: ballots that stand for somebody at first / (seats + 1), rounded down, plus 1",
        "surplus": "weighted inclusive Gregory: all ballots go on at value × surplus / count, cut after five decimals",
    },
    "schulze": {"option left out": _NOT_NAMED, "strength of a win": "ballots for it"},
    "majority-judgment": {
        "option left out": "it gets the lowest grade from that ballot",
        "blank ballot": "it grades nothing and is left aside",
    },
    "greedy": {"order": "most ballots first", "option that does not fit": "passed by; the next may still fit"},
    "equal-shares": {
        "worth": "cost",
        "completed by": "Add1: everybody gets one more of the money's unit, again and again, until nothing fits that "
        "anybody named, or the budget would be overspent; the last that fitted stands (after 10,000 raises each is of "
        "two, after as many again of four, and so on)",
        "blank ballot": "it has a share too, which nobody spends",
    },
}


def shown(text: str) -> str:
    """A name on one line, without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def rules(method: str, tie_rule: str, shared_ranks: str) -> dict[str, str]:
    """The rules that a method used, by what they are about."""
    more = {"shared rank": SHARED_RANKS[shared_ranks]} if method in {"irv", "stv"} else {}
    return {"ties": TIES[tie_rule], **RULES.get(method, {}), **more}


def number(count: int | str | Amount) -> str:
    """An amount to read: whole, or with up to five decimals."""
    exact = Fraction(amount(count) if isinstance(count, str) else count)
    if exact.denominator == 1:
        return f"{int(exact):,}"
    return f"{float(exact):,.5f}".rstrip("0")


def told(
    names: Sequence[str], outcome: Outcome, winners: Sequence[int], rules_used: Mapping[str, str]
) -> Iterator[str]:
    """The whole count, line by line."""
    yield "Winners"
    yield from (f"  {names[entry - 1]}" for entry in winners)
    if not winners:
        yield "  nobody"
    yield "\nRanking"
    for place in outcome.ranking:
        shared = "  (shared place)" if len(place.entries) > 1 else ""
        for entry in place.entries:
            yield f"{place.place:>4}. {names[entry - 1]}  {number(place.count)}{shared}"
    yield "\nStep by step"
    for step in outcome.account:
        yield from (f"  {line}" for line in _STEPS[step["step"]](names, step))
    yield "\nRules"
    yield from (f"  {about}: {rule}" for about, rule in rules_used.items())


Step = Mapping[str, Any]


def _box(_: Sequence[str], step: Step) -> Iterator[str]:
    yield f"{step['ballots']:,} ballots, {step['different']:,} different, {step['blank']:,} blank"


def _tie(names: Sequence[str], step: Step) -> Iterator[str]:
    yield f"Place {step['place']} is shared: {_listed(names, step['entries'])}"


def _broken(names: Sequence[str], step: Step) -> Iterator[str]:
    by = "by lot" if step["by"] == "lot" else "by an earlier round"
    yield f"Tied: {_listed(names, step['entries'])}. Decided {by}: {names[step['entry'] - 1]}"


def _round(names: Sequence[str], step: Step) -> Iterator[str]:
    yield f"Round {step['round']}"
    for entry, votes in sorted(step["counts"], key=lambda pair: -pair[1]):
        yield f"  {votes:>9,}  {names[entry - 1]}"
    yield f"  {step['exhausted']:>9,}  exhausted"
    if step["out"]:
        yield f"  Out: {_listed(names, step['out'])}"
    for move in step["moved"]:
        yield f"  From {names[move['from'] - 1]}: {_moves(names, move)}"


def _moves(names: Sequence[str], move: Step) -> str:
    parts = [f"{number(votes)} to {names[entry - 1]}" for entry, votes in move["to"]]
    return ", ".join([*parts, f"{number(move['exhausted'])} exhausted"])


def _quota(_: Sequence[str], step: Step) -> Iterator[str]:
    yield f"{step['valid']:,} ballots stand for somebody; the quota is {step['quota']:,}"


def _standing(names: Sequence[str], step: Step) -> Iterator[str]:
    for entry, votes in sorted(step["counts"], key=lambda pair: -Fraction(pair[1])):
        yield f"  {number(votes):>14}  {names[entry - 1]}"
    yield f"  {number(step['exhausted']):>14}  exhausted; cut off {number(step['cut'])}"
    if step["elected"]:
        yield f"  Elected: {_listed(names, step['elected'])}"


def _out(names: Sequence[str], step: Step) -> Iterator[str]:
    yield f"Out: {names[step['entry'] - 1]}. {_moves(names, step)}"


def _surplus(names: Sequence[str], step: Step) -> Iterator[str]:
    yield f"Surplus of {names[step['entry'] - 1]}: {_moves(names, step)}"


def _pairs(names: Sequence[str], step: Step) -> Iterator[str]:
    yield "Pairs: on so many ballots the row's option stands above the column's"
    yield from _table(names, step["above"])


def _paths(names: Sequence[str], step: Step) -> Iterator[str]:
    yield "Strongest paths from the row's option to the column's"
    yield from _table(names, step["strength"])


def _table(names: Sequence[str], rows: Sequence[Sequence[int]]) -> Iterator[str]:
    width = max(3, *(len(f"{cell:,}") for row in rows for cell in row)) + 2
    yield "     " + "".join(f"{column:>{width}}" for column in range(1, len(rows) + 1))
    for at, row in enumerate(rows):
        cells = ("–" if at == column else f"{cell:,}" for column, cell in enumerate(row))
        yield f"{at + 1:>4} " + "".join(f"{cell:>{width}}" for cell in cells) + f"  {names[at]}"


def _graded(names: Sequence[str], step: Step) -> Iterator[str]:
    grades = ", ".join(f"{count:,} × {grade}" for grade, count in reversed(list(enumerate(step["counts"]))) if count)
    yield f"{names[step['entry'] - 1]}: median {step['median']} ({grades})"


def _same_median(names: Sequence[str], step: Step) -> Iterator[str]:
    order = ", then ".join(_listed(names, group) for group in step["order"])
    yield f"Median {step['median']} for several; taking medians away gives: {order}"


def _funded(names: Sequence[str], step: Step) -> Iterator[str]:
    paid = f"; {number(step['payment'])} each, {step['paid_less']:,} paid less" if "payment" in step else ""
    yield (
        f"Funded: {names[step['entry'] - 1]}, {number(step['count'])} ballots, costs {step['cost']:,}, "
        f"{step['left']:,} left{paid}"
    )


def _passed(names: Sequence[str], step: Step) -> Iterator[str]:
    yield f"Does not fit: {names[step['entry'] - 1]}, {number(step['count'])} ballots, costs {step['cost']:,}"


def _share(_: Sequence[str], step: Step) -> Iterator[str]:
    yield f"Everybody's share in the end: {number(step['share'])}, raised {step['raises']:,} times"


def _line(text: str) -> Callable[[Sequence[str], Step], Iterator[str]]:
    """Steps that are one sentence about one option."""

    def lines(names: Sequence[str], step: Step) -> Iterator[str]:
        values = {key: number(value) for key, value in step.items() if key not in {"step", "entry"}}
        yield text.format(name=names[step["entry"] - 1], **values)

    return lines


def _listed(names: Sequence[str], entries: Sequence[int]) -> str:
    return ", ".join(names[entry - 1] for entry in entries)


_STEPS: Mapping[str, Callable[[Sequence[str], Step], Iterator[str]]] = {
    "box": _box,
    "named": _line("{name}: on {count} ballots"),
    "dots": _line("{name}: {count} dots on {ballots} ballots"),
    "rated": _line("{name}: {count} points from {ballots} ballots, {mean} on average"),
    "seen": _line("{name}: named by {count} of {viewers} who saw it"),
    "tie": _tie,
    "broken": _broken,
    "round": _round,
    "quota": _quota,
    "standing": _standing,
    "out": _out,
    "surplus": _surplus,
    "pairs": _pairs,
    "paths": _paths,
    "condorcet": _line("{name} wins against every other one in a direct pair"),
    "graded": _graded,
    "same-median": _same_median,
    "funded": _funded,
    "passed": _passed,
    "share": _share,
}
