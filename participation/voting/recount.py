"""Count a published vote again: plain Python 3, nothing to install, nothing of Tråden needed.

    python3 recount.py record.json [the SHA-256 that was published]

Says what it finds and ends with 1 when anything in the record does not agree.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

SUMS = {"approval", "plurality", "dots", "score", "score-mean", "viewers", "greedy", "equal-shares"}
"""Methods whose ranking is that of the sums."""

Steps = Sequence[Mapping[str, Any]]


def count(entries: int, ballots: Sequence[tuple[str, int]]) -> list[int]:
    """How many chose each entry: a ballot `1,4` names entries 1 and 4, `1:2` gives entry 1 two dots."""
    totals = [0] * entries
    for choice, times in ballots:
        for part in choice.split(",") if choice else ():
            number, _, dots = part.partition(":")
            totals[int(number) - 1] += times * int(dots or 1)
    return totals


def ranking(totals: Sequence[int | str]) -> list[list[Any]]:
    """Places with the entries that share them and their count, best first; places after a shared one are skipped.

    A share or a mean is text, such as `7/3`."""
    places: list[list[Any]] = []
    for total in sorted(set(totals), key=Fraction, reverse=True):
        before = sum(len(entries) for _place, entries, _total in places)
        places.append([before + 1, [number for number, had in enumerate(totals, 1) if had == total], total])
    return places


def problems(record: Mapping[str, Any]) -> Iterator[str]:
    """What in a record does not agree with itself."""
    account, outcome, ballots = record["account"], record["outcome"], record["ballots"]
    if account["turnout"] > account["entitled"]:
        yield "more voted than could"
    if outcome["ballots"] != account["people"]:
        yield "the count is of another number of people than the account says"
    if record["entitlement"] != "tables" and account["people"] != account["turnout"]:
        yield "ballots count for more than one person without being tables'"
    method = record["method"]["name"]
    if method in SUMS and ranking(outcome["totals"]) != outcome["ranking"]:
        yield "the ranking does not follow from the sums"
    if method in CHECKS:
        yield from CHECKS[method](record, [step for step in outcome["account"] if step["step"] != "box"])
    if ballots is not None and count(len(record["entries"]), ballots) != outcome["totals"]:
        yield "the ballots do not give the sums"
    if ballots is not None and sum(times for _choice, times in ballots) != outcome["ballots"]:
        yield "there are not as many ballots as the count says"


def money(record: Mapping[str, Any], steps: Steps) -> Iterator[str]:
    """What was bought fits into the money, step by step; the greedy rule bought all that fitted, in its order."""
    terms, left = record["method"], record["method"]["budget"]
    bought = [step for step in steps if step["step"] == "funded"]
    for step in bought:
        left -= terms["costs"][step["entry"] - 1]
        if left != step["left"] or left < 0:
            yield "the money does not add up"
    if [step["entry"] for step in bought] != record["outcome"]["winners"]:
        yield "what was bought is not what the result says"
    if terms["name"] == "greedy" and greedy(terms, record["outcome"]["totals"]) != record["outcome"]["winners"]:
        yield "another selection follows from the sums"
    counted_again = terms["name"] == "equal-shares" and record["ballots"] is not None
    if counted_again and equal_shares(terms, record["ballots"]) != record["outcome"]["winners"]:
        yield "another selection follows from the ballots"


def lot(terms: Mapping[str, Any], number: int) -> int:
    """The lot of an entry: SHA-256 of the seed and its number. The highest goes first."""
    return int(hashlib.sha256(f"{terms['seed']}:{number}".encode()).hexdigest(), 16)


def greedy(terms: Mapping[str, Any], totals: Sequence[int]) -> list[int]:
    """Most chosen first, the cheaper of equals, then the lot."""
    left, bought = terms["budget"], []
    wished = [number for number in range(1, len(totals) + 1) if totals[number - 1]]
    for number in sorted(wished, key=lambda n: (-totals[n - 1], terms["costs"][n - 1], -lot(terms, n))):
        if terms["costs"][number - 1] <= left:
            left -= terms["costs"][number - 1]
            bought.append(number)
    return bought


def equal_shares(terms: Mapping[str, Any], ballots: Sequence[tuple[str, int]]) -> list[int]:
    """What equal shares of the money buy; then everybody's share is raised by one, again and again (after ten thousand
    raises by two, and so on), until nothing more fits, or more would be spent than there is."""
    costs, raised, raises = terms["costs"], 0, 0
    bought = purchases(terms, ballots, raised)
    while any(
        number not in bought and costs[number - 1] + spent(costs, bought) <= terms["budget"]
        for number, total in enumerate(count(len(costs), ballots), 1)
        if total
    ):
        raised += 2 ** (raises // 10_000)
        raises += 1
        more = purchases(terms, ballots, raised)
        if spent(costs, more) > terms["budget"]:
            break
        bought = more
    return bought


def spent(costs: Sequence[int], bought: Sequence[int]) -> int:
    """What all of it costs."""
    return sum(costs[number - 1] for number in bought)


def purchases(terms: Mapping[str, Any], ballots: Sequence[tuple[str, int]], raised: int) -> list[int]:
    """What is bought when everybody has an equal share and `raised` more. Money is counted in whole parts of `scale`.

    Next is the one that gives its supporters the most for what the one of them who pays most has to pay."""
    voters = sum(times for _, times in ballots)
    purses, scale = [terms["budget"] + raised * voters] * len(ballots), voters
    wished = [[int(number) for number in choice.split(",")] if choice else [] for choice, _ in ballots]
    left, bought = {number for numbers in wished for number in numbers}, list[int]()
    while True:
        best: tuple[Any, ...] = ()
        for number in left:
            cost, supporters = terms["costs"][number - 1], [at for at, names in enumerate(wished) if number in names]
            people = everybody = sum(ballots[at][1] for at in supporters)
            due = cost * scale
            for at in sorted(supporters, key=lambda at: purses[at]):
                if purses[at] * people >= due:
                    rank = Fraction(cost * scale * people, due), -cost, everybody, lot(terms, number)
                    best = max(best, (rank, number, due, people, supporters))
                    break
                due -= purses[at] * ballots[at][1]
                people -= ballots[at][1]
        if not best:
            return bought
        _rank, number, due, people, supporters = best
        purses, scale = [money * people for money in purses], scale * people
        for at in supporters:
            purses[at] = max(0, purses[at] - due)
        left.remove(number)
        bought.append(number)


def shares(record: Mapping[str, Any], steps: Steps) -> Iterator[str]:
    """Each count is what it was divided by: those who saw it, or those who gave it a grade."""
    parts = [(step["count"], step.get("viewers", step.get("ballots"))) for step in steps if step["step"] != "tie"]
    if [Fraction(count, of) if of else 0 for count, of in parts] != [*map(Fraction, record["outcome"]["totals"])]:
        yield "the shares do not follow from the sums"


def runoff(record: Mapping[str, Any], steps: Steps) -> Iterator[str]:
    """Each round follows from the one before, and who goes out has the fewest."""
    told = [step for step in steps if step["step"] == "round"]
    for now, later in pairwise(told):
        left = {number: votes for number, votes in now["counts"] if number not in now["out"]}
        for move in now["moved"]:
            for number, votes in move["to"]:
                left[number] += votes
        if left != dict(later["counts"]):
            yield f"round {later['round']} does not follow from the one before"
    for step in told:
        if any(dict(step["counts"])[number] != min(votes for _, votes in step["counts"]) for number in step["out"]):
            yield f"in round {step['round']} somebody else has the fewest"
    most = max(votes for _, votes in told[-1]["counts"])
    if [number for number, votes in told[-1]["counts"] if votes == most] != record["outcome"]["winners"]:
        yield "the last round has another winner"
    yield from first_place(record)


def transfers(record: Mapping[str, Any], steps: Steps) -> Iterator[str]:
    """All votes are somewhere after every round, and those who are elected are the winners."""
    valid = next(step["valid"] for step in steps if step["step"] == "quota")
    elected = []
    for step in steps:
        if step["step"] == "standing":
            elected += step["elected"]
            votes = sum(Fraction(count) for _, count in step["counts"])
            if votes + Fraction(step["exhausted"]) + Fraction(step["cut"]) != valid:
                yield "votes are missing after a round"
    if sorted(elected) != sorted(record["outcome"]["winners"]):
        yield "others were elected than the result says"


def pairs(record: Mapping[str, Any], steps: Steps) -> Iterator[str]:
    """The winners are those whom nobody beats, by the strongest paths through the published table of pairs."""
    above = next(step["above"] for step in steps if step["step"] == "pairs")
    everybody = range(len(above))
    path = [[above[a][b] if above[a][b] > above[b][a] else 0 for b in everybody] for a in everybody]
    for middle in everybody:
        for a in everybody:
            for b in everybody:
                if a != b:
                    path[a][b] = max(path[a][b], min(path[a][middle], path[middle][b]))
    unbeaten = [b + 1 for b in everybody if not any(path[a][b] > path[b][a] for a in everybody)]
    if unbeaten != record["outcome"]["winners"]:
        yield "the pairs have another winner"
    yield from first_place(record)


def grades(record: Mapping[str, Any], steps: Steps) -> Iterator[str]:
    """The order follows from taking middle grades away, one by one."""
    taken = {}
    for step in steps:
        if step["step"] == "graded":
            left = [grade for grade, times in enumerate(step["counts"]) for _ in range(times)]
            taken[step["entry"]] = [left.pop((len(left) - 1) // 2) for _ in range(len(left))]
    order = [entries for _place, entries, _count in record["outcome"]["ranking"]]
    best = sorted({tuple(grades) for grades in taken.values()}, reverse=True)
    if order != [[number for number in sorted(taken) if tuple(taken[number]) == one] for one in best]:
        yield "another order follows from the grades"
    yield from first_place(record)


def first_place(record: Mapping[str, Any]) -> Iterator[str]:
    """Winners stand in the first place."""
    if record["outcome"]["winners"] not in ([], record["outcome"]["ranking"][0][1]):
        yield "the winners do not stand first"


CHECKS = {
    "greedy": money,
    "equal-shares": money,
    "viewers": shares,
    "score-mean": shares,
    "irv": runoff,
    "stv": transfers,
    "schulze": pairs,
    "majority-judgment": grades,
}


def main(arguments: Sequence[str]) -> int:
    """Read, count, compare, and tell."""
    with open(arguments[0], "rb") as file:
        raw = file.read()
    record, digest = json.loads(raw), hashlib.sha256(raw).hexdigest()
    account, found = record["account"], list(problems(record))
    if len(arguments) > 1 and arguments[1].lower() != digest:
        found.append("this is not the record whose SHA-256 was published")
    print(f"SHA-256 {digest}")
    print(f"Entitlement: {record['entitlement']}. {account['turnout']} of {account['entitled']} ballots were cast,")
    print(f"{account['paper']} of them on paper. They stand for {account['people']} people.")
    if record["ballots"] is None:
        print("Single ballots are not published in this vote: only the sums can be compared.")
    for place, entries, total in record["outcome"]["ranking"]:
        print(f"{place:>3}. {total!s:>7}  entry {', '.join(str(number) for number in entries)}")
    print("\n".join(f"DIFFERENT: {one}" for one in found) or "The same as published.")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        raise SystemExit(__doc__)
    raise SystemExit(main(sys.argv[1:]))
