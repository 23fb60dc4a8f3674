"""Who owes something is written to before the day and after it, and not when it is met or moved."""

from __future__ import annotations

import datetime as dt

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from participation import clock, mail
from participation.db import db
from participation.demo import cast
from participation.jobs.models import Job
from participation.mail.reminders import AFTER, BEFORE
from participation.proposals import reminders
from tests.proposals.town import NOW, TODAY, Town, finished, promised, wish, yes

DAY = dt.timedelta(days=1)


def _waiting() -> list[tuple[str, dt.datetime]]:
    db.session.rollback()
    rows = db.session.execute(select(Job.key, Job.due_at).where(Job.key.like("mail:reminder:%")).order_by(Job.id))
    return [(key.removeprefix("mail:reminder:"), due_at) for key, due_at in rows]


def _letter(
    monkeypatch: pytest.MonkeyPatch, number: int, due: dt.date, when: str, today: dt.date
) -> mail.Letter | None:
    db.session.rollback()
    moment = dt.datetime.combine(today, dt.time(8), tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return reminders.write({"number": number, "due": due.isoformat(), "when": when})


def test_a_new_proposal_has_both_letters_written(lindvik: Town) -> None:
    number = lindvik.made()
    reply_by = TODAY + 21 * DAY
    assert [key for key, _due in _waiting()] == [f"{number}:{reply_by}:before", f"{number}:{reply_by}:after"]
    assert [due.date() - reply_by for _key, due in _waiting()] == [-3 * DAY, DAY]


def test_the_letter_goes_to_who_answers_and_says_what_waits(lindvik: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    number, reply_by = lindvik.made(), TODAY + 21 * DAY
    before = _letter(monkeypatch, number, reply_by, BEFORE, reply_by - 3 * DAY)
    after = _letter(monkeypatch, number, reply_by, AFTER, reply_by + DAY)
    assert before is not None
    assert after is not None
    assert (before.to, before.path) == (cast.PETRA.email, f"/staff/proposals/{number}")
    with lindvik.app.test_request_context(), force_locale("en"):
        assert "That day has passed" in str(after.paragraphs[0])
        assert "Ljus på gångvägen" in str(before.paragraphs[0])


def test_nothing_is_written_when_the_day_was_met_moved_or_passed(
    lindvik: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, reply_by = lindvik.made(), TODAY + 21 * DAY
    assert _letter(monkeypatch, number, reply_by, BEFORE, reply_by + DAY) is None
    assert _letter(monkeypatch, number, reply_by - DAY, BEFORE, TODAY) is None
    assert _letter(monkeypatch, number + 1, reply_by, BEFORE, TODAY) is None
    lindvik.publish(number, wish())
    assert _letter(monkeypatch, number, reply_by, BEFORE, reply_by - 3 * DAY) is None


def test_who_promised_is_written_to(lindvik: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    number, due = lindvik.made(), dt.date(2026, 10, 17)
    lindvik.publish(number, yes())
    lindvik.publish(number, promised("a-promise", due), by=cast.TOVE)
    letter = _letter(monkeypatch, number, due, AFTER, due + DAY)
    assert letter is not None
    assert letter.to == cast.TOVE.email
    lindvik.publish(number, finished(), by=cast.TOVE)
    assert _letter(monkeypatch, number, due, AFTER, due + DAY) is None


def test_letters_of_days_gone_by_are_not_posted(lindvik: Town) -> None:
    long_ago = NOW - 200 * DAY
    lindvik.made(now=long_ago)
    count = len(_waiting())
    number = lindvik.made()
    lindvik.publish(number, yes())
    lindvik.publish(number, promised("soon", TODAY + DAY), by=cast.TOVE)
    assert [key.rpartition(":")[2] for key, _due in _waiting()[count + 2 :]] == ["after"]
