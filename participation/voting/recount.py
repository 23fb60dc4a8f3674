"""Count a published vote again: plain Python 3, nothing to install, nothing of Tråden needed.

    python3 recount.py record.json [the SHA-256 that was published]

Says what it finds and ends with 1 when anything in the record does not agree.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def count(entries: int, ballots: Sequence[tuple[str, int]]) -> list[int]:
    """How many chose each entry: a ballot `1,4` names entries 1 and 4, and lay in the box so many times."""
    totals = [0] * entries
    for choice, times in ballots:
        for number in choice.split(",") if choice else ():
            totals[int(number) - 1] += times
    return totals


def ranking(totals: Sequence[int]) -> list[list[Any]]:
    """Places with the entries that share them and their count, best first; places after a shared one are skipped."""
    places: list[list[Any]] = []
    for total in sorted(set(totals), reverse=True):
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
    if ranking(outcome["totals"]) != outcome["ranking"]:
        yield "the ranking does not follow from the sums"
    if ballots is not None and count(len(record["entries"]), ballots) != outcome["totals"]:
        yield "the ballots do not give the sums"
    if ballots is not None and sum(times for _choice, times in ballots) != outcome["ballots"]:
        yield "there are not as many ballots as the count says"


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
    for place, entries, total in ranking(record["outcome"]["totals"]):
        print(f"{place:>3}. {total:>7}  entry {', '.join(str(number) for number in entries)}")
    print("\n".join(f"DIFFERENT: {one}" for one in found) or "The same as published.")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        raise SystemExit(__doc__)
    raise SystemExit(main(sys.argv[1:]))
