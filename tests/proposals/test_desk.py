"""What waits for whom, and deciding several at one meeting."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from participation.db import db
from participation.demo import cast
from participation.people.models import Staff
from participation.proposals.answering.actions import Draft
from participation.proposals.desk import queries
from participation.proposals.drafting import actions as drafting
from participation.proposals.ledger.models import Entry
from participation.proposals.models import AnswerDraft, PendingEntry
from participation.proposals.rules import Kind
from tests.conftest import count_queries
from tests.proposals.sent import RECENT
from tests.proposals.town import NOW, TODAY, Town, promised, wish, yes


def _desk(lindvik: Town, who: cast.Person, today: dt.date = TODAY) -> queries.Desk:
    db.session.rollback()
    return queries.desk_of(db.session.get_one(Staff, lindvik.id_of(who)), today)


def test_the_desk_says_what_is_owed_and_when(lindvik: Town) -> None:
    asked, wished, decided, tried, stepped = (lindvik.made() for _place in range(5))
    lindvik.publish(wished, wish())
    lindvik.publish(decided, yes())
    trial = {"verdict": "trial", "ends_on": "2026-12-01"}
    lindvik.publish(tried, Draft(Kind.ANSWERED, trial, {"reasons": "Vi provar.", "question": "Kommer någon?"}))
    lindvik.publish(stepped, yes())
    lindvik.publish(stepped, promised("a-promise", dt.date(2026, 9, 20)), by=cast.TOVE)
    desk = _desk(lindvik, cast.PETRA)
    assert [(item.number, item.owes) for item in desk.late] == [(decided, "step")]
    assert [(item.number, item.owes) for item in desk.soon] == [(stepped, "promise")]
    assert [(item.number, item.owes) for item in desk.later] == [
        (asked, "reply"), (tried, "trial"), (wished, "decision"),
    ]  # fmt: skip
    later = _desk(lindvik, cast.PETRA, dt.date(2026, 10, 30))
    assert [item.number for item in later.late] == [stepped, asked, decided]
    assert [item.mine for item in _desk(lindvik, cast.TOVE).first] == [False] * 5
    assert _desk(lindvik, cast.OLGA).first == []


def test_a_desk_takes_as_many_queries_for_one_as_for_many(lindvik: Town) -> None:
    def asked() -> int:
        with count_queries() as seen:
            _desk(lindvik, cast.TOVE)
        return seen.count

    drafting.save(lindvik.made(), {"reasons": "Ett"}, by_id=lindvik.id_of(cast.PETRA), now=NOW)
    one = asked()
    for _place in range(8):
        drafting.save(lindvik.made(), {"reasons": "Fler"}, by_id=lindvik.id_of(cast.PETRA), now=NOW)
    assert asked() == one
    assert {item.drafted_by for item in _desk(lindvik, cast.TOVE).first} == {"Petra Ek"}
    assert {item.drafted_by for item in _desk(lindvik, cast.PETRA).first} == {""}


def test_who_signs_in_sees_at_once_what_waits(small_lindvik: Town) -> None:
    small_lindvik.made(title="Sen redan")
    for who in (cast.PETRA, cast.TOVE, cast.OMAR):
        shown = small_lindvik.signed_in(who).get("/staff").get_data(as_text=True)
        assert shown.count("Sen redan") == 1
        assert 'class="overdue"' in shown
    assert "Sen redan" not in small_lindvik.signed_in(cast.OLGA).get("/staff").get_data(as_text=True)


# One meeting


def _decided(*numbers: int, **changes: Any) -> dict[str, Any]:
    form: dict[str, Any] = {"id": "the-meeting", "number": [str(number) for number in numbers], "paragraph": "§ 91",
                            "decided_on": (RECENT - dt.timedelta(days=1)).date().isoformat()}  # fmt: skip
    for number in numbers:
        form |= {f"verdict-{number}": "yes" if number == 1 else "no", f"reasons-{number}": f"Skäl {number}"}
    return form | changes


def test_a_meeting_decides_many_and_prepares_what_others_answer(small_lindvik: Town) -> None:
    for answerer in (cast.PETRA, cast.PETRA, cast.KIM):
        small_lindvik.made(now=RECENT, answerer_id=small_lindvik.id_of(answerer))
    kim = small_lindvik.signed_in(cast.KIM)
    page = "/staff/proposals/meeting"
    shown = kim.get(page).get_data(as_text=True)
    assert shown.count('name="number"') == 3
    for _twice in range(2):
        assert kim.post(page, data=_decided(1, 2, 3)).status_code == 303
    pending = db.session.scalars(select(PendingEntry)).all()
    assert [(item.proposal_number, item.facts["verdict"]) for item in pending] == [(3, "no")]
    assert (pending[0].facts["paragraph"], pending[0].body["reasons"]) == ("§ 91", "Skäl 3")
    drafts = db.session.scalars(select(AnswerDraft).order_by(AnswerDraft.proposal_number)).all()
    assert [(item.proposal_number, item.said["verdict"]) for item in drafts] == [(1, "yes"), (2, "no")]
    assert "Skäl 1" in small_lindvik.signed_in(cast.PETRA).get("/staff/proposals/1").get_data(as_text=True)
    assert db.session.scalars(select(Entry.kind).where(Entry.kind == "answered")).all() == []


def test_a_politician_sees_only_what_they_answer(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT)
    small_lindvik.made(now=RECENT, answerer_id=small_lindvik.id_of(cast.KIM))
    petra = small_lindvik.signed_in(cast.PETRA)
    assert petra.get("/staff/proposals/meeting").get_data(as_text=True).count('name="number"') == 1
    assert petra.post("/staff/proposals/meeting", data=_decided(1, 2)).status_code == 422
    assert db.session.scalars(select(PendingEntry)).all() == []


@pytest.mark.parametrize(
    "changes",
    [{"number": []}, {"number": ["x"]}, {"paragraph": ""}, {"decided_on": ""}, {"decided_on": "2199-01-01"},
     {"verdict-1": "maybe"}, {"verdict-1": ""}, {"reasons-2": ""}, {"reasons-2": "x" * 4001}, {"id": ""}],
)  # fmt: skip
def test_all_or_none_is_decided(small_lindvik: Town, changes: dict[str, Any]) -> None:
    for _place in range(2):
        small_lindvik.made(now=RECENT)
    petra = small_lindvik.signed_in(cast.PETRA)
    answer = petra.post("/staff/proposals/meeting", data=_decided(1, 2, **changes))
    assert answer.status_code == 422
    assert db.session.scalars(select(PendingEntry)).all() == []
    if "reasons-2" not in changes:
        assert "Skäl 2" in answer.get_data(as_text=True)


def test_nothing_is_decided_when_an_answer_waits_already(small_lindvik: Town) -> None:
    for _place in range(2):
        small_lindvik.made(now=RECENT)
    small_lindvik.publish(2, yes(), wait=dt.timedelta(days=1), now=RECENT)
    petra = small_lindvik.signed_in(cast.PETRA)
    assert petra.post("/staff/proposals/meeting", data=_decided(1, 2)).status_code == 422
    assert len(db.session.scalars(select(PendingEntry)).all()) == 1
