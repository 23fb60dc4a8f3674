"""A vote by slips is a vote by slips: who came by the code on the wall joins the room, and not the vote."""

from __future__ import annotations

from sqlalchemy import select

from participation import tokens
from participation.db import db
from participation.events.participants import actions as participants
from participation.events.participants import queries as participant_queries
from participation.events.participants.models import Slip
from participation.voting.models import Vote
from tests.voting.hall import Hall, Voter, at_once, refusal_of


def by_slip(hall: Hall, code: str) -> Voter:
    slip = participant_queries.slip(code)
    assert isinstance(slip, Slip)
    secret = participants.join_with_slip(slip, code)
    found = participant_queries.by_secret(hall.event_id, secret)
    assert found is not None
    return Voter(found.id, secret)


def test_what_is_kept_of_a_slip_is_not_what_its_device_keeps(hall: Hall) -> None:
    ((_number, code),) = participants.print_slips(hall.event_id, 1, tokens.new_id())
    alva = by_slip(hall, code)
    tables = db.metadata.tables.values()
    kept = {str(value) for table in tables for row in db.session.execute(select(table)) for value in row}
    assert participants.code_hash("slip", code) in kept
    assert alva.secret not in kept
    assert not any(participant_queries.by_secret(hall.event_id, value) for value in kept)


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


def test_two_phones_with_one_slip_at_the_same_moment_are_one_voter(hall: Hall) -> None:
    codes = [code for _number, code in participants.print_slips(hall.event_id, 1, tokens.new_id())]
    hall.open(by="slips")

    def come_and_vote(number: int) -> None:
        hall.cast(by_slip(hall, codes[0]), [number])

    fates = at_once(hall.app, [lambda number=1 + place % 5: come_and_vote(number) for place in range(20)])
    assert set(fates) == {"accepted"}
    assert (hall.account.used, hall.account.turnout, hall.account.entitled) == (1, 1, 1)
