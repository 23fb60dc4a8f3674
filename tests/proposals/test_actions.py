"""Making a proposal, answering it, taking back, on both databases."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from participation import tokens
from participation.db import db, writing
from participation.demo import cast
from participation.demo.town import TONIGHT
from participation.jobs import worker
from participation.jobs.models import Job
from participation.proposals import projecting, thread
from participation.proposals.answering import actions as answering
from participation.proposals.answering.actions import Draft
from participation.proposals.ledger import queries as ledger
from participation.proposals.models import PendingEntry, Promise, Proposal, ProposalDepartment, ProposalOrigin
from participation.proposals.rules import Kind
from participation.refusal import Refusal
from tests.proposals.town import LATER, NOW, TODAY, WAIT, Town, finished, promised, wish, yes


def _kinds(number: int) -> list[str]:
    return [link.kind for link in ledger.chain_of(number)]


def _proposal(number: int) -> Proposal:
    db.session.rollback()
    return db.session.get_one(Proposal, number)


def test_a_proposal_gets_the_next_number_and_its_first_two_entries(lindvik: Town) -> None:
    assert [lindvik.made(), lindvik.made()] == [1, 2]
    proposal = _proposal(1)
    assert (proposal.state, proposal.support, proposal.next_due) == ("assigned", 5, TODAY + dt.timedelta(days=21))
    received, assigned = ledger.chain_of(1)
    assert (received.kind, assigned.kind) == ("received", "assigned")
    origin = json.loads(received.body or "")["origins"][0]
    assert origin["words"] == TONIGHT[0]
    assert origin["by"] == "a participant"
    assert json.loads(assigned.facts) == {"decide_by": "2026-12-11", "reply_by": "2026-10-03"}
    assert TONIGHT[0] not in received.facts


def test_the_same_form_sent_twice_makes_one_proposal(lindvik: Town) -> None:
    wanted = {"client_id": tokens.new_id()}
    assert [lindvik.made(**wanted), lindvik.made(**wanted)] == [1, 1]
    assert db.session.scalar(select(func.count()).select_from(Proposal)) == 1


def test_several_origins_count_each_person_once(lindvik: Town) -> None:
    chosen = [offer.contribution_ids[0] for offer in lindvik.offers()[:3]]
    number = lindvik.made(chosen=chosen)
    assert _proposal(number).support == 5
    assert len(db.session.scalars(select(ProposalOrigin)).all()) == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"chosen": []}, "needs_origin"),
        ({"chosen": ["not-there"]}, "origin_gone"),
        ({"holder_id": "nobody"}, "not_a_choice"),
        ({"answerer_id": "nobody"}, "not_a_choice"),
        ({"reply_by": TODAY - dt.timedelta(days=1)}, "needs_later_date"),
        ({"decide_by": TODAY}, "decision_before_reply"),
    ],
)
def test_a_forged_or_empty_choice_makes_nothing(lindvik: Town, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        lindvik.made(**changes)
    assert refused.value.code == code
    assert db.session.scalar(select(func.count()).select_from(Proposal)) == 0
    assert list(ledger.chain()) == []


def test_the_database_knows_one_holder_only(lindvik: Town) -> None:
    number = lindvik.made()
    second = {"proposal_number": number, "department_id": lindvik.departments[cast.SCHOOLS], "holds": True}
    with pytest.raises(IntegrityError), writing() as session:
        session.execute(insert(ProposalDepartment).values(second))


def test_an_answer_waits_and_nobody_sees_it_until_its_time(lindvik: Town) -> None:
    number = lindvik.made()
    lindvik.publish(number, yes(), wait=WAIT)
    assert (_proposal(number).state, _kinds(number)) == ("assigned", ["received", "assigned"])
    answering.settle_overdue(NOW + dt.timedelta(minutes=9))
    assert _proposal(number).state == "assigned"
    answering.settle_overdue(LATER)
    assert (_proposal(number).state, _kinds(number)[-1]) == ("accepted", "answered")
    assert _proposal(number).decided_at == LATER
    pending = db.session.scalars(select(PendingEntry)).one()
    assert (pending.body, pending.facts) == ({}, {})


def test_the_worker_enters_what_is_due_once(lindvik: Town) -> None:
    number = lindvik.made()
    lindvik.publish(number, yes(), wait=WAIT)
    assert worker.do_one(NOW) is False
    assert worker.do_one(LATER) is True
    assert worker.do_one(LATER) is False
    assert _kinds(number) == ["received", "assigned", "answered"]
    assert db.session.scalar(select(func.count()).select_from(Job).where(Job.kind == answering.JOB)) == 0


def test_what_was_taken_back_never_enters(lindvik: Town) -> None:
    number = lindvik.made()
    pending_id = lindvik.publish(number, yes(), wait=WAIT)
    petra = lindvik.id_of(cast.PETRA)
    answering.take_back(number, pending_id, by_id=petra, now=NOW + dt.timedelta(minutes=9))
    answering.take_back(number, pending_id, by_id=petra, now=LATER)  # pressed twice
    assert worker.do_one(LATER) is False
    answering.settle_overdue(LATER)
    assert _kinds(number) == ["received", "assigned"]


@pytest.mark.parametrize(("who", "when", "code"), [
    (cast.TOVE, NOW, "not_your_entry"),
    (cast.PETRA, LATER, "too_late_to_take_back"),
])  # fmt: skip
def test_nobody_else_takes_back_and_nobody_later(lindvik: Town, who: cast.Person, when: dt.datetime, code: str) -> None:
    number = lindvik.made()
    pending_id = lindvik.publish(number, yes(), wait=WAIT)
    with pytest.raises(Refusal) as refused:
        answering.take_back(number, pending_id, by_id=lindvik.id_of(who), now=when)
    assert refused.value.code == code


def test_its_author_publishes_now_and_pressing_twice_is_once(lindvik: Town) -> None:
    number = lindvik.made()
    pending_id = lindvik.publish(number, yes(), wait=WAIT)
    for _ in range(2):
        answering.enter_now(number, pending_id, by_id=lindvik.id_of(cast.PETRA), now=NOW)
    assert _kinds(number) == ["received", "assigned", "answered"]
    with pytest.raises(Refusal):
        answering.enter_now(number, pending_id, by_id=lindvik.id_of(cast.TOVE), now=NOW)


def test_an_overdue_entry_enters_with_the_next_thing_anybody_does(lindvik: Town) -> None:
    first, second = lindvik.made(), lindvik.made()
    lindvik.publish(first, yes(), wait=WAIT)
    lindvik.publish(second, wish(), wait=WAIT, now=LATER)
    assert _kinds(first)[-1] == "answered"


def test_the_same_answer_sent_twice_is_one(lindvik: Town) -> None:
    number = lindvik.made()
    for _ in range(2):
        lindvik.publish(number, yes(), client_id="one-and-the-same", wait=WAIT)
    answering.settle_overdue(LATER)
    lindvik.publish(number, yes(), client_id="one-and-the-same", wait=WAIT, now=LATER)
    assert _kinds(number) == ["received", "assigned", "answered"]


def test_two_answers_do_not_wait_at_once(lindvik: Town) -> None:
    number = lindvik.made()
    lindvik.publish(number, yes(), wait=WAIT)
    with pytest.raises(Refusal) as refused:
        lindvik.publish(number, wish(), wait=WAIT)
    assert refused.value.code == "another_waits"


def test_a_forged_id_of_somebody_elses_entry_is_refused(lindvik: Town) -> None:
    number = lindvik.made()
    pending_id = lindvik.publish(number, yes(), wait=WAIT)
    with pytest.raises(Refusal) as refused:
        lindvik.publish(number, promised(pending_id), by=cast.TOVE, client_id=pending_id)
    assert refused.value.code == "not_your_entry"


def test_a_wish_is_a_reply_and_no_decision(lindvik: Town) -> None:
    number = lindvik.made()
    lindvik.publish(number, wish())
    proposal = _proposal(number)
    assert (proposal.state, proposal.replied_at, proposal.decided_at) == ("deciding", NOW, None)
    assert proposal.next_due == proposal.decide_by
    with pytest.raises(Refusal):
        lindvik.publish(number, finished(), by=cast.TOVE)


def test_from_yes_by_a_promise_to_done(lindvik: Town) -> None:
    number = lindvik.made()
    lindvik.publish(number, yes())
    lindvik.publish(number, promised("the-promise"), by=cast.TOVE)
    assert _proposal(number).next_due == dt.date(2026, 10, 17)
    facts = {"date": "the-promise", "from": "2026-10-17", "to": "2026-11-01"}
    lindvik.publish(number, Draft(Kind.MOVED, facts, {"reason": "Snön kom", "what": "x"}), by=cast.TOVE)
    promise = db.session.get_one(Promise, "the-promise")
    assert (promise.first_due, promise.due) == (dt.date(2026, 10, 17), dt.date(2026, 11, 1))
    lindvik.publish(number, Draft(Kind.PROGRESSED, {}, {"words": "", "what": ""}), by=cast.TOVE)
    assert _proposal(number).state == "in_progress"
    lindvik.publish(number, finished(promise="the-promise"), by=cast.TOVE)
    assert _proposal(number).state == "in_progress"
    lindvik.publish(number, finished(), by=cast.TOVE)
    proposal = _proposal(number)
    assert (proposal.state, proposal.next_due) == ("done", None)
    stations = [station.kind for station in thread.of(number, TODAY).stations]
    assert stations == [
        "said", "received", "assigned", "answered", "promised", "moved", "progressed", "done", "done", "helped",
    ]  # fmt: skip
    assert thread.of(number, TODAY).stations[-1].on == TODAY, "asked from the day on which it was done"


def test_a_kept_promise_and_anothers_promise_cannot_be_moved(lindvik: Town) -> None:
    first, second = lindvik.made(), lindvik.made()
    lindvik.publish(first, promised("the-promise"), by=cast.TOVE)
    move = Draft(Kind.MOVED, {"date": "the-promise", "from": "2026-10-17", "to": "2026-11-01"}, {"reason": "x"})
    with pytest.raises(Refusal):
        lindvik.publish(second, move, by=cast.TOVE)
    lindvik.publish(first, finished(promise="the-promise"), by=cast.TOVE)
    with pytest.raises(Refusal):
        lindvik.publish(first, move, by=cast.TOVE)


def test_moving_the_reply_keeps_both_dates_in_the_thread(lindvik: Town) -> None:
    number = lindvik.made()
    facts = {"date": projecting.REPLY, "from": "2026-10-03", "to": "2026-10-20"}
    lindvik.publish(number, Draft(Kind.MOVED, facts, {"reason": "Lov", "what": ""}))
    assert _proposal(number).reply_by == dt.date(2026, 10, 20)
    assert json.loads(ledger.chain_of(number)[-1].facts)["from"] == "2026-10-03"
    lindvik.publish(number, wish())
    with pytest.raises(Refusal) as refused:
        lindvik.publish(number, Draft(Kind.MOVED, facts, {"reason": "Lov", "what": ""}))
    assert refused.value.code == "already_met"


def test_a_duplicate_points_at_a_proposal_that_exists(lindvik: Town) -> None:
    number = lindvik.made()
    same = Draft(Kind.ANSWERED, {"verdict": "duplicate", "duplicate_of": 99}, {"reasons": "Samma."})
    with pytest.raises(Refusal) as refused:
        lindvik.publish(number, same)
    assert refused.value.code == "needs_other_number"


def test_what_no_longer_fits_when_its_time_comes_is_refused_and_told(lindvik: Town) -> None:
    number = lindvik.made()
    pending_id = lindvik.publish(number, promised("late"), by=cast.TOVE, wait=WAIT)
    lindvik.publish(number, Draft(Kind.WITHDRAWN, {}, {"reason": "Redan klart"}), by=cast.OMAR)
    answering.settle_overdue(LATER)
    assert db.session.get_one(PendingEntry, pending_id).refused == "not_now"
    assert _kinds(number)[-1] == "withdrawn"


def test_the_record_number_is_an_entry_and_the_same_again_is_not(lindvik: Town) -> None:
    number = lindvik.made()
    for _ in range(2):
        answering.register_record(number, "KFN 2026/114", by_id=lindvik.id_of(cast.ASTRID), now=NOW)
    assert _kinds(number) == ["received", "assigned", "registered"]
    assert _proposal(number).record_number == "KFN 2026/114"


def test_a_correction_points_at_the_old_entry_which_stays(lindvik: Town) -> None:
    number = lindvik.made()
    lindvik.publish(number, yes())
    about = ledger.chain_of(number)[-1].seq
    lindvik.publish(number, Draft(Kind.CORRECTED, {}, {"words": "Sju lampor."}, about=about))
    assert ledger.chain_of(number)[-1].about == about
    assert _kinds(number) == ["received", "assigned", "answered", "corrected"]
    with pytest.raises(Refusal):
        lindvik.publish(number, Draft(Kind.CORRECTED, {}, {"words": "x"}, about=999))
