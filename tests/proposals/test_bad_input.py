"""What people type wrong, forge or send twice: refused in words, nothing lost, nothing written."""

from __future__ import annotations

import io
from typing import Any

import feedparser
import pytest
from sqlalchemy import func, select

from participation import tokens
from participation.db import db
from participation.demo import cast
from participation.proposals.models import PendingEntry, Proposal
from tests.proposals.sent import RECENT
from tests.proposals.sent import answer as sent_answer
from tests.proposals.sent import form as sent_form
from tests.proposals.town import HTML, Town, yes

# Bad input


def test_html_in_every_field_is_text(small_lindvik: Town) -> None:
    omar, petra, tove = (small_lindvik.signed_in(who) for who in (cast.OMAR, cast.PETRA, cast.TOVE))
    form = sent_form(small_lindvik, title=HTML, summary=HTML, board=HTML)
    omar.post(f"/staff/events/{small_lindvik.event_id}/proposal", data=form)
    sent = sent_answer(reasons=HTML, paragraph=HTML[:40])
    petra.post("/staff/proposals/1/answer", data=sent)
    petra.post(f"/staff/proposals/1/waiting/{sent['id']}/now")
    step = {"id": tokens.new_id(), "what": HTML, "who": HTML, "due": "2199-01-01"}
    tove.post("/staff/proposals/1/promise", data=step)
    tove.post(f"/staff/proposals/1/waiting/{step['id']}/now")
    tove.post("/staff/proposals/1/record", data={"record_number": HTML[:40]})
    public = small_lindvik.app.test_client()
    for address in ("/f", "/f/1", "/feed", "/f/1/feed", "/"):
        shown = public.get(address).get_data(as_text=True)
        assert "<script>alert" not in shown
    assert "&lt;script&gt;" in public.get("/f/1").get_data(as_text=True)
    assert "<script>alert" not in tove.get("/staff/proposals/1").get_data(as_text=True)
    assert feedparser.parse(public.get("/feed").data).bozo is False


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "x" * 121}, "120"),
        ({"title": ""}, "missing"),
        ({"summary": "x" * 1001}, "1000"),
        ({"origin": []}, "at least one"),
        ({"origin": ["forged"]}, "no longer there"),
        ({"holder": "forged"}, "Choose one"),
        ({"answerer": "forged"}, "Choose one"),
        ({"departments": ["forged"]}, "Choose one"),
        ({"reply_by": "tomorrow"}, "Write a date"),
        ({"reply_by": "2001-01-01"}, "today or later"),
        ({"id": "<x>"}, "did not arrive"),
    ],
)
def test_a_refused_proposal_keeps_what_was_typed(small_lindvik: Town, changes: dict[str, Any], words: str) -> None:
    omar = small_lindvik.signed_in(cast.OMAR)
    form = {**sent_form(small_lindvik, board="Min egen nämnd"), "title": "Behåll mig", **changes}
    answer = omar.post(f"/staff/events/{small_lindvik.event_id}/proposal", data=form, headers={"Accept-Language": "en"})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in shown
    if "title" not in changes:
        assert "Behåll mig" in shown
    assert db.session.scalars(select(Proposal)).all() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"verdict": "maybe"}, {"verdict": ""}, {"reasons": ""}, {"reasons": "x" * 4001}, {"basis": "gut"},
        {"paragraph": ""}, {"decided_on": ""}, {"decided_on": "2199-01-01"}, {"verdict": "passed_on"},
        {"verdict": "planned"}, {"verdict": "duplicate", "duplicate_of": "1"}, {"verdict": "duplicate"},
        {"verdict": "duplicate", "duplicate_of": "99999999999"}, {"verdict": "trial"}, {"id": ""},
    ],
)  # fmt: skip
def test_a_refused_answer_changes_nothing_and_keeps_the_reasons(small_lindvik: Town, changes: dict[str, str]) -> None:
    small_lindvik.made(now=RECENT)
    answer = small_lindvik.signed_in(cast.PETRA).post("/staff/proposals/1/answer", data=sent_answer(**changes))
    assert answer.status_code == 422
    assert changes.get("reasons", "sex lampor") in answer.get_data(as_text=True)
    assert db.session.scalars(select(PendingEntry)).all() == []


@pytest.mark.parametrize(
    "address",
    ["/f/99", "/f/99/chain.json", "/f/99/head.svg", "/f/99999999999999999999", "/f/x", "/media/0123456789abcdef.jpg",
     "/media/../../etc/passwd.jpg"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(small_lindvik: Town, address: str) -> None:
    assert small_lindvik.app.test_client().get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["state=x", "department=x", "process=x", "q=%25_%27%22", "q=%00", "before=x", "before=-1", "before=9" * 30]
)
def test_the_list_takes_any_question(small_lindvik: Town, query: str) -> None:
    small_lindvik.made()
    assert small_lindvik.app.test_client().get(f"/f?{query}").status_code == 200


def test_twenty_megabytes_are_refused_unread(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT)
    tove = small_lindvik.signed_in(cast.TOVE)
    for form in ("done", "promise"):
        answer = tove.post(
            f"/staff/proposals/1/{form}", data=b"x" * 20_000_000, content_type="multipart/form-data; boundary=x"
        )
        assert answer.status_code == 413


def test_a_broken_picture_is_refused_with_words_and_nothing_is_published(small_lindvik: Town) -> None:
    number = small_lindvik.made(now=RECENT)
    small_lindvik.publish(number, yes(), now=RECENT)
    tove = small_lindvik.signed_in(cast.TOVE)
    told = {"id": tokens.new_id(), "promise": "whole", "words": "Klart", "picture": (io.BytesIO(b"GIF89a"), "x.jpg"),
            "picture_text": "Lampor"}  # fmt: skip
    answer = tove.post("/staff/proposals/1/done", data=told, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert "JPEG, PNG or WebP" in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(PendingEntry)) == 1
