"""A proposal from an idea to done over HTTP, and who may do what on the way."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from participation import tokens
from participation.db import db
from participation.demo import cast
from participation.proposals.models import PendingEntry, Proposal
from participation.proposals.projecting import DECISION
from tests.proposals.sent import RECENT
from tests.proposals.sent import answer as sent_answer
from tests.proposals.sent import form as sent_form
from tests.proposals.sent import picture as sent_picture
from tests.proposals.town import Town


def _accepted(lindvik: Town) -> None:
    """Proposal 1, made and answered over HTTP."""
    omar, petra, tove = (lindvik.signed_in(who) for who in (cast.OMAR, cast.PETRA, cast.TOVE))
    page = f"/staff/events/{lindvik.event_id}/proposal"
    assert lindvik.offers()[0].text in omar.get(page).get_data(as_text=True)
    made = omar.post(page, data=sent_form(lindvik))
    assert (made.status_code, made.headers["Location"]) == (303, "/f/1")
    sent = sent_answer()
    answered = petra.post("/staff/proposals/1/answer", data=sent)
    assert (answered.status_code, answered.headers["Location"]) == (303, "/staff/proposals/1")
    public = lindvik.app.test_client()
    for reader, address, sees in [(public, "/f/1", False), (petra, "/staff/proposals/1", True),
                                  (tove, "/staff/proposals/1", False)]:  # fmt: skip
        assert ("sex lampor" in reader.get(address).get_data(as_text=True)) is sees
    petra.post(f"/staff/proposals/1/waiting/{sent['id']}/now")
    assert "sex lampor" in public.get("/f/1").get_data(as_text=True)


def test_from_an_idea_to_done_over_http(small_lindvik: Town) -> None:
    _accepted(small_lindvik)
    public, tove = small_lindvik.app.test_client(), small_lindvik.signed_in(cast.TOVE)
    told = {"id": tokens.new_id(), "promise": "whole", "words": "Lamporna lyser.", "picture": sent_picture(),
            "picture_text": "Sex tända lampor"}  # fmt: skip
    assert tove.post("/staff/proposals/1/done", data=told).status_code == 303
    picture_id = db.session.scalars(select(PendingEntry.picture_id).where(PendingEntry.id == told["id"])).one()
    preview = f"/staff/proposals/1/waiting/{told['id']}/picture.jpg"
    assert public.get(f"/media/{picture_id}.jpg").status_code == 404
    assert tove.get(preview).mimetype == "image/jpeg"
    assert small_lindvik.signed_in(cast.PETRA).get(preview).status_code == 404
    tove.post(f"/staff/proposals/1/waiting/{told['id']}/now")
    shown = public.get("/f/1/ljus-pa-gangvagen").get_data(as_text=True)
    for words in ("§ 84", "Petra Ek", "Lamporna lyser.", 'alt="Sex tända lampor"', "last-reached", "to-come"):
        assert words in shown
    image = public.get(f"/media/{picture_id}-small.jpg")
    assert (image.status_code, image.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert "immutable" in image.headers["Cache-Control"]
    assert small_lindvik.app.test_cli_runner().invoke(args=["verify"]).exit_code == 0


def test_take_back_over_http(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT)
    petra = small_lindvik.signed_in(cast.PETRA)
    sent = sent_answer()
    petra.post("/staff/proposals/1/answer", data=sent)
    assert petra.post(f"/staff/proposals/1/waiting/{sent['id']}/take-back").status_code == 303
    shown = petra.get("/staff/proposals/1").get_data(as_text=True)
    assert "/take-back" not in shown
    assert "sex lampor" not in small_lindvik.app.test_client().get("/f/1").get_data(as_text=True)


# Who may come in


@pytest.mark.parametrize(
    ("who", "allowed"), [(None, False), (cast.OLGA, False), (cast.PETRA, False), (cast.TOVE, False), (cast.OMAR, True)]
)
def test_only_the_events_organiser_makes_proposals(small_lindvik: Town, who: cast.Person | None, allowed: bool) -> None:
    client = small_lindvik.signed_in(who) if who else small_lindvik.app.test_client()
    page = f"/staff/events/{small_lindvik.event_id}/proposal"
    form = sent_form(small_lindvik)
    assert (client.get(page).status_code == 200) is allowed
    assert (client.post(page, data=form).status_code == 303) is allowed
    assert (db.session.scalar(select(func.count()).select_from(Proposal)) == 1) is allowed


FORMS = {
    "answer": sent_answer(),
    "promise": {"id": "promise-1", "what": "x", "who": "y", "due": "2199-01-01"},
    "move": {"id": "moving-1", "date": DECISION, "due": "2199-01-01", "reason": "z"},
    "withdraw": {"id": "withdraw-1", "reason": "z"},
    "record": {"record_number": "KFN 1"},
}
MAY = {
    "answer": {cast.PETRA}, "promise": {cast.TOVE, cast.KIM}, "move": {cast.PETRA, cast.TOVE, cast.KIM},
    "withdraw": {cast.OMAR}, "record": {cast.OMAR, cast.TOVE, cast.KIM, cast.ASTRID},
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", [None, *cast.STAFF], ids=lambda who: who.name if who else "stranger")
def test_each_form_is_for_those_whose_part_it_is(small_lindvik: Town, form: str, who: cast.Person | None) -> None:
    small_lindvik.made(now=RECENT)
    client = small_lindvik.signed_in(who) if who else small_lindvik.app.test_client()
    answer = client.post(f"/staff/proposals/1/{form}", data=FORMS[form])
    assert answer.status_code == (303 if who in MAY[form] else 403)


def test_a_stranger_to_the_proposal_sees_no_working_page(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT, department_ids=[small_lindvik.departments[cast.TECHNICAL]])
    assert small_lindvik.signed_in(cast.KIM).get("/staff/proposals/1").status_code == 403
    assert small_lindvik.signed_in(cast.OLGA).get("/staff/proposals/1").status_code == 403
    assert small_lindvik.app.test_client().get("/staff/proposals/1").status_code == 303


def test_forms_without_a_token_change_nothing(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT)
    answer = small_lindvik.signed_in(cast.PETRA).post("/staff/proposals/1/answer", data=sent_answer(), forged=True)
    assert answer.status_code == 400
    assert db.session.scalars(select(PendingEntry)).all() == []


def test_the_desk_lists_what_waits_overdue_first(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT, title="Senare", reply_by=dt.date(2199, 1, 1), decide_by=dt.date(2199, 1, 2))
    small_lindvik.made(title="Sen redan")
    shown = small_lindvik.signed_in(cast.PETRA).get("/staff/proposals").get_data(as_text=True)
    assert shown.index("Sen redan") < shown.index("Senare")
    assert 'class="overdue"' in shown
    assert "Senare" not in small_lindvik.signed_in(cast.OLGA).get("/staff/proposals").get_data(as_text=True)
