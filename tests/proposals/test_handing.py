"""One department holds the thread; handing it over is a step that the receiver takes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from participation import tokens
from participation.db import db
from participation.demo import cast
from participation.proposals.handing import actions, queries
from participation.proposals.ledger import queries as ledger
from participation.proposals.ledger.rules import first_break
from participation.proposals.models import ProposalDepartment
from tests.cast import LONG_WORD, refusal_of
from tests.proposals.sent import RECENT
from tests.proposals.town import HTML, LATER, NOW, Town, finished, yes

WHY = "Gångvägen ligger på skolans mark."


def holders(number: int) -> list[str]:
    db.session.rollback()
    wanted = select(ProposalDepartment.department_id).where(
        ProposalDepartment.proposal_number == number, ProposalDepartment.holds
    )
    return list(db.session.scalars(wanted))


def _ask(lindvik: Town, number: int, to: str = cast.CULTURE, by: cast.Person = cast.TOVE, once: str = "") -> str:
    handing_id = once or tokens.new_id()
    actions.ask(number, handing_id, lindvik.departments[to], WHY, by_id=lindvik.id_of(by), now=NOW)
    return handing_id


def test_the_giver_holds_it_until_the_receiver_takes_it(lindvik: Town) -> None:
    number = lindvik.made(department_ids=[lindvik.departments[cast.TECHNICAL]])
    technical, culture = lindvik.departments[cast.TECHNICAL], lindvik.departments[cast.CULTURE]
    handing_id = _ask(lindvik, number)
    _ask(lindvik, number, once=handing_id)
    assert holders(number) == [technical]
    for _twice in range(2):
        actions.take(number, handing_id, by_id=lindvik.id_of(cast.KIM), now=LATER)
    assert holders(number) == [culture]
    links = ledger.chain_of(number)
    assert [link.kind for link in links] == ["received", "assigned", "assigned"]
    assert '"holder":"Kultur- och fritidsförvaltningen"' in (links[-1].body or "")
    assert first_break(ledger.chain()) is None


def test_what_is_declined_stays_where_it_was_and_says_why(lindvik: Town) -> None:
    number = lindvik.made()
    handing_id = _ask(lindvik, number)
    for _twice in range(2):
        actions.decline(number, handing_id, "Marken är er.", by_id=lindvik.id_of(cast.KIM), now=LATER)
    newest = queries.newest(number)
    assert newest is not None
    assert (newest.outcome, newest.answer) == ("declined", "Marken är er.")
    assert holders(number) == [lindvik.departments[cast.TECHNICAL]]
    late = {"by_id": lindvik.id_of(cast.KIM), "now": LATER}
    assert refusal_of(actions.take, number, handing_id, **late) == "no_such_handing"
    assert _ask(lindvik, number), "another may be asked now"


def test_one_question_at_a_time_and_only_by_who_holds_it(lindvik: Town) -> None:
    number = lindvik.made()
    kim, tove = lindvik.id_of(cast.KIM), lindvik.id_of(cast.TOVE)
    technical, culture = lindvik.departments[cast.TECHNICAL], lindvik.departments[cast.CULTURE]

    def asked(to_id: str, by_id: str) -> str:
        return refusal_of(actions.ask, number, tokens.new_id(), to_id, WHY, by_id=by_id, now=NOW)

    assert asked(technical, kim) == "not_the_holder"
    assert asked(technical, tove) == "not_a_choice"
    assert asked("forged", tove) == "not_a_choice"
    handing_id = _ask(lindvik, number)
    assert asked(culture, tove) == "already_asked"
    assert refusal_of(actions.take, number, handing_id, by_id=tove, now=NOW) == "not_the_receiver"
    assert refusal_of(actions.call_off, number, handing_id, by_id=kim, now=NOW) == "not_the_holder"
    assert refusal_of(actions.take, number + 1, handing_id, by_id=kim, now=NOW) == "no_such_handing"
    for _twice in range(2):
        actions.call_off(number, handing_id, by_id=tove, now=NOW)
    assert refusal_of(actions.take, number, handing_id, by_id=kim, now=NOW) == "no_such_handing"


def test_what_has_ended_is_not_handed_over(lindvik: Town) -> None:
    number = lindvik.made()
    lindvik.publish(number, yes())
    handing_id = _ask(lindvik, number)
    lindvik.publish(number, finished(), by=cast.TOVE)
    assert refusal_of(actions.take, number, handing_id, by_id=lindvik.id_of(cast.KIM), now=LATER) == "not_now"
    assert holders(number) == [lindvik.departments[cast.TECHNICAL]]
    culture, tove = lindvik.departments[cast.CULTURE], lindvik.id_of(cast.TOVE)
    attempt = refusal_of(actions.ask, number, tokens.new_id(), culture, WHY, by_id=tove, now=NOW)
    assert attempt == "not_now"


def test_handing_over_on_the_pages(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT, department_ids=[small_lindvik.departments[cast.TECHNICAL]])
    tove, kim = small_lindvik.signed_in(cast.TOVE), small_lindvik.signed_in(cast.KIM)
    page = "/staff/proposals/1"
    assert kim.get(page).status_code == 403
    form = {"id": "a-handing", "to": small_lindvik.departments[cast.CULTURE], "why": HTML}
    assert tove.post(f"{page}/hand-over", data=form).status_code == 303
    asked = kim.get(page).get_data(as_text=True)
    assert "Tekniska förvaltningen" in asked
    assert "<script>alert" not in asked
    assert "Ljus på gångvägen" in kim.get("/staff/proposals").get_data(as_text=True)
    # Who is only asked can neither correct nor promise.
    assert kim.post(f"{page}/correct", data={"id": "correction", "about": "1", "words": "x"}).status_code == 403
    assert kim.post(f"{page}/hand-over/a-handing/decline", data={}).status_code == 422
    assert kim.post(f"{page}/hand-over/a-handing/take").status_code == 303
    shown = small_lindvik.app.test_client().get("/f/1").get_data(as_text=True)
    assert "Kultur- och fritidsförvaltningen" in shown
    assert "<script>alert" not in shown


@pytest.mark.parametrize(
    "changes", [{"to": ""}, {"to": "forged"}, {"why": ""}, {"why": LONG_WORD}, {"id": ""}, {"to": "x" * 17}]
)
def test_a_wrong_form_is_refused_with_words(small_lindvik: Town, changes: dict[str, Any]) -> None:
    small_lindvik.made(now=RECENT)
    form = {"id": "a-handing", "to": small_lindvik.departments[cast.CULTURE], "why": WHY, **changes}
    answer = small_lindvik.signed_in(cast.TOVE).post("/staff/proposals/1/hand-over", data=form)
    assert answer.status_code == 422
    assert queries.newest(1) is None
