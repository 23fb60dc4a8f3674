"""Letters: written when they are sent, handed over once, at most once more after a crash, with nothing in the log."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import logging
import re
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from participation import config, jobs, mail
from participation.config import MailServer, SettingError
from participation.db import db, writing
from participation.jobs import actions as queue
from participation.jobs import worker
from participation.jobs.models import Job
from participation.mail import actions, rules
from tests.mail.conftest import Office

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
KIM = "kim@lindvik.example"
HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language"),
    *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
}


def letter(_facts: Mapping[str, Any]) -> mail.Letter:
    return mail.Letter(KIM, "sv", "Åtta\r\nBcc: all@lindvik.example", [_l("Nothing yet."), "Två rader"], "/staff/duty")


def nobody(_facts: Mapping[str, Any]) -> None:
    return None


@pytest.fixture
def posted(town: Flask) -> Flask:
    """A town in which one letter waits."""
    mail.register(town, "test", letter)
    with writing() as session:
        for _twice in range(2):
            mail.post(session, "test", "one", NOW, {"id": "x"})
    return town


def left() -> list[Job]:
    db.session.rollback()
    return list(db.session.scalars(select(Job)))


def files(app: Flask) -> list[Path]:
    return sorted((Path(app.config["INSTANCE_DIR"]) / "mail").glob("*"))


def read(raw: bytes) -> EmailMessage:
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


# Writing


def test_without_a_mail_server_a_letter_is_a_file_that_only_its_owner_reads(posted: Flask) -> None:
    posted.config["PUBLIC_URL"] = "https://traden.example"
    assert jobs.work(once=True) == 1
    (path,) = files(posted)
    assert (path.suffix, path.stat().st_mode & 0o077) == (".eml", 0)
    message = read(path.read_bytes())
    assert (message["To"], message["Auto-Submitted"]) == (KIM, "auto-generated")
    assert message["From"] == "Tråden <ungdom@lindvik.example>"
    body = message.get_content()
    assert "https://traden.example/staff/duty" in body
    assert "Två rader" in body
    assert "Nothing yet." not in body, "in the receiver's language"
    assert str(message["Message-ID"]).endswith("@traden.example>")
    assert left() == []


def test_a_letter_that_has_nothing_to_tell_any_more_is_not_sent(posted: Flask) -> None:
    mail.register(posted, "test", nobody)
    assert jobs.work(once=True) == 1
    assert (files(posted), left()) == ([], [])


@pytest.mark.parametrize("typed", ["Kväll\r\nBcc: x@y.example", "a\nb", "\x00\x1b", "å" * 500, "🛹 ملعب", ""])
def test_nothing_that_was_typed_adds_a_header(typed: str) -> None:
    message = rules.message_of(
        key="one", sender=f"{typed} <a@b.example>" if typed.isprintable() else "a@b.example", to=KIM, subject=typed,
        body=f"{typed}\r\n.\r\nMAIL FROM:<x>", domain="traden.example", language="sv", now=NOW,
    )  # fmt: skip
    again = read(message.as_bytes())
    assert set(again.keys()) == HEADERS
    assert len(again.keys()) == len(HEADERS)
    assert not re.search(r"[\r\n]", str(again["Subject"]))
    assert all(len(line) < 998 for line in message.as_bytes().split(b"\r\n"))


@pytest.mark.parametrize("address", ["", "kim", "kim@lindvik.example, all@lindvik.example", "k\r\nBcc: a@b.example"])
def test_a_letter_to_what_is_no_address_is_given_up_at_once(town: Flask, address: str) -> None:
    mail.register(town, "test", lambda _facts: mail.Letter(address, "sv", "Hej", ["Hej"]))
    with writing() as session:
        mail.post(session, "test", "one", NOW, {})
    assert jobs.work(once=True) == 1
    assert [job.failed_at is not None for job in left()] == [True]
    assert files(town) == []


# Handing over


def test_a_mail_server_is_given_the_letter_once(posted: Flask, office: Office) -> None:
    posted.config["MAIL_SERVER"] = office.server
    assert jobs.work(once=True) == 1
    ((to, text),) = office.taken
    assert to.upper() == f"RCPT TO:<{KIM}>".upper()
    assert read(text.encode())["Subject"] == "Åtta Bcc: all@lindvik.example"
    assert (left(), files(posted)) == ([], [])


def test_a_farewell_that_goes_wrong_does_not_send_the_letter_again(posted: Flask, office: Office) -> None:
    posted.config["MAIL_SERVER"] = office.server
    office.answers["QUIT"] = "500 what?"
    assert jobs.work(once=True) == 1
    assert (len(office.taken), left()) == (1, [])


@pytest.mark.parametrize(
    ("verb", "answer", "tried_again"),
    [
        ("RCPT", "550 nobody here", False),
        ("end", "554 no", False),
        ("RCPT", "450 later", True),
        ("end", "451 later", True),
        ("hello", "421 busy", True),
        ("MAIL", "550 not from you", True),
    ],
)
def test_what_is_refused_for_good_is_given_up_and_everything_else_is_tried_again(
    posted: Flask, office: Office, verb: str, answer: str, tried_again: bool, caplog: pytest.LogCaptureFixture
) -> None:
    posted.config["MAIL_SERVER"] = office.server
    office.answers[verb] = answer
    assert worker.do_one(NOW)
    (job,) = left()
    assert (job.failed_at is None) == tried_again
    assert "kim" not in caplog.text
    assert caplog.records
    if tried_again:
        assert job.leased_until == NOW + dt.timedelta(minutes=1)
        office.answers.clear()
        office.taken.clear()
        assert not worker.do_one(NOW)
        assert worker.do_one(NOW + dt.timedelta(minutes=1))
        assert len(office.taken) == 1


def test_pauses_grow_and_end(posted: Flask) -> None:
    posted.config["MAIL_SERVER"] = MailServer("127.0.0.1", 1, "", "", "none")
    now, waits = NOW, []
    while worker.do_one(now):
        job = left()[0]
        assert job.leased_until is not None
        waits.append(job.leased_until - now)
        now = job.leased_until
    assert tuple(waits) == actions.PATIENCE.pauses
    assert left()[0].failed_at is not None


def test_a_letter_over_which_the_worker_died_goes_once_more_as_the_same_message(
    posted: Flask, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    posted.config["MAIL_SERVER"] = office.server
    now = NOW
    for _death in range(2):
        job = queue.lease(now)
        assert job is not None
        now += queue.LEASE
        if _death == 0:
            assert worker.do_one(now)
            assert left() == []
            with writing() as session:
                mail.post(session, "test", "one", NOW, {"id": "x"})
    assert len(office.taken) == 1
    queue.lease(now)
    now += queue.LEASE
    with caplog.at_level(logging.ERROR):
        assert worker.do_one(now)
    assert len(office.taken) == 1, "not a third time"
    assert left()[0].failed_at is not None
    assert rules.identity("one") in office.taken[0][1]


def test_it_is_never_sent_in_the_clear_over_a_network(posted: Flask, office: Office) -> None:
    posted.config["MAIL_SERVER"] = MailServer("127.0.0.1", office.port, "kim", "secret", "starttls")
    assert worker.do_one(NOW)
    assert office.taken == []
    assert left()[0].failures == 1


# Settings


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("smtp://kim%40x:p%3Ass@mail.example", ("mail.example", 587, "kim@x", "p:ss", "starttls")),
        ("smtps://mail.example", ("mail.example", 465, "", "", "tls")),
        ("smtp://localhost:2525", ("localhost", 2525, "", "", "none")),
    ],
)
def test_a_mail_server_is_read_from_its_address(tmp_path: Path, value: str, expected: tuple[object, ...]) -> None:
    environ = {"MAIL_SERVER": value, "INSTANCE_DIR": str(tmp_path), "PUBLIC_URL": "https://traden.example"}
    found = config.load(environ)["MAIL_SERVER"]
    assert (found.host, found.port, found.user, found.password, found.security) == expected
    assert "p:ss" not in repr(found)


@pytest.mark.parametrize("value", ["mail.example", "http://mail.example", "smtp://u:secret@host:port", "smtp://"])
def test_a_wrong_mail_server_is_told_without_its_password(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingError) as problem:
        config.load({"MAIL_SERVER": value, "INSTANCE_DIR": str(tmp_path), "PUBLIC_URL": "https://traden.example"})
    assert "secret" not in str(problem.value)


def test_letters_need_an_address_to_lead_to_and_one_to_come_from(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="PUBLIC_URL"):
        config.load({"MAIL_SERVER": "smtp://mail.example", "INSTANCE_DIR": str(tmp_path)})
    for wrong in ("nobody", "a@b, c@d", "a@b\r\nBcc: c@d"):
        with pytest.raises(SettingError, match="MAIL_FROM"):
            config.load({"MAIL_FROM": wrong, "INSTANCE_DIR": str(tmp_path)})
