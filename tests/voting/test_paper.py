"""Ballots on paper, typed in afterwards: each its own, taken out again, never twice, never more than slips."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from participation import db, tokens
from participation.events.participants import actions as participants
from participation.voting import queries
from participation.voting.models import Ballot, Receipt, Turnout
from participation.voting.paper import actions, rules
from participation.voting.paper import queries as paper
from participation.voting.paper.models import PaperBallot
from participation.voting.rules import entry_key
from tests.reading import form_to, said
from tests.voting.browsers import in_the_vote, leader
from tests.voting.hall import NOW, Hall, at_once, choices, count, refusal_of
from tests.voting.test_slips import by_slip


def type_in(hall: Hall, numbers: str | None, once: str = "", people: int = 0) -> int:
    form = once or tokens.new_id()
    return actions.type_in(
        hall.event_id, hall.vote_id, numbers, people, once=form, by_id=hall.leader_id, now=NOW
    )  # fmt: skip


def test_paper_ballots_are_counted_with_the_others_and_shown_apart(hall: Hall) -> None:
    hall.open(entries=4)
    for voter in hall.join(3):
        hall.cast(voter, [1])
    assert [type_in(hall, "1, 3"), type_in(hall, "3"), type_in(hall, None)] == [1, 2, 3]
    assert (hall.account.paper, hall.account.turnout, hall.account.entitled) == (3, 6, 6)
    hall.close()
    closure = hall.vote.closure
    assert closure is not None
    assert (closure.turnout, closure.entitled, closure.outcome["totals"]) == (6, 6, [4, 0, 2, 0])
    assert hall.account.paper == 3
    assert (count(Turnout), count(Receipt), count(PaperBallot)) == (3, 3, 3)
    assert queries.recount_differences(hall.vote) == []


def test_the_same_form_sent_twice_is_one_ballot_and_with_other_numbers_a_change(hall: Hall) -> None:
    hall.open()
    assert [type_in(hall, "1", "form"), type_in(hall, "1", "form"), type_in(hall, "2", "form")] == [1, 1, 1]
    assert choices(hall) == ["2"]


def test_two_presses_at_the_same_moment_are_one_ballot(hall: Hall) -> None:
    hall.open()
    fates = at_once(hall.app, [lambda: type_in(hall, "1", "form")] * 12)
    assert (set(fates), count(Ballot), count(PaperBallot)) == ({"accepted"}, 1, 1)


def test_a_ballot_is_taken_out_by_its_number_and_the_last_number_is_free_again(hall: Hall) -> None:
    hall.open()
    for numbers in ("1", "2", "3"):
        type_in(hall, numbers)
    for _tap in range(2):
        actions.take_out(hall.event_id, hall.vote_id, 3)
    actions.take_out(hall.event_id, hall.vote_id, 1)
    assert (choices(hall), list(paper.typed(hall.vote_id))) == (["2"], [2])
    assert type_in(hall, "4") == 3


def test_after_closing_nothing_is_typed_in_or_taken_out(hall: Hall) -> None:
    hall.open()
    type_in(hall, "1")
    hall.close()
    assert refusal_of(lambda: type_in(hall, "1")) == "vote_closed"
    assert refusal_of(lambda: actions.take_out(hall.event_id, hall.vote_id, 1)) == "vote_closed"
    assert db.db.session.scalars(select(PaperBallot.token_hash)).all() == [None]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "no_numbers"),
        ("ingen", "no_numbers"),
        ("🛹", "no_numbers"),
        ("6", "not_on_the_ballot"),
        ("0", "not_on_the_ballot"),
        ("1 " * 2, "chosen_twice"),
        ("1 2 3 4", "too_many_chosen"),
        ("9" * 200, "not_on_the_ballot"),
    ],
)
def test_what_stands_on_no_paper_is_refused(hall: Hall, typed: str, code: str) -> None:
    hall.open(entries=5, most=3)
    assert refusal_of(lambda: type_in(hall, typed)) == code
    assert count(Ballot) == 0


@pytest.mark.parametrize("typed", ["1,2", "1 2", "2.1", " 01 - 2 ", "١ ٢", "1\t2", "rutorna 1 och 2"])
def test_numbers_are_read_whatever_stands_between_them(typed: str) -> None:
    assert sorted(rules.keys(typed, "vote")) == [entry_key("vote", 1), entry_key("vote", 2)]


def test_a_table_on_paper_says_how_many_it_is(hall: Hall) -> None:
    hall.open(by="tables")
    type_in(hall, "1", people=6)
    assert refusal_of(lambda: type_in(hall, "1")) == "how_many_at_table"
    assert (hall.account.turnout, hall.account.people) == (1, 6)


def test_in_a_vote_by_slips_there_are_no_more_papers_than_slips_left(hall: Hall) -> None:
    codes = [code for _number, code in participants.print_slips(hall.event_id, 3, tokens.new_id())]
    alva = by_slip(hall, codes[0])
    hall.open(by="slips")
    hall.cast(alva, [1])
    type_in(hall, "1")
    type_in(hall, "2", "last")
    assert refusal_of(lambda: type_in(hall, "3")) == "no_slips_left"
    type_in(hall, "3", "last")
    told = hall.account
    assert (told.printed, told.used, told.paper, told.turnout, told.entitled) == (3, 1, 2, 3, 3)


def test_a_vote_by_slips_is_not_opened_before_slips_are_printed(hall: Hall) -> None:
    assert refusal_of(lambda: hall.open(by="slips")) == "no_slips_printed"


def test_who_closes_while_papers_are_typed_counts_exactly_those_that_were_taken(hall: Hall) -> None:
    hall.open()
    attempts = [lambda: type_in(hall, "1") for _paper in range(40)]
    attempts.insert(15, hall.close)  # type: ignore[arg-type]
    fates = at_once(hall.app, attempts)
    assert set(fates) <= {"accepted", "vote_closed"}
    assert hall.account.paper == count(Ballot) == fates.count("accepted") - 1


# The leader's pages


def test_the_leader_prints_ballots_and_types_them_in_without_javascript(small_hall: Hall) -> None:
    in_the_vote(small_hall)
    client = leader(small_hall)
    lead = f"/e/{small_hall.event_id}/lead"
    printed = client.get(f"{lead}/steps/{small_hall.step_id}/paper-ballots")
    assert "Choose first what is voted on." in printed.text
    small_hall.open(entries=4, most=2)
    printed = client.get(f"{lead}/steps/{small_hall.step_id}/paper-ballots").text
    assert printed.count('class="paper-ballot"') == 2
    assert "Tick up to 2 boxes" in said(printed)
    address = f"{lead}/votes/{small_hall.vote_id}/paper"
    form = form_to(client.get(address).text, "/paper")
    for _tap in range(2):
        assert client.post(form.action, data={**form.values, "numbers": "1 4"}, forged=True).status_code == 303
    form = form_to(client.get(address).text, "/paper")
    client.post(form.action, data={**form.values, "blank": "1"}, forged=True)
    page = client.get(address).text
    assert "2 typed in" in page
    assert re.search(r"Ballot <b>3</b>", page)
    assert choices(small_hall) == ["", "1,4"]
    out = form_to(page, "/paper/1/out")
    assert client.post(out.action, data=out.values, forged=True).status_code == 303
    assert choices(small_hall) == [""]


@pytest.mark.parametrize("junk", ["", "x" * 400, "<b>", "99", "🛹 1 1"])
def test_junk_on_the_sheet_is_refused_beside_the_form_that_keeps_it(small_hall: Hall, junk: str) -> None:
    in_the_vote(small_hall).open()
    client = leader(small_hall)
    address = f"/e/{small_hall.event_id}/lead/votes/{small_hall.vote_id}/paper"
    form = form_to(client.get(address).text, "/paper")
    answer = client.post(form.action, data={**form.values, "numbers": junk}, forged=True)
    assert answer.status_code == 422
    assert form_to(answer.text, "/paper").values["numbers"] == junk
    assert 'class="refusal"' in answer.text
