"""Who promised an answer is reminded before the day and after it, and nothing ends in silence."""

from __future__ import annotations

import datetime as dt

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from participation import clock, db, jobs, mail
from participation.dialogues.questions import actions, reminders
from participation.jobs.models import Job
from participation.people import actions as people
from tests.cast import KIM, OMAR, PETRA, TOVE, account
from tests.dialogues.talk import Talk

DAY = dt.timedelta(days=1)


def due(talk: Talk) -> dt.date:
    return dt.date.fromisoformat(waiting(talk)[0].payload["facts"]["due"])


def waiting(_talk: Talk, kind: str = actions.REMINDER) -> list[Job]:
    db.db.session.rollback()
    return list(db.db.session.scalars(select(Job).where(Job.key.like(f"mail:{kind}:%")).order_by(Job.due_at)))


def letters(talk: Talk, monkeypatch: pytest.MonkeyPatch, kind: str = actions.REMINDER) -> list[mail.Letter]:
    """What is written on the days on which the letters are sent."""
    writer = {actions.REMINDER: reminders.write, actions.SILENCE: reminders.write_to_leader}[kind]
    found = []
    for job in waiting(talk, kind):
        with monkeypatch.context() as later:
            later.setattr(clock, "now", lambda at=job.due_at: at)
            found.append(writer(job.payload["facts"]))
    return [letter for letter in found if letter is not None]


def words(letter: mail.Letter) -> str:
    with force_locale("en"):
        return str(letter.paragraphs[0])


def test_many_questions_that_are_promised_for_one_day_make_one_letter_each_time(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("När byggs hallen?", "Varför är det mörkt?"):
        talk.promise(talk.ask(text), PETRA)
    assert [job.due_at.date() - due(talk) for job in waiting(talk)] == [-3 * DAY, DAY, 8 * DAY]
    before, *after = letters(talk, monkeypatch)
    assert (before.to, before.path) == (PETRA.email, "/staff/questions")
    assert "promised to answer 2 of the questions" in words(before)
    assert ["That day has passed" in words(letter) for letter in after] == [True, True]


def test_a_week_later_the_leaders_are_told_too(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.promise(talk.ask("När byggs hallen?"), PETRA)
    (told,) = letters(talk, monkeypatch, actions.SILENCE)
    assert (told.to, told.path) == (OMAR.email, f"/e/{talk.event_id}/lead")
    assert PETRA.name in words(told)


def test_what_is_answered_is_not_asked_for_again(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    question, other = talk.ask("När byggs hallen?"), talk.ask("Varför är det mörkt?")
    for each in (question, other):
        talk.promise(each, PETRA)
    actions.write_answer(talk.event_id, question, "a", "I april.", account(PETRA).id, clock.now())
    assert all("answer 1 of the questions" in words(letter) for letter in letters(talk, monkeypatch))
    actions.write_answer(talk.event_id, other, "b", "Lampan är trasig.", account(PETRA).id, clock.now())
    assert letters(talk, monkeypatch) == letters(talk, monkeypatch, actions.SILENCE) == []


def test_who_takes_over_is_reminded_and_who_left_is_not(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.promise(talk.ask("När byggs hallen?"), PETRA)
    people.close_account(account(PETRA).id, by_id=account(OMAR).id, successor_id=account(TOVE).id, now=clock.now())
    assert {letter.to for letter in letters(talk, monkeypatch)} == {TOVE.email}


def test_a_promise_for_another_day_or_by_another_silences_the_first(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = talk.ask("När byggs hallen?")
    talk.promise(question, PETRA, days=7)
    talk.promise(question, KIM, days=20)
    assert {letter.to for letter in letters(talk, monkeypatch)} == {KIM.email}


def test_the_worker_sends_them(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.promise(talk.ask("När byggs hallen?"), PETRA)
    last = waiting(talk)[-1].due_at
    monkeypatch.setattr(clock, "now", lambda: last + dt.timedelta(hours=1))
    jobs.work(once=True)
    assert waiting(talk) == waiting(talk, actions.SILENCE) == []
