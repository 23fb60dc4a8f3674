"""Closing, counting and publishing a vote, on both databases."""

from __future__ import annotations

import json

from sqlalchemy import select

from participation import db
from participation.events import activities
from participation.events import queries as events
from participation.events.contributions import actions as contributions
from participation.jobs.models import Job
from participation.voting import chapter, queries, record, rules
from participation.voting.models import Ballot, Receipt, VoteClosure
from participation.voting.rules import entry_key
from tests.voting.hall import LATER, WORDS, Hall, choices, count, refusal_of


def test_closing_counts_publishes_and_cuts_the_tie(hall: Hall) -> None:
    hall.open(entries=4, most=3)
    said = [[1, 2], [1], [2, 1], [3], None]
    for voter, numbers in zip(hall.join(5), said, strict=True):
        hall.cast(voter, numbers)
    hall.join(2)
    before = set(db.db.session.scalars(select(Ballot.id)))
    hashes = {rules.token_hash(voter.secret, hall.vote_id) for voter in hall.voters[:5]}
    assert hall.close() is True
    closure = hall.vote.closure
    assert closure is not None
    assert (closure.turnout, closure.entitled, closure.ballots, closure.entitlement) == (5, 7, 5, "open")
    assert closure.outcome["totals"] == [3, 2, 1, 0]
    assert closure.outcome["ranking"] == [[1, [1], 3], [2, [2], 2], [3, [3], 1], [4, [4], 0]]
    assert before.isdisjoint(db.db.session.scalars(select(Ballot.id)))
    assert set(db.db.session.scalars(select(Ballot.token_hash))) == {None}
    assert set(db.db.session.scalars(select(Receipt.hash))) == hashes
    assert choices(hall) == ["", "1", "1,2", "1,2", "3"]


def test_closing_twice_is_closing_once(hall: Hall) -> None:
    hall.open()
    hall.cast(hall.join(1)[0], [1])
    assert [hall.close(), hall.close()] == [True, False]
    assert (count(VoteClosure), count(Receipt), count(Job)) == (1, 1, 1)


def test_a_vote_that_was_not_opened_cannot_be_closed(hall: Hall) -> None:
    hall.prepare()
    assert refusal_of(hall.close) == "vote_not_open"


def test_a_vote_in_which_nobody_voted_can_be_closed(hall: Hall) -> None:
    hall.open(entries=2, most=1)
    hall.close()
    result = queries.result(hall.vote)
    assert result is not None
    assert [(row.place, row.count, row.share, row.first) for row in result.rows] == [(1, 0, 0.0, False)] * 2
    assert queries.recount_differences(hall.vote) == []


def test_the_result_is_hidden_until_closing_unless_it_was_announced(hall: Hall) -> None:
    hall.open()
    hall.cast(hall.join(1)[0], [1])
    assert queries.result(hall.vote) is None
    hall.close()
    assert queries.result(hall.vote) is not None


def test_an_announced_result_is_shown_while_people_vote(hall: Hall) -> None:
    hall.open(live=True)
    hall.cast(hall.join(1)[0], [2])
    result = queries.result(hall.vote)
    assert result is not None
    assert [(row.entry.number, row.count) for row in result.rows if row.first] == [(2, 1)]


def test_a_device_finds_its_own_ballot_and_later_only_that_it_was_counted(hall: Hall) -> None:
    hall.open()
    alva, bilal = hall.join(2)
    hall.cast(alva, [2, 1])
    mine = queries.mine(hall.vote, alva.id, alva.secret)
    assert (mine.voted, mine.choice) == (True, (entry_key(hall.vote_id, 1), entry_key(hall.vote_id, 2)))
    elsewhere = queries.mine(hall.vote, alva.id, "another device")
    assert (elsewhere.voted, elsewhere.choice) == (True, None)
    assert queries.mine(hall.vote, bilal.id, bilal.secret).voted is False
    hall.close()
    assert queries.mine(hall.vote, alva.id, alva.secret).choice is None
    assert queries.is_counted(hall.vote, alva.secret) is True
    assert queries.is_counted(hall.vote, bilal.secret) is False


def test_the_published_record_can_be_checked_by_anyone(hall: Hall) -> None:
    hall.open(entries=3, most=2)
    for place, voter in enumerate(hall.join(rules.BALLOT_FILE_FROM)):
        hall.cast(voter, [1 + place % 3])
    hall.close()
    closure = hall.vote.closure
    assert closure is not None
    assert record.sha256(closure.record) == closure.record_sha256
    told = json.loads(closure.record)
    assert told["ballots"] == [["1", 10], ["2", 10], ["3", 10]]
    assert told["outcome"]["ranking"] == [[1, [1, 2, 3], 10]]
    assert told["entries"] == [rules.seal(entry.salt, entry.text) for entry in hall.vote.entries]


def test_few_ballots_are_published_only_as_sums(hall: Hall) -> None:
    hall.open()
    for voter in hall.join(rules.BALLOT_FILE_FROM - 1):
        hall.cast(voter, [1])
    hall.close()
    assert hall.vote.closure is not None
    assert json.loads(hall.vote.closure.record)["ballots"] is None


def test_an_idea_carries_its_placing_into_the_thread(hall: Hall) -> None:
    hall.open(entries=4, most=2)
    for voter in hall.join(3):
        hall.cast(voter, [2, 3])
    hall.close()
    with hall.app.test_request_context():
        found = activities.placings([hall.ideas[2], hall.ideas[7]])
    assert list(found) == [hall.ideas[2]]
    (placing,) = found[hall.ideas[2]]
    assert (placing.place, placing.of, placing.count, placing.voters) == (1, 4, 3, 3)
    assert placing.address.endswith(f"/v/{hall.vote_id}")


def test_the_evaluation_tells_no_words_that_were_hidden_since(hall: Hall) -> None:
    hall.open(entries=4, most=2)
    for voter in hall.join(3):
        hall.cast(voter, [1, 2])
    hall.close()
    contributions.hide(hall.event_id, hall.ideas[1], "namnger någon", hall.leader_id, LATER)
    event = events.event(hall.event_id)
    assert event is not None
    with hall.app.test_request_context():
        (held,) = chapter.votes(event.process_id)
    assert held.won[0] == WORDS[0]
    assert WORDS[1] not in held.won
