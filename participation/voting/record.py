"""The published record of a closed vote: one canonical JSON text, so that its SHA-256 can be computed by anyone.

Keys are sorted, there is no space between tokens, the encoding is UTF-8. Entries stand as seals of their words (see
`rules.seal`). Ballots stand as pairs of canonical choice and number, sorted, where that is safe; otherwise as null.
`receipts` is the SHA-256 of the vote's id and its sorted receipts, one on each line.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from participation.voting import recount
from participation.voting.admission.rules import Account
from participation.voting.counting.outcome import Outcome
from participation.voting.rules import ballot_file_is_safe

FORMAT = "traden-vote-2"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a record says besides the count: which vote, by which rules, how many could and did vote, and when."""

    vote: str
    method: str
    version: int
    most: int
    terms: Mapping[str, Any]
    ties: str
    entitlement: str
    for_young: bool
    account: Account
    receipts: str
    opened: str
    closed: str
    seals: Sequence[str]


def compose(frame: Frame, outcome: Outcome, together: Counter[str]) -> str:
    """The record's text. `together` holds the ballots, identical ones collapsed."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "vote": frame.vote,
        "method": {
            "name": frame.method,
            "version": frame.version,
            "most": frame.most,
            "ties": frame.ties,
            **frame.terms,
        },
        "entitlement": frame.entitlement,
        "for_young": frame.for_young,
        "account": frame.account.as_data(),
        "receipts": frame.receipts,
        "opened": frame.opened,
        "closed": frame.closed,
        "entries": list(frame.seals),
        "outcome": outcome.as_data(),
        "ballots": sorted([choice, count] for choice, count in together.items())
        if ballot_file_is_safe(frame.method, len(frame.seals), frame.entitlement, frame.account.turnout)
        else None,
    }
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(record: str) -> str:
    """The hash under which a record is published."""
    return hashlib.sha256(record.encode()).hexdigest()


def differences(stored: Mapping[str, Any], record: str, published_sha256: str, recounted: Outcome) -> list[str]:
    """What does not agree between the stored outcome, the published record and two new counts; empty when all does.

    One is by the methods in `counting`, the other by the program that is published for everybody.
    """
    found = [f"the published program says: {problem}" for problem in recount.problems(json.loads(record))]
    if sha256(record) != published_sha256:
        found.append("the record is not the one whose hash was published")
    if json.loads(record)["outcome"] != recounted.as_data():
        found.append("the ballots do not give the published outcome")
    if dict(stored) != recounted.as_data():
        found.append("the ballots do not give the stored outcome")
    return found
