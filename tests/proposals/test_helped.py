"""Did it help, did you feel listened to: asked of those who said it, told from five answers on, reopened by a no."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from participation import tokens
from participation.db import db
from participation.demo import cast
from participation.events.access import WAY_BACK
from participation.events.contributions.models import Contribution, Support
from participation.people.models import Staff
from participation.proposals.answering.actions import Draft
from participation.proposals.desk import queries as desk
from participation.proposals.helped import actions, queries
from participation.proposals.ledger import queries as ledger
from participation.proposals.ledger.rules import first_break
from participation.proposals.models import HelpedAnswer, Proposal
from participation.proposals.rules import Kind
from tests.cast import LONG_WORD, refusal_of
from tests.proposals.town import LATER, NOW, TODAY, Town, finished, yes

MONTH = dt.timedelta(days=29)


def _done(lindvik: Town, now: dt.datetime = NOW) -> int:
    number = lindvik.made(now=now)
    lindvik.publish(number, yes(), now=now)
    lindvik.publish(number, finished(), by=cast.TOVE, now=now)
    return number


def _asked(lindvik: Town) -> list[str]:
    """Everybody who gave or supported the idea with most support: five."""
    root = lindvik.offers()[0].contribution_ids[0]
    author = db.session.scalars(select(Contribution.participant_id).where(Contribution.id == root)).one()
    stood = db.session.scalars(select(Support.participant_id).where(Support.contribution_id == root)).all()
    db.session.rollback()
    return sorted({str(author), *stood})


def _say(number: int, who: str, helped: str = "yes", listened: int = 3, now: dt.datetime = LATER, **more: Any) -> None:
    actions.answer(number, who, helped, listened, more.get("whys", ["answer"]), now=now)


def test_answers_are_told_from_five_on_each_by_the_latest(lindvik: Town) -> None:
    number, asked = _done(lindvik), _asked(lindvik)
    assert len(asked) >= 5
    for who in asked[:4]:
        _say(number, who)
    assert queries.told(number) is None
    _say(number, asked[4], "no", 0, whys=["slow", "silence"])
    _say(number, asked[0], "half", 2)
    told = queries.told(number)
    assert told is not None
    assert (told.count, told.helped) == (5, {"yes": 3, "half": 1, "no": 1})
    assert (told.listened, told.whys) == ({3: 3, 2: 1, 1: 0, 0: 1}, {"answer": 4, "slow": 1, "silence": 1})
    # Four weeks later the same people are asked again, and their newer answer counts.
    _say(number, asked[4], "yes", 3, now=NOW + MONTH)
    told = queries.told(number)
    assert told is not None
    assert (told.count, told.helped["yes"], told.helped["no"]) == (5, 4, 0)
    assert db.session.scalar(select(func.count()).select_from(HelpedAnswer)) == 6


def test_only_those_who_gave_or_supported_are_asked_and_only_when_it_is_done(lindvik: Town) -> None:
    number, asked = lindvik.made(), _asked(lindvik)
    say = {"helped": "yes", "listened": 3, "whys": [], "now": LATER}
    assert refusal_of(actions.answer, number, asked[0], **say) == "not_done_yet"
    lindvik.publish(number, yes())
    lindvik.publish(number, finished(), by=cast.TOVE)
    assert refusal_of(actions.answer, number, "somebody else", **say) == "not_asked"
    assert refusal_of(actions.answer, number + 1, asked[0], **say) == "not_asked"
    assert refusal_of(actions.answer, number, asked[0], **{**say, "listened": 4}) == "not_a_choice"
    assert refusal_of(actions.answer, number, asked[0], **{**say, "whys": ["forged"]}) == "not_a_choice"
    assert refusal_of(actions.answer, number, asked[0], **say) == "accepted"


def test_a_no_reopens_the_conversation_and_not_the_state(lindvik: Town) -> None:
    number, asked = _done(lindvik), _asked(lindvik)
    tove = lindvik.id_of(cast.TOVE)

    def waits() -> list[str]:
        db.session.rollback()
        return [item.owes for item in desk.desk_of(db.session.get_one(Staff, tove), TODAY).first]

    assert waits() == []
    _say(number, asked[0], "no", 1)
    assert waits() == ["helped"]
    more = Draft(Kind.TOLD, {}, {"words": "Vi kommer till er den 3 maj."})
    lindvik.publish(number, more, by=cast.TOVE, now=LATER + dt.timedelta(minutes=1))
    assert waits() == []
    db.session.rollback()
    assert db.session.get_one(Proposal, number).state == "done"
    _say(number, asked[1], "no", 1, now=LATER + dt.timedelta(minutes=2))
    assert waits() == ["helped"]
    assert first_break(ledger.chain()) is None
    open_one = lindvik.made()
    assert refusal_of(lindvik.publish, open_one, more) == "not_now"


# On the pages


def _coming_back(lindvik: Town, participant_id: str) -> FlaskClient:
    client = lindvik.app.test_client()
    with client.session_transaction() as session:
        session[WAY_BACK] = {lindvik.event_id: participant_id}
    return client


def test_by_the_way_back_one_answers_and_changes_ones_mind(small_lindvik: Town) -> None:
    number, asked = _done(small_lindvik), _asked(small_lindvik)
    page = f"/e/{small_lindvik.event_id}/helped/{number}"
    assert page in small_lindvik.app.test_client().get(f"/f/{number}").get_data(as_text=True)
    for who in asked:
        client = _coming_back(small_lindvik, who)
        assert 'value="no" checked' not in client.get(page).get_data(as_text=True)
        for helped in ("yes", "no"):
            sent = client.post(page, data={"helped": helped, "listened": "0", "why": ["slow"]})
            assert sent.status_code == 303
        assert 'value="no" checked' in client.get(page).get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(HelpedAnswer)) == len(asked)
    assert "told-bars" in small_lindvik.app.test_client().get(f"/f/{number}").get_data(as_text=True)
    tove = small_lindvik.signed_in(cast.TOVE)
    assert "told-bars" in tove.get(f"/staff/proposals/{number}").get_data(as_text=True)
    more = {"id": tokens.new_id(), "words": "Vi kommer."}
    assert tove.post(f"/staff/proposals/{number}/more", data=more).status_code == 303


def test_the_page_of_what_i_gave_asks(small_lindvik: Town) -> None:
    number = _done(small_lindvik)
    root = small_lindvik.offers()[0].contribution_ids[0]
    author = db.session.scalars(select(Contribution.participant_id).where(Contribution.id == root)).one()
    mine = _coming_back(small_lindvik, str(author)).get(f"/e/{small_lindvik.event_id}/mine").get_data(as_text=True)
    assert f"/e/{small_lindvik.event_id}/helped/{number}" in mine


@pytest.mark.parametrize(
    "changes",
    [{"helped": ""}, {"helped": "maybe"}, {"listened": ""}, {"listened": "4"}, {"listened": "²"}, {"why": "forged"},
     {"helped": LONG_WORD}],
)  # fmt: skip
def test_a_wrong_answer_is_refused_with_words(small_lindvik: Town, changes: dict[str, str]) -> None:
    number, asked = _done(small_lindvik), _asked(small_lindvik)
    client = _coming_back(small_lindvik, asked[0])
    form = {"helped": "yes", "listened": "3", "why": "answer", **changes}
    assert client.post(f"/e/{small_lindvik.event_id}/helped/{number}", data=form).status_code == 422
    assert db.session.scalar(select(func.count()).select_from(HelpedAnswer)) == 0


def test_a_stranger_and_somebody_of_another_evening_are_told_who_is_asked(small_lindvik: Town) -> None:
    number = _done(small_lindvik)
    page = f"/e/{small_lindvik.event_id}/helped/{number}"
    form = {"helped": "yes", "listened": "3"}
    stranger = small_lindvik.app.test_client()
    assert stranger.get(page).status_code == 303
    assert stranger.post(page, data=form).status_code == 403
    elsewhere = f"/e/{small_lindvik.other_event_id}/helped/{number}"
    assert stranger.get(elsewhere).status_code == 303
    assert _coming_back(small_lindvik, _asked(small_lindvik)[0]).get(f"{page}9").status_code == 404
