"""What happens when people press at the same moment, on both databases, with real connections."""

from __future__ import annotations

from participation.voting.models import Ballot, Receipt, Turnout, Vote, VoteClosure
from tests.voting.hall import Hall, Voter, at_once, count


def test_fifty_attempts_of_one_person_at_once_are_one_ballot(hall: Hall) -> None:
    hall.open()
    (cleo,) = hall.join(1)
    attempts = [lambda number=1 + place % 5: hall.cast(cleo, [number]) for place in range(50)]
    assert at_once(hall.app, attempts) == ["accepted"] * 50
    assert (count(Ballot), count(Turnout)) == (1, 1)


def test_a_second_device_that_votes_at_the_same_moment_gets_no_second_ballot(hall: Hall) -> None:
    hall.open()
    (cleo,) = hall.join(1)
    devices = [Voter(cleo.id, f"device {place}") for place in range(12)]
    fates = at_once(hall.app, [lambda device=device: hall.cast(device, [1]) for device in devices])
    assert sorted(fates) == ["accepted"] + ["voted_elsewhere"] * 11
    assert (count(Ballot), count(Turnout)) == (1, 1)


def test_closing_during_a_burst_counts_exactly_what_was_acknowledged(hall: Hall) -> None:
    hall.open(entries=5, most=1)
    voters = hall.join(160)
    attempts = [lambda voter=voter: hall.cast(voter, [1]) for voter in voters]
    attempts.insert(60, hall.close)  # type: ignore[arg-type]
    fates = at_once(hall.app, attempts)
    acknowledged = fates.count("accepted") - 1
    assert set(fates) == {"accepted", "vote_closed"}
    assert hall.vote.closure is not None
    assert (hall.vote.closure.turnout, hall.vote.closure.ballots) == (acknowledged, acknowledged)
    assert hall.vote.closure.outcome["totals"][0] == acknowledged
    assert (count(Ballot), count(Turnout), count(Receipt)) == (acknowledged,) * 3


def test_two_leaders_who_close_at_once_close_it_once(hall: Hall) -> None:
    hall.open()
    for voter in hall.join(3):
        hall.cast(voter, [1])
    assert at_once(hall.app, [hall.close] * 8) == ["accepted"] * 8
    assert (count(VoteClosure), count(Receipt), count(Ballot)) == (1, 3, 3)


def test_two_leaders_who_prepare_at_once_make_one_vote(hall: Hall) -> None:
    fates = at_once(hall.app, [hall.prepare] * 6)
    assert set(fates) == {"accepted"}
    assert count(Vote) == 1
