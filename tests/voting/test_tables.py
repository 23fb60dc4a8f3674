"""Tables that vote with one phone: counted as many as they are, shown apart, and never more than could vote."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from participation import db
from participation.voting import queries, record
from participation.voting.admission import rules
from participation.voting.admission.rules import Account
from participation.voting.models import Ballot
from tests.voting.hall import Hall, at_once, count, refusal_of

NUMBERS = st.integers(0, 400)


def tables(hall: Hall, *sizes: int) -> None:
    """Tables of these sizes vote: the first for 1, the second for 2, and so on."""
    for place, (voter, size) in enumerate(zip(hall.join(len(sizes)), sizes, strict=True), start=1):
        hall.cast(voter, [place], size)


def test_a_table_counts_as_many_as_it_says_and_is_shown_apart(hall: Hall) -> None:
    hall.open(entries=4, by="tables")
    tables(hall, 6, 4, 1)
    assert (hall.account.turnout, hall.account.people, hall.account.entitled) == (3, 11, 3)
    hall.close()
    closure = hall.vote.closure
    assert closure is not None
    assert (closure.turnout, closure.ballots, closure.outcome["totals"]) == (3, 11, [6, 4, 1, 0])
    told = json.loads(closure.record)
    assert (told["account"]["turnout"], told["account"]["people"], told["outcome"]["ballots"]) == (3, 11, 11)
    assert queries.recount_differences(hall.vote) == []


@pytest.mark.parametrize("people", [-1, 0, 13, 433])
def test_a_table_of_an_impossible_size_is_refused(hall: Hall, people: int) -> None:
    hall.open(by="tables")
    (alva,) = hall.join(1)
    assert refusal_of(lambda: hall.cast(alva, [1], people)) == "how_many_at_table"
    assert count(Ballot) == 0


def test_in_every_other_vote_a_ballot_counts_once_whatever_is_sent(hall: Hall) -> None:
    hall.open()
    (alva,) = hall.join(1)
    hall.cast(alva, [1], 12)
    assert hall.account.people == 1


def test_another_number_is_another_ballot_in_the_same_place(hall: Hall) -> None:
    hall.open(by="tables")
    (alva,) = hall.join(1)
    hall.cast(alva, [1], 5)
    hall.cast(alva, [1], 6)
    mine = queries.mine(hall.vote, alva.id, alva.secret)
    assert (mine.people, hall.account.people, hall.account.turnout) == (6, 6, 1)


def test_a_blank_ballot_of_a_table_is_as_many_blanks(hall: Hall) -> None:
    hall.open(by="tables")
    (alva,) = hall.join(1)
    hall.cast(alva, None, 7)
    hall.close()
    assert hall.vote.closure is not None
    assert hall.vote.closure.outcome["blank"] == 7


def test_a_number_changed_while_the_leader_closes_is_counted_as_it_was_acknowledged(hall: Hall) -> None:
    hall.open(entries=2, most=1, by="tables")
    voters = hall.join(60)
    for voter in voters:
        hall.cast(voter, [1], 1)
    attempts = [lambda voter=voter: hall.cast(voter, [1], 12) for voter in voters]
    attempts.insert(20, hall.close)  # type: ignore[arg-type]
    fates = at_once(hall.app, attempts)
    changed = fates.count("accepted") - 1
    assert set(fates) <= {"accepted", "vote_closed"}
    assert hall.vote.closure is not None
    assert hall.vote.closure.ballots == 60 + 11 * changed == hall.vote.closure.outcome["totals"][0]
    assert queries.recount_differences(hall.vote) == []


def test_a_number_that_was_changed_afterwards_shows_in_the_recount(hall: Hall) -> None:
    hall.open(by="tables")
    tables(hall, 6, 4)
    hall.close()
    with db.writing() as session:
        session.execute(update(Ballot).where(Ballot.weight == 4).values(weight=5))
    assert "the ballots do not give the published outcome" in queries.recount_differences(hall.vote)


def test_the_database_takes_no_ballot_of_more_than_a_table(hall: Hall) -> None:
    hall.open(by="tables")
    tables(hall, 6)
    with pytest.raises(IntegrityError), db.writing() as session:
        session.execute(update(Ballot).values(weight=433))


def test_the_ballots_of_tables_are_never_published_one_by_one(hall: Hall) -> None:
    hall.open(entries=2, most=1, by="tables")
    for voter in hall.join(31):
        hall.cast(voter, [1], 5)
    hall.close()
    assert hall.vote.closure is not None
    assert json.loads(hall.vote.closure.record)["ballots"] is None


def test_few_tables_are_few_however_many_sit_there(hall: Hall) -> None:
    hall.open(by="tables")
    tables(hall, 12, 12, 12)
    hall.close()
    result = queries.result(hall.vote)
    assert result is not None
    assert result.telling == "few"


def test_the_table_and_the_data_say_how_many_tables_and_how_many_people(small_hall: Hall) -> None:
    small_hall.open(entries=2, most=1, by="tables")
    tables(small_hall, 6, 4)
    small_hall.close()
    client = small_hall.app.test_client()
    page = client.get(f"/v/{small_hall.vote_id}", headers={"Accept-Language": "en"}).text
    assert "2 tables voted, with 10 people." in page
    assert "chosen by tables with 6 people" in page
    assert "Share of those who voted" in page
    rows = list(csv.DictReader(io.StringIO(client.get(f"/v/{small_hall.vote_id}.csv").text.lstrip("\ufeff"))))
    assert (rows[0]["count"], rows[0]["ballots"], rows[0]["people"]) == ("6", "2", "10")
    told = client.get(f"/v/{small_hall.vote_id}.json").get_json()
    assert (told["entitlement"], told["account"]["turnout"], told["account"]["people"]) == ("tables", 2, 10)
    code, output = _recount(small_hall)
    assert (code, "The ballots stand for 10 people." in output) == (0, True)


def _recount(hall: Hall) -> tuple[int, str]:
    db.db.session.rollback()
    found = hall.app.test_cli_runner().invoke(args=["recount", hall.vote_id])
    return found.exit_code, found.output


# The account: whatever was counted, nobody votes who could not


@given(st.sampled_from(rules.ENTITLEMENTS), NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.data())
def test_never_did_more_vote_than_could(
    entitlement: str, joined: int, let_in: int, used: int, paper: int, data: st.DataObject
) -> None:
    proved = {"room": let_in, "slips": used}.get(entitlement, joined)
    devices = data.draw(st.integers(0, proved))
    numbers = {
        "turnout": devices + paper,
        "people": devices + paper,
        "paper": paper,
        "by_code": let_in,
        "by_hand": 0,
        "printed": used,
        "used": used,
        "counted": data.draw(st.none() | NUMBERS),
    }
    told = rules.account(entitlement, joined, numbers)
    assert told.turnout <= told.entitled
    assert (told.counted is None) <= (told.surplus(entitlement) == 0)


def test_an_account_reads_back_as_it_was_stored(hall: Hall) -> None:
    hall.open(by="tables")
    tables(hall, 3)
    before = hall.account
    hall.close()
    assert hall.account == before == Account(entitled=1, turnout=1, people=3)
    assert db.db.session.scalars(select(Ballot.weight)).all() == [3]
    assert hall.vote.closure is not None
    assert record.FORMAT in hall.vote.closure.record
