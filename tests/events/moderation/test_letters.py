"""The adult on duty is written to when something waits unread, seldom, and without a word of it."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from pathlib import Path

from sqlalchemy import select

from participation import db, tokens
from participation.events.contributions.actions import Gift
from participation.events.duty import actions, queries, rules
from participation.events.duty.models import DutyLetter
from participation.ideas import actions as ideas
from participation.jobs import worker
from participation.jobs.models import Job
from tests.cast import ASTRID, KIM, Evening, account

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
DANGER = "Pappa slår mig när han kommer hem"


def give(evening: Evening, at: dt.datetime) -> None:
    gift = Gift(tokens.new_id(), evening.event_id, evening.board, evening.join(), ideas.KIND, DANGER, "sv")
    ideas.give_idea(gift, at)


def sent(evening: Evening, now: dt.datetime) -> list[tuple[str, str, str]]:
    """All that was sent until `now`: to whom, subject, body."""
    while worker.do_one(now):
        pass
    db.db.session.rollback()
    folder = Path(evening.app.config["INSTANCE_DIR"]) / "mail"
    letters = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in folder.glob("*")]
    return [(str(one["To"]), str(one["Subject"]), one.get_content()) for one in letters]  # type: ignore[attr-defined]


def test_a_letter_comes_within_a_minute_and_says_nothing_of_what_was_written(evening: Evening) -> None:
    actions.choose_adult(evening.event_id, account(KIM).id, NOW - dt.timedelta(hours=1))
    assert sent(evening, NOW) == []
    give(evening, NOW)
    assert sent(evening, NOW) == []
    ((to, subject, body),) = sent(evening, NOW + MINUTE)
    assert to == KIM.email
    assert evening.event.title in subject
    assert "/staff/duty" in body
    for secret in (DANGER, "Pappa", "slår", "idé", evening.event_id, evening.code):
        assert secret not in subject + body
    payloads = [job.payload for job in db.db.session.scalars(select(Job))]
    assert not payloads


def test_who_reads_it_on_the_page_gets_no_letter(evening: Evening) -> None:
    kim = account(KIM).id
    actions.choose_adult(evening.event_id, kim, NOW)
    give(evening, NOW)
    actions.read(queries.alarms(kim)[0].id, kim, NOW)
    assert sent(evening, NOW + 10 * MINUTE) == []


def test_many_alerts_are_one_letter_in_five_minutes_and_none_is_forgotten(evening: Evening) -> None:
    actions.choose_adult(evening.event_id, account(KIM).id, NOW - dt.timedelta(hours=1))
    for seconds in (0, 1, 20):
        give(evening, NOW + dt.timedelta(seconds=seconds))
    assert len(sent(evening, NOW + MINUTE)) == 1
    for seconds in (61, 62, 90):
        give(evening, NOW + dt.timedelta(seconds=seconds))
    assert len(sent(evening, NOW + 5 * MINUTE)) == 1
    assert len(sent(evening, NOW + 6 * MINUTE)) == 2
    assert len(sent(evening, NOW + dt.timedelta(hours=1))) == 2


def test_without_an_adult_on_duty_nobody_is_written_to_and_who_comes_on_duty_is(evening: Evening) -> None:
    give(evening, NOW)
    assert db.db.session.scalars(select(DutyLetter)).all() == []
    actions.choose_adult(evening.event_id, account(ASTRID).id, NOW)
    actions.choose_adult(evening.event_id, account(KIM).id, NOW)
    assert [to for to, _subject, _body in sent(evening, NOW + MINUTE)] == [KIM.email]


def test_the_next_letter_is_reckoned_from_the_last() -> None:
    assert rules.next_letter(None, NOW) == NOW + MINUTE
    assert rules.next_letter(NOW + MINUTE, NOW) is None
    assert rules.next_letter(NOW, NOW) == NOW + 5 * MINUTE
    assert rules.next_letter(NOW - 10 * MINUTE, NOW) == NOW + MINUTE
