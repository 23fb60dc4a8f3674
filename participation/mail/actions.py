"""Posting letters and handing them over."""

from __future__ import annotations

import datetime as dt
import os
import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app
from flask_babel import LazyString, force_locale
from sqlalchemy.orm import Session

from participation import jobs
from participation.config import MailServer
from participation.jobs import actions as queue
from participation.mail import rules

JOB = "mail"

PATIENCE = jobs.Patience(
    pauses=tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720)),
    repeats=1,
)
"""When the mail server does not take a letter: again, for most of a day. When the worker died over it, nobody knows
whether it went: once more, and not a third time."""

TIMEOUT = 10.0
"""Seconds that the mail server has for each answer; all of them together stay below a job's lease."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text that comes along as a file."""

    filename: str
    mimetype: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody is told, in texts that are put into the receiver's language when they are sent.

    `path` is the page that it leads to. A POST to `stop_path` ends such letters: mail readers offer it as one button.
    """

    to: str
    language: str
    subject: str | LazyString
    paragraphs: Sequence[str | LazyString]
    path: str = ""
    attachments: Sequence[Attachment] = ()
    stop_path: str = ""


Writer = Callable[[Mapping[str, Any]], Letter | None]
"""Writes a letter from its facts at the moment of sending; None when there is no longer anything to tell."""


def register(app: Flask, kind: str, writer: Writer) -> None:
    """Say who writes letters of `kind`."""
    app.extensions.setdefault("letter_writers", {})[kind] = writer


def post(session: Session, kind: str, key: str, due_at: dt.datetime, facts: Mapping[str, Any]) -> None:
    """Have a letter written and sent when it is due, if the caller's transaction succeeds.

    `key` says which delivery it is: posted twice, it is one. `facts` are ids, never words or addresses.
    """
    queue.enqueue(session, JOB, f"{JOB}:{key}", due_at, {"letter": kind, "key": key, "facts": dict(facts)})


def deliver(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """Write a letter and hand it over."""
    writer: Writer = current_app.extensions["letter_writers"][payload["letter"]]
    letter = writer(payload["facts"])
    if letter is not None:
        hand_over(letter, payload["key"], now)


def hand_over(letter: Letter, key: str, now: dt.datetime) -> None:
    """Hand a letter over now, from a job of the caller's own; with the same `key` again it is the same message."""
    try:
        message = _message(letter, key, now)
    except ValueError as problem:
        raise jobs.Hopeless("no address") from problem
    server: MailServer | None = current_app.config["MAIL_SERVER"]
    if server is None:
        _write(message, Path(current_app.config["INSTANCE_DIR"]) / "mail" / f"{rules.identity(key)}.eml")
    else:
        _send(message, server)


def _message(letter: Letter, key: str, now: dt.datetime) -> EmailMessage:
    public: str = current_app.config["PUBLIC_URL"]
    with force_locale(letter.language):
        paragraphs = [str(text) for text in letter.paragraphs]
        subject = str(letter.subject)
    if letter.path:
        paragraphs.append(f"{public}{letter.path}")
    paragraphs.append(f"-- \nTråden, {current_app.config['MUNICIPALITY']}\n")
    message = rules.message_of(
        key=key,
        sender=current_app.config["MAIL_FROM"] or f"Tråden <{current_app.config['CONTACT_EMAIL']}>",
        to=letter.to,
        subject=subject,
        body="\n\n".join(paragraphs),
        domain=urlsplit(public).hostname or "traden.invalid",
        language=letter.language,
        now=now,
        stop=f"{public}{letter.stop_path}" if letter.stop_path else "",
    )
    for each in letter.attachments:
        main, _slash, kind = each.mimetype.partition("/")
        message.add_attachment(each.text.encode(), maintype=main, subtype=kind, filename=each.filename)
    return message


def _write(message: EmailMessage, path: Path) -> None:
    """Without a mail server: a file that a mail reader opens. Written again, it is the same file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(message.as_bytes(policy=SMTP))


def _send(message: EmailMessage, server: MailServer) -> None:
    try:
        with closing(_connection(server)) as connection:
            if server.user:
                connection.login(server.user, server.password)
            sender = parseaddr(str(message["From"]))[1]
            connection.sendmail(sender, [parseaddr(str(message["To"]))[1]], message.as_bytes(policy=SMTP))
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()  # the letter is taken: how the farewell goes is no failure
    except smtplib.SMTPRecipientsRefused as problem:
        if all(code >= 500 for code, _words in problem.recipients.values()):
            raise jobs.Hopeless("refused for good") from None
        raise
    except smtplib.SMTPDataError as problem:
        if problem.smtp_code >= 500:
            raise jobs.Hopeless("refused for good") from None
        raise


def _connection(server: MailServer) -> smtplib.SMTP:
    """A connection that is encrypted, unless the mail server is on this machine."""
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=ssl.create_default_context())
    connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    if server.security == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection
