"""A youth worker catches a wish in ten seconds; who said it finds back; it becomes a proposal or is passed on."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import func, select

from participation import clock, tokens
from participation.catching import actions, queries
from participation.db import db
from participation.events import activities
from participation.events.contributions.models import Contribution
from participation.events.duty.models import Alert
from participation.events.models import Event
from participation.events.participants import queries as participants
from tests.cast import LONG_WORD, OLGA, OMAR, WORDS, Evening, account, at_desk, refusal_of
from tests.reading import Browser

NOW = dt.datetime(2026, 11, 22, 20, 0, tzinfo=dt.UTC)
ZONE = "Europe/Stockholm"


def _catch(evening: Evening, text: str, wish_id: str = "", now: dt.datetime = NOW) -> actions.Caught:
    wish_id = wish_id or tokens.new_id()
    by_id = account(OMAR).id
    return actions.catch(evening.process_id, wish_id, text, by_id=by_id, language="sv", zone=ZONE, now=now)


def _count(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_wish_is_caught_once_and_leads_back_to_who_said_it(evening: Evening) -> None:
    first = _catch(evening, "En bänk här", "the-same-form")
    again = _catch(evening, "En bänk här", "the-same-form")
    assert (again.event_id, again.contribution_id) == (first.event_id, first.contribution_id)
    assert _count(Contribution) == 1
    who = participants.by_way_back(again.code)
    wish = db.session.get_one(Contribution, "the-same-form")
    assert who is not None
    assert (wish.participant_id, wish.text, wish.event_id) == (who.id, "En bänk här", who.event_id)
    assert [offer.text for offer in activities.offers(first.event_id)] == ["En bänk här"]


def test_one_event_a_month_holds_what_is_caught(evening: Evening) -> None:
    november = {_catch(evening, text).event_id for text in WORDS}
    december = _catch(evening, "Is på planen", now=NOW + dt.timedelta(days=20)).event_id
    assert (len(november), december in november) == (1, False)
    event = db.session.get_one(Event, december)
    assert (event.title, event.method, event.hear_back_on) == ("Ute på stan 2026-12", "out-in-town", None)


def test_what_suggests_danger_reaches_the_adult_on_duty(evening: Evening) -> None:
    _catch(evening, "Pappa slår mig")
    assert _count(Alert) == 1


def test_a_wish_is_passed_on_and_who_said_it_sees_to_whom(evening: Evening) -> None:
    caught = _catch(evening, "Nät i basketkorgen")
    omar = account(OMAR).id
    for whom in ("Parkenheten", "Gatuenheten"):
        actions.pass_on(caught.contribution_id, whom, by_id=omar, now=NOW)
    with evening.app.test_request_context():
        became = activities.carried_on([caught.contribution_id])[caught.contribution_id]
        assert (became.title, became.address) == ("Gatuenheten", "")
        wish = queries.lately([evening.process_id])[0]
    assert (wish.text, wish.became) == ("Nät i basketkorgen", became)
    assert refusal_of(actions.pass_on, "nothing", "x", by_id=omar, now=NOW) == "no_such_wish"


# On the phone


def _form(evening: Evening, **changes: str) -> dict[str, str]:
    return {"id": "a-wish-form", "text": "En bänk här", "process": evening.process_id, **changes}


def test_ten_seconds_on_the_phone(small_evening: Evening) -> None:
    omar = at_desk(small_evening.app, OMAR)
    assert "autofocus" in omar.get("/staff/catch").get_data(as_text=True)
    caught = omar.forge("/staff/catch", **_form(small_evening)).get_data(as_text=True)
    found = re.search(r'class="code big">([^<]+)<', caught)
    assert found is not None
    said = Browser(small_evening.app)
    said.get("/t")
    mine = said.send("/t", code=found[1])
    assert "En bänk här" in mine.get_data(as_text=True)
    listed = omar.get("/staff/catch").get_data(as_text=True)
    assert "En bänk här" in listed
    assert "from=a-wish-form" in listed
    assert omar.forge("/staff/catch/a-wish-form/pass-on", to_whom="Parkenheten").status_code in {200, 303}
    assert "Parkenheten" in said.get(mine.request.path).get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"text": ""}, 422), ({"text": "x" * 501}, 422), ({"process": "forged"}, 422), ({"id": ""}, 400),
     ({"id": "<x>"}, 400), ({"text": LONG_WORD}, 200), ({"text": WORDS[3]}, 200)],
)  # fmt: skip
def test_bad_input_is_refused_with_words(small_evening: Evening, changes: dict[str, str], status: int) -> None:
    answer = at_desk(small_evening.app, OMAR).forge("/staff/catch", **_form(small_evening, **changes))
    assert answer.status_code == status
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_anothers_process_and_anothers_wish_are_closed(small_evening: Evening, others_evening: Evening) -> None:
    olga = at_desk(small_evening.app, OLGA)
    assert olga.forge("/staff/catch", **_form(small_evening)).status_code == 422
    caught = _catch(small_evening, "En bänk", now=clock.now())
    assert olga.forge(f"/staff/catch/{caught.contribution_id}/pass-on", to_whom="x").status_code == 403
    idea = others_evening.give("En idé på en kväll")
    assert olga.forge(f"/staff/catch/{idea}/pass-on", to_whom="x").status_code == 404
    assert "En bänk" not in olga.get("/staff/catch").get_data(as_text=True)
