"""Open data of votes: the result as CSV and JSON, the record whose hash is published, the set of receipts."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from participation import clock
from participation.voting.admission import queries as admission
from participation.voting.counting.outcome import plain
from participation.voting.models import Vote
from participation.voting.queries import Result

COLUMNS = ("number", "place", "count", "text", "theme", "ballots", "paper", "people")
"""The last three are the same on each line: ballots cast, those of them on paper, and the people they stand for."""


def as_csv(vote: Vote, result: Result) -> str:
    """One line per entry, best first. Words that a spreadsheet would take for a formula begin with an apostrophe."""
    target = io.StringIO()
    lines = csv.writer(target)
    lines.writerow(COLUMNS)
    told = admission.account(vote)
    for row in result.rows:
        said = _as_words(row.entry.words), _as_words(row.entry.theme or "")
        count = row.count if isinstance(row.count, int) else f"{float(row.count):.5f}"
        lines.writerow((row.entry.number, row.place, count, *said, told.turnout, told.paper, told.people))
    return target.getvalue()


def as_json(vote: Vote, result: Result) -> dict[str, Any]:
    """The same with what the vote was for, and with the words' salts, by which anyone can check the seals;
    what was taken back has neither words nor salt."""
    closure = vote.closure
    assert closure is not None
    return {
        "vote": vote.id,
        "advisory": True,
        "promise": {"who": vote.promise_who, "what": vote.promise_what, "by": vote.promise_by.isoformat()},
        "closed": clock.iso(closure.at),
        "entitlement": closure.entitlement,
        "for_young": vote.for_young,
        "entitled": closure.entitled,
        "turnout": closure.turnout,
        "ballots": closure.ballots,
        "account": admission.account(vote).as_data(),
        "blank": result.outcome.blank,
        "rule": {"name": closure.rule, "version": closure.rule_version, "most": vote.most, "ties": closure.tie_rule},
        "entries": [
            {
                "number": row.entry.number,
                "place": row.place,
                "count": plain(row.count),
                "text": row.entry.words,
                "theme": row.entry.theme,
                "salt": row.entry.salt if row.entry.words else None,
            }
            for row in result.rows
        ],
        "record_sha256": closure.record_sha256,
        "record": json.loads(closure.record),
    }


def _as_words(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} else text
