"""One letter to each department with all its places: once, with the table, as it is when it is sent."""

from __future__ import annotations

import csv
import datetime as dt
import email
import email.policy
import io
from email.message import EmailMessage
from pathlib import Path

import pytest

from participation import clock, jobs
from participation.db import db
from participation.events.rehearsals import actions as rehearsals
from participation.refusal import Refusal
from participation.walks.protocol import actions
from participation.walks.protocol.models import ProtocolLetter
from participation.walks.protocol.rules import Answer
from tests.cast import TOVE, at_desk
from tests.reading import Browser, said
from tests.walks.answering import ask, desk_of, places, row, rows_path, save, technical, tove, versions
from tests.walks.walking import Walk


def letters(walk: Walk) -> list[EmailMessage]:
    """What was sent, once the worker has done its work."""
    while jobs.work(once=True):
        pass
    found = sorted((Path(walk.app.config["INSTANCE_DIR"]) / "mail").glob("*.eml"))
    read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found]
    return [message for message in read if isinstance(message, EmailMessage)]


def by() -> dt.date:
    return clock.now().date() + dt.timedelta(days=21)


def write(walk: Walk, answer_by: dt.date | None = None) -> None:
    actions.ask_departments(walk.event_id, walk.step_id, answer_by or by(), walk.leader_id, clock.now())


def test_a_department_gets_one_letter_with_all_its_places_and_the_table(town_walk: Walk) -> None:
    places(town_walk, 4)
    ask(town_walk, 1, 2, 3)
    write(town_walk)
    (message,) = letters(town_walk)
    assert message["To"] == TOVE.email
    body = message.get_body()
    assert body is not None
    text = body.get_content()
    assert all(f"\n{number}. " in text for number in (1, 2, 3))
    assert "\n4. " not in text
    assert (rows_path(town_walk) in text, by().isoformat() in text) == (True, True)
    assert "Lampa 0" not in text, "what people wrote is not sent around"


def test_the_table_comes_back_as_it_went_out(walk: Walk) -> None:
    places(walk, 3)
    ask(walk, 1, 2)
    write(walk)
    (message,) = letters(walk)
    (table,) = message.iter_attachments()
    assert table.get_filename().endswith(".csv")
    raw = table.get_payload(decode=True)
    assert isinstance(raw, bytes)
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(lines) == 3
    before = versions(walk)
    desk = at_desk(walk.app, TOVE)
    desk.get(rows_path(walk))
    answer = desk.send("/table", file=(io.BytesIO(raw), "protokoll.csv"))
    assert (answer.status_code, versions(walk)) == (200, before), "nothing was filled in"


def test_pressed_twice_it_is_one_letter_and_the_page_says_when(walk: Walk) -> None:
    places(walk, 2)
    ask(walk, 1, 2)
    desk = desk_of(walk)
    for _twice in range(2):
        answer = desk.send("/letters", answer_by=by().isoformat())
        assert answer.status_code == 200
    assert "about 2 places, to answer by" in said(answer.text)
    assert (len(letters(walk)), db.session.query(ProtocolLetter).count()) == (1, 1)


def test_more_places_are_another_letter(walk: Walk) -> None:
    places(walk, 2)
    ask(walk, 1)
    write(walk)
    ask(walk, 2)
    write(walk)
    assert len(letters(walk)) == 2


def test_who_has_answered_everything_meanwhile_gets_none(walk: Walk) -> None:
    places(walk, 1)
    ask(walk, 1)
    write(walk)
    save(walk, Answer("nothing", technical(), words="Nej"), seen=row(walk).version, editor=tove())
    assert letters(walk) == []


@pytest.mark.parametrize("asked", [False, True])
def test_it_is_refused_when_nobody_could_get_it_or_the_day_has_passed(walk: Walk, asked: bool) -> None:
    places(walk, 1)
    if asked:
        ask(walk, 1)
    with pytest.raises(Refusal, match="day_has_passed" if asked else "nobody_to_ask"):
        write(walk, clock.now().date() - dt.timedelta(days=2) if asked else None)
    assert letters(walk) == []


def test_a_rehearsal_writes_to_nobody(walk: Walk) -> None:
    places(walk, 1)
    ask(walk, 1)
    rehearsal = rehearsals.begin(walk.event_id, walk.leader_id, clock.now())
    with pytest.raises(Refusal):
        actions.ask_departments(rehearsal, walk.step_id, by(), walk.leader_id, clock.now())
    assert letters(walk) == []


@pytest.mark.parametrize("typed", ["", "imorgon", "2026-13-45", "9999-01-01", "å" * 500])
def test_what_is_no_day_is_refused_with_words(walk: Walk, typed: str) -> None:
    places(walk, 1)
    ask(walk, 1)
    answer = desk_of(walk).send("/letters", answer_by=typed)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_only_who_leads_writes_to_departments(walk: Walk) -> None:
    places(walk, 1)
    ask(walk, 1)
    path = f"{walk.path}/walks/{walk.step_id}/protocol/letters"
    assert at_desk(walk.app, TOVE).forge(path, answer_by=by().isoformat()).status_code == 403
    assert Browser(walk.app).forge(path, answer_by=by().isoformat()).status_code in (302, 303, 401, 403)
    assert "letters" not in at_desk(walk.app, TOVE).get(rows_path(walk)).text
