"""`flask recount` finds what does not agree with what was published."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text, update

from participation import db
from participation.voting.models import Ballot, Receipt, Turnout, VoteClosure, VoteEntry
from tests.voting.hall import Hall


def recount(hall: Hall) -> tuple[int, str]:
    """The exit code and everything that was printed."""
    db.db.session.rollback()
    found = hall.app.test_cli_runner().invoke(args=["recount", hall.vote_id])
    return found.exit_code, found.output


def closed(hall: Hall) -> Hall:
    hall.open(entries=4, most=2)
    for place, voter in enumerate(hall.join(6)):
        hall.cast(voter, [1, 2 + place % 3])
    hall.close()
    return hall


def test_an_untouched_vote_recounts_to_what_was_published(hall: Hall) -> None:
    code, told = recount(closed(hall))
    assert code == 0
    assert "6 of 6 voted; 0 on paper." in told
    assert "  1.       6  entry 1" in told
    assert hall.vote.closure is not None
    assert hall.vote.closure.record_sha256 in told


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        (update(Ballot).values(choice="4"), "the ballots do not give the published outcome"),
        (delete(Ballot), "the ballots do not give the stored outcome"),
        (delete(Turnout), "there are not as many voters as published"),
        (delete(Receipt), "there are not as many receipts as voters"),
        (update(Receipt).values(hash=text("'0' || substr(hash, 2)")), "the receipts are not those that were counted"),
        (update(VoteEntry).values(text="Något annat"), "entry 1 has other words than were voted on"),
        (update(VoteClosure).values(entitled=8), "the account of who could vote is not the published one"),
        (update(VoteClosure).values(entitlement="slips"), "the account of who could vote is not the published one"),
        (update(VoteClosure).values(turnout=7), "there are not as many voters as published"),
        (
            update(VoteClosure).values(record=text("replace(record, 'open', 'slips')")),
            "the record is not the one whose hash was published",
        ),
    ],
)
def test_whatever_was_changed_afterwards_shows(hall: Hall, tampering: object, told: str) -> None:
    closed(hall)
    with db.writing() as session:
        session.execute(tampering)  # type: ignore[call-overload]
    code, output = recount(hall)
    assert code == 1
    assert told in output


def test_an_unknown_or_open_vote_cannot_be_recounted(hall: Hall) -> None:
    hall.open()
    code, told = recount(hall)
    assert (code, "not closed yet" in told) == (2, True)
    for vote_id in ("unknown", "-begins-with-dash", "--two-dashes"):
        hall.vote_id = vote_id
        code, told = recount(hall)
        assert (code, "no such vote" in told) == (2, True)
