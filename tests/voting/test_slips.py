"""A vote by slips is a vote by slips: who came by the code on the wall joins the room, and not the vote."""

from __future__ import annotations

from participation import tokens
from participation.db import db
from participation.events.participants import actions as participants
from participation.events.participants import queries as participant_queries
from participation.events.participants.models import Slip
from participation.voting.models import Vote
from tests.voting.hall import Hall, Voter, refusal_of


def by_slip(hall: Hall, code: str) -> Voter:
    slip = participant_queries.slip(code)
    assert isinstance(slip, Slip)
    secret = participants.join_with_slip(slip, code)
    found = participant_queries.by_secret(hall.event_id, secret)
    assert found is not None
    return Voter(found.id, secret)


def test_in_a_vote_by_slips_only_who_came_by_a_slip_casts_a_ballot(hall: Hall) -> None:
    codes = [code for _number, code in participants.print_slips(hall.event_id, 2, tokens.new_id())]
    alva, bilal = (by_slip(hall, code) for code in codes)
    vote_id = hall.open(by="slips")
    hall.cast(alva, [1])
    hall.cast(bilal, [2])
    stranger = hall.join(1)[0]
    assert refusal_of(lambda: hall.cast(stranger, [1])) == "needs_slip"
    assert hall.account.turnout == 2
    hall.close()
    vote = db.session.get_one(Vote, vote_id)
    assert vote.closure is not None
    assert vote.closure.entitlement == "slips"
