"""Two taps and in, and handing over: as phones meet them."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from participation import db
from participation.events.participants import actions, pseudonyms
from participation.events.participants.models import Participant
from tests.cast import Evening
from tests.reading import Browser, form_to, forms_of, refusal_on, said


def joined(evening: Evening) -> int:
    db.db.session.rollback()
    wanted = select(func.count()).select_from(Participant).where(Participant.event_id == evening.event_id)
    return db.db.session.scalar(wanted) or 0


# Joining, on phones


def test_two_taps_lead_from_the_code_to_the_step_that_the_room_is_in(small_evening: Evening) -> None:
    alva = Browser(small_evening.app)
    page = alva.get(f"/j/{small_evening.code}")
    assert "We do not ask what you are called." in said(page.text)
    assert [form.action for form in forms_of(page.text) if form.action != "/language"] == [f"/j/{small_evening.code}"]
    answer = alva.send(f"/j/{small_evening.code}")
    assert (answer.status_code, alva.at) == (200, small_evening.path)
    assert "Vad skulle göra det bättre att vara ung här?" in said(answer.text)
    assert joined(small_evening) == 1


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{first}-{last}", "{first} {last}"])
def test_a_code_is_found_however_it_is_typed(small_evening: Evening, typed: str) -> None:
    code = small_evening.code
    text = typed.format(code=code, lower=code.lower(), first=code[:3], last=code[3:].lower())
    alva = Browser(small_evening.app)
    found = alva.get("/j", query_string={"code": text})
    assert (found.status_code, found.location) == (303, f"/j/{code}")


@pytest.mark.parametrize("code", ["XXXXXX", "x" * 300, "<script>", "åäö", "%2e%2e", "0O1IL", "%00"])
def test_an_unknown_code_says_what_codes_look_like_and_keeps_what_was_typed(small_evening: Evening, code: str) -> None:
    answer = Browser(small_evening.app).get(f"/j/{code}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text.partition("</head>")[2]
    if code != "%00":
        assert "We know no such code" in said(answer.text)
    assert Browser(small_evening.app).forge(f"/j/{code}").status_code == 404
    assert Browser(small_evening.app).get("/j?code=").location == "/"


def test_a_double_tap_on_one_form_is_one_participant(small_evening: Evening) -> None:
    alva = Browser(small_evening.app)
    alva.get(f"/j/{small_evening.code}")
    form = form_to(alva.page, f"/j/{small_evening.code}")
    with alva.client.session_transaction():
        pass
    first = alva.client.post(form.action, data=form.values, forged=True)
    kept = alva.cookie(f"t_{small_evening.event_id}")
    alva.client.delete_cookie(f"t_{small_evening.event_id}")  # the second tap was sent before the first was answered
    second = alva.client.post(form.action, data=form.values, forged=True)
    assert first.location == second.location == small_evening.path
    assert alva.cookie(f"t_{small_evening.event_id}") == kept
    assert joined(small_evening) == 1


def test_one_form_pressed_in_two_browsers_is_two_participants(small_evening: Evening) -> None:
    alva, bilal = Browser(small_evening.app), Browser(small_evening.app)
    for somebody in (alva, bilal):
        somebody.get(f"/j/{small_evening.code}")
        somebody.send(f"/j/{small_evening.code}", once="the same")
    assert small_evening.who_is(alva) != small_evening.who_is(bilal)


def test_a_second_tab_is_the_same_participant(small_evening: Evening) -> None:
    alva = Browser(small_evening.app)
    first_tab = alva.get(f"/j/{small_evening.code}").text
    second_tab = alva.get(f"/j/{small_evening.code}").text
    for tab in (first_tab, second_tab):
        alva.page = tab
        alva.send(f"/j/{small_evening.code}")
    assert joined(small_evening) == 1
    again = alva.get(f"/j/{small_evening.code}")
    assert (again.status_code, again.location) == (303, small_evening.path)


def test_the_cookie_of_another_event_opens_nothing_here(small_evening: Evening, others_evening: Evening) -> None:
    alva = others_evening.browser()
    secret = alva.cookie(f"t_{others_evening.event_id}")
    assert secret is not None
    alva.client.set_cookie(f"t_{small_evening.event_id}", secret)
    sent = alva.get(small_evening.path)
    assert (sent.status_code, sent.location) == (303, f"/j/{small_evening.code}")
    refused = alva.forge(f"{small_evening.path}/ideas", text="Hej", step=small_evening.board)
    assert refused.status_code == 403
    assert "You have not joined this event on this device." in said(refused.text)
    assert "Hej" in said(refused.text), "what was typed is not lost"
    assert joined(small_evening) == 0


@pytest.mark.parametrize("invented", ["", "x", "å", "x" * 4000])
def test_an_invented_cookie_is_nobody(small_evening: Evening, invented: str) -> None:
    cleo = Browser(small_evening.app)
    cleo.client.set_cookie(f"t_{small_evening.event_id}", invented)
    assert cleo.get(small_evening.path).status_code == 303
    assert cleo.get("/t").status_code == 200


def test_the_made_up_name_is_shown_only_to_its_owner_and_only_when_asked_for(small_evening: Evening) -> None:
    alva, bilal = small_evening.browser(), small_evening.browser()
    alva.send(f"{small_evening.path}/ideas", text="Mer ljus")
    small_evening.open_others()
    person = db.db.session.get_one(Participant, small_evening.who_is(alva))
    name = pseudonyms.name(person.pseudonym, "en")
    assert name in said(alva.get(f"{small_evening.path}/mine").text)
    assert name not in said(alva.get(small_evening.path).text)
    seen = said(bilal.get(small_evening.path).text)
    assert "Mer ljus" in seen
    assert "a participant" in seen
    assert name not in seen


# Over


@pytest.mark.parametrize("kind", ["closed", "cancelled"])
def test_after_the_event_its_code_leads_to_its_thread(small_evening: Evening, kind: str) -> None:
    alva = small_evening.browser()
    late = Browser(small_evening.app)
    late.get(f"/j/{small_evening.code}")
    small_evening.end(kind)
    sent = Browser(small_evening.app).get(f"/j/{small_evening.code}")
    assert (sent.status_code, sent.location) == (303, f"/p/{small_evening.process_id}#{small_evening.event_id}")
    assert f'id="{small_evening.event_id}"' in late.get(sent.location).text
    late.get(f"/j/{small_evening.code}")
    pressed = late.forge(f"/j/{small_evening.code}", once="late")
    assert (pressed.status_code, pressed.location) == (303, sent.location)
    assert joined(small_evening) == 1
    words = said(alva.get(small_evening.path).text)
    told = "This event was cancelled Lokalen är låst" if kind == "cancelled" else "Thank you for being here"
    assert told in words


def test_the_public_page_gives_nobody_the_way_into_an_event_that_is_going_on(small_evening: Evening) -> None:
    stranger = Browser(small_evening.app)
    public = stranger.get(f"/p/{small_evening.process_id}").text + stranger.get("/").text
    assert "Hur blir kvällen bättre?" in public
    assert small_evening.event_id not in public
    assert small_evening.code not in public


# Handing over


def test_handing_over_wipes_the_device_and_the_next_person_starts_clean(
    small_evening: Evening, others_evening: Evening
) -> None:
    shared = small_evening.browser()
    shared.get(f"/j/{others_evening.code}")
    shared.send(f"/j/{others_evening.code}")
    shared.get(small_evening.path)
    shared.send(f"{small_evening.path}/ideas", text="Alvas hemlighet")
    alva = small_evening.who_is(shared)
    shared.get(f"{small_evening.path}/hand-over")
    form = form_to(shared.page, "/hand-over")
    answer = shared.client.post(form.action, data=form.values, forged=True)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert (answer.status_code, answer.location) == (303, f"/j/{small_evening.code}")
    assert shared.cookie(f"t_{small_evening.event_id}") is None
    assert shared.cookie(f"t_{others_evening.event_id}") is None
    assert shared.get(f"{small_evening.path}/mine").status_code == 303
    shared.get(answer.location)
    shared.send(f"/j/{small_evening.code}")
    assert small_evening.who_is(shared) != alva
    assert "Alvas hemlighet" not in shared.get(f"{small_evening.path}/mine").text
    assert "Alvas hemlighet" not in shared.get(small_evening.path).text


def test_the_old_form_cannot_bring_the_former_person_back(small_evening: Evening) -> None:
    shared = Browser(small_evening.app)
    old = shared.get(f"/j/{small_evening.code}").text
    shared.page = old
    shared.send(f"/j/{small_evening.code}")
    alva = small_evening.who_is(shared)
    typed = shared.get(small_evening.path).text
    shared.get(f"{small_evening.path}/hand-over")
    shared.send("/hand-over")
    shared.page = old  # the back button
    answer = shared.send(f"/j/{small_evening.code}")
    assert answer.status_code == 400
    assert "press the button once more" in refusal_on(answer)
    assert shared.send(f"/j/{small_evening.code}").status_code == 200
    assert small_evening.who_is(shared) != alva
    shared.page = typed
    assert shared.send(f"{small_evening.path}/ideas", text="Som Alva").status_code == 400
    assert joined(small_evening) == 2


def test_handing_over_also_ends_a_way_back(small_evening: Evening) -> None:
    code = actions.make_way_back(small_evening.join())
    shared = Browser(small_evening.app)
    shared.get("/t")
    shared.send("/t", code=code)
    assert shared.at == f"{small_evening.path}/mine"
    shared.get(f"{small_evening.path}/hand-over")
    shared.send("/hand-over")
    assert shared.get(f"{small_evening.path}/mine").status_code == 303
