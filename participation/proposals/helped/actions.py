"""Answering whether it helped: once for each who gave or supported and each of the two times; changeable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from participation import db
from participation.proposals.helped import queries, rules
from participation.proposals.models import HelpedAnswer, Proposal
from participation.refusal import Refusal


def answer(
    number: int, participant_id: str, helped: str, listened: int, whys: Sequence[str], *, now: dt.datetime
) -> None:
    """Say whether it helped. The last sending counts."""
    rules.check_answer(listened, whys)
    with db.writing() as session:
        proposal = session.get(Proposal, number)
        if proposal is None or not queries.is_asked(number, participant_id):
            raise Refusal("not_asked", status=403)
        session.merge(
            HelpedAnswer(
                proposal_number=number,
                participant_id=participant_id,
                round=rules.round_at(proposal.done_at, now),
                helped=helped,
                listened=listened,
                whys=list(whys),
                at=now,
            )
        )
