"""Slips for shared devices and the private way back, as phones meet them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from participation import db
from participation.events.participants import actions, queries
from participation.events.participants.models import Participant
from tests.cast import Evening
from tests.reading import Browser, form_to, refusal_on, said


def joined(evening: Evening) -> int:
    db.db.session.rollback()
    wanted = select(func.count()).select_from(Participant).where(Participant.event_id == evening.event_id)
    return db.db.session.scalar(wanted) or 0


# Slips, on phones


def sheet_of(evening: Evening, count: int = 3) -> list[str]:
    omar = evening.desk()
    omar.get(f"{evening.path}/prepare")
    answer = omar.send("/slips", count=str(count))
    assert answer.status_code == 200
    return re.findall(r'<p class="code">([^<]+)</p>', answer.text)


def test_a_slip_lets_one_in_and_is_the_same_participant_on_another_device(small_evening: Evening) -> None:
    codes = sheet_of(small_evening)
    chromebook, phone = Browser(small_evening.app), Browser(small_evening.app)
    chromebook.get("/t")
    assert chromebook.send("/t", code=codes[0].lower()).status_code == 200
    assert chromebook.at == small_evening.path
    chromebook.send(f"{small_evening.path}/ideas", text="Från klassrummet")
    phone.get("/t")
    phone.send("/t", code=f"http://localhost/t#{codes[0].replace(' ', '')}")
    assert phone.at == small_evening.path
    assert small_evening.who_is(phone) == small_evening.who_is(chromebook)
    assert "Från klassrummet" in said(phone.page)
    assert phone.send(f"{small_evening.path}/ideas", text="Från telefonen").status_code == 200
    other = Browser(small_evening.app)
    other.get("/t")
    other.send("/t", code=codes[1])
    assert small_evening.who_is(other) != small_evening.who_is(phone)
    assert joined(small_evening) == 2


def test_the_same_sheet_comes_when_its_form_is_sent_again(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/prepare")
    form = form_to(omar.page, "/slips")
    pages = [omar.post(form.action, **form.values).text for _tap in range(2)]
    sheets = [re.findall(r'<p class="code">([^<]+)</p>', page) for page in pages]
    assert len(sheets[0]) == 30
    assert sheets[0] == sheets[1]
    assert "30 printed, 0 used" in said(omar.get(f"{small_evening.path}/prepare").text)


@pytest.mark.parametrize("count", ["0", "401", "-1", "många", "", "1e3", "9" * 40])
def test_a_sheet_of_an_impossible_size_is_refused_and_nothing_is_printed(small_evening: Evening, count: str) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/prepare")
    answer = omar.send("/slips", count=count)
    assert answer.status_code == 422
    assert refusal_on(answer)
    assert form_to(answer.text, "/slips").values["count"] == count
    assert queries.slips(small_evening.event_id) == (0, 0)


# The way back


def test_the_way_back_shows_and_withdraws_but_can_neither_give_nor_support_nor_make_another(
    small_evening: Evening,
) -> None:
    alva = small_evening.browser()
    alva.send(f"{small_evening.path}/ideas", text="Mer ljus")
    alva.get(f"{small_evening.path}/mine")
    made = alva.send("/way-back")
    code = re.search(r'class="code big">([^<]+)<', made.text)
    assert code is not None
    assert "localhost/t" in said(made.text)
    home = Browser(small_evening.app)
    home.get("/t")
    assert home.send("/t", code=code[1]).status_code == 200
    assert (home.at, "Mer ljus" in said(home.page)) == (f"{small_evening.path}/mine", True)
    assert "/way-back" not in home.page
    assert home.get(small_evening.path).status_code == 303
    idea = re.search(r"contributions/([^/]+)/withdraw", home.get(f"{small_evening.path}/mine").text)
    assert idea is not None
    contribution = f"{small_evening.path}/contributions/{idea[1]}"
    assert home.forge(f"{contribution}/support", support="1").status_code == 403
    assert home.forge(f"{small_evening.path}/ideas", text="Mer", step=small_evening.board).status_code == 403
    assert home.forge(f"{small_evening.path}/way-back").status_code == 403
    assert home.forge(f"{small_evening.path}/votes/x/ballot", entry="1").status_code == 403
    home.get(f"{small_evening.path}/mine")
    assert "taken back" in said(home.send("/withdraw").text)
    assert "Mer ljus" not in alva.get(small_evening.path).text


def test_a_way_back_opened_on_anothers_device_shows_its_owner_and_gives_no_new_code(small_evening: Evening) -> None:
    alva, bilal = small_evening.browser(), small_evening.browser()
    alva.send(f"{small_evening.path}/ideas", text="Alvas")
    code = actions.make_way_back(small_evening.who_is(alva))
    bilal.get("/t")
    bilal.send("/t", code=code)
    assert "Alvas" in said(bilal.page)
    assert "/way-back" not in bilal.page


@pytest.mark.parametrize("code", ["", "   ", "ABCD EFGH JKMN", "x" * 401, "<script>alert(1)</script>", "🛹"])
def test_a_wrong_code_is_refused_beside_the_form_that_keeps_it(small_evening: Evening, code: str) -> None:
    cleo = Browser(small_evening.app)
    cleo.get("/t")
    answer = cleo.send("/t", code=code)
    assert answer.status_code in {404, 422}
    assert refusal_on(answer)
    assert form_to(answer.text, "/t").values["code"] == code
    assert "<script>alert" not in answer.text


def test_a_device_finds_the_events_that_it_has_joined(small_evening: Evening, others_evening: Evening) -> None:
    alva = small_evening.browser()
    alva.get(f"/j/{others_evening.code}")
    alva.send(f"/j/{others_evening.code}")
    words = said(alva.get("/t").text)
    assert "Hur blir kvällen bättre?" in words
    assert "Planera våren" in words
    assert "On this device" not in said(Browser(small_evening.app).get("/t").text)
