"""What a vote leaves in its event's report: its public result, as anybody can read it, once it was closed."""

from __future__ import annotations

from typing import Any

from flask import url_for

from participation.events.activities import Reported
from participation.events.models import Step
from participation.voting import queries
from participation.voting.admission import queries as admission


def of_step(step: Step) -> Reported | None:
    """The closed vote of a step with its result; None before it is closed, so that nothing shows too early."""
    vote = queries.of_step(step.id)
    if vote is None or vote.closure is None:
        return None
    result = queries.result(vote)
    assert result is not None
    address = url_for("voting.result", vote_id=vote.id)
    rows: list[dict[str, Any]] = [
        {
            "kind": "choice",
            "id": f"{vote.id}.{row.entry.number}",
            "text": row.entry.words,
            "theme": row.entry.theme,
            "place": row.place,
            "votes": row.count,
            "voters": vote.closure.ballots,
            "address": address,
        }
        for row in result.rows
    ]
    return Reported({"vote": vote, "result": result, "account": admission.account(vote)}, rows)
