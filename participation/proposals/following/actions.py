"""Beginning to follow, confirming it, stopping. Each is safe to send twice, and says the same the second time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from participation import db, mail, tokens
from participation.jobs import actions as queue
from participation.proposals.following import letters, queries, rules
from participation.proposals.following.models import Follower, Following, QuietMailbox, Telling, TellingEntry
from participation.proposals.following.rules import Channel, Rhythm, Subject
from participation.push.sending import Browser

TIDY = "following.tidy"


def follow_by_mail(address: str, subject: Subject, *, rhythm: str, language: str, now: dt.datetime) -> None:
    """Somebody wants to be written to; a letter asks whoever reads that mailbox whether it is meant.

    Whether the mailbox was known, waits already or wants to be left alone: nobody can tell from outside.
    """
    mailbox = rules.mailbox(address)
    with _at_the_same_moment(), db.writing() as session:
        if _is_quiet(session, mailbox, now):
            return
        follower = session.scalar(select(Follower).where(Follower.mailbox == mailbox).with_for_update())
        if follower is None:
            follower = Follower(id=tokens.new_id(), channel=Channel.MAIL.value, rhythm=rhythm, language=language)
            follower.address, follower.mailbox = address, mailbox
            session.add(follower)
            session.flush()
        _follow(session, follower.id, subject, now, confirmed_at=None)
        _ask(session, follower, now)


def follow_by_push(browser: Browser, subject: Subject, *, language: str, now: dt.datetime) -> str:
    """A browser takes notices: its owner said so there. Returns its follower's id."""
    follower_id = queries.id_of_browser(browser.endpoint)
    with _at_the_same_moment(), db.writing() as session:
        follower = session.get(Follower, follower_id, with_for_update=True)
        if follower is None:
            follower = Follower(id=follower_id, channel=Channel.PUSH.value, rhythm=Rhythm.AT_ONCE.value)
            session.add(follower)
        follower.endpoint, follower.p256dh, follower.auth = browser.endpoint, browser.p256dh, browser.auth
        follower.language = language
        session.flush()
        _follow(session, follower_id, subject, now, confirmed_at=now)
    return follower_id


def follow_by_address(subject: Subject, once: str, language: str, now: dt.datetime) -> str:
    """A private address is made, with a feed and a calendar; returns its follower's id. The same form makes one."""
    follower_id = tokens.id_of("follower", "address", once)
    with _at_the_same_moment(), db.writing() as session:
        if session.get(Follower, follower_id) is None:
            daily = Rhythm.DAILY.value
            session.add(Follower(id=follower_id, channel=Channel.ADDRESS.value, rhythm=daily, language=language))
            session.flush()
        _follow(session, follower_id, subject, now, confirmed_at=now)
    return follower_id


def follow_more(follower_id: str, subject: Subject, now: dt.datetime) -> None:
    """Who has the follower's own page follows one thing more."""
    with _at_the_same_moment(), db.writing() as session:
        _follow(session, follower_id, subject, now, confirmed_at=now)


def confirm(follower_id: str, now: dt.datetime) -> None:
    """Whoever reads the mailbox means it: what waits is followed from now on."""
    with db.writing() as session:
        waits = (Following.follower_id == follower_id, Following.confirmed_at.is_(None))
        session.execute(update(Following).where(*waits).values(confirmed_at=now))
        session.execute(update(Follower).where(Follower.id == follower_id).values(asked=0))


def set_rhythm(follower_id: str, rhythm: str) -> None:
    """Be told each time, or once a day; from the next message on."""
    with db.writing() as session:
        session.execute(update(Follower).where(Follower.id == follower_id).values(rhythm=rhythm))


def unfollow(follower_id: str, following_id: int) -> None:
    """One thing less. Who follows nothing is forgotten."""
    with db.writing() as session:
        own = select(Following.id).where(Following.follower_id == follower_id, Following.id == following_id)
        let_go(session, session.scalars(own).all())


def stop(follower_id: str, now: dt.datetime) -> None:
    """Nothing any more: the follower is forgotten. A mailbox that never said yes cannot be asked for a while."""
    with db.writing() as session:
        follower = session.get(Follower, follower_id, with_for_update=True)
        if follower is None:
            return
        of_follower = select(Following).where(Following.follower_id == follower_id)
        followings = session.scalars(of_follower).all()
        if follower.mailbox and all(following.confirmed_at is None for following in followings):
            session.merge(QuietMailbox(mailbox_hash=queries.mailbox_hash(follower.mailbox), until=now + rules.QUIET))
        let_go(session, [following.id for following in followings])


def tidy(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """The worker's part: what was never confirmed is forgotten, and whoever follows nothing then."""
    with db.writing() as session:
        waits = select(Following.id).where(
            Following.confirmed_at.is_(None), Following.made_at <= now - rules.TO_CONFIRM
        )
        let_go(session, session.scalars(waits).all())
        session.execute(delete(QuietMailbox).where(QuietMailbox.until <= now))


def let_go(session: Session, following_ids: Sequence[int]) -> None:
    """These are followed no longer; followers who follow nothing then are forgotten with all that waits for them."""
    mine = Following.id.in_(following_ids)
    ids = session.scalars(select(Following.follower_id).where(mine).distinct()).all()
    session.execute(delete(Following).where(mine))
    follows = select(Following.id).where(Following.follower_id == Follower.id).exists()
    idle = session.scalars(select(Follower.id).where(Follower.id.in_(ids), ~follows)).all()
    messages = select(Telling.id).where(Telling.follower_id.in_(idle))
    session.execute(delete(TellingEntry).where(TellingEntry.telling_id.in_(messages)))
    session.execute(delete(Telling).where(Telling.follower_id.in_(idle)))
    session.execute(delete(Follower).where(Follower.id.in_(idle)))


def _at_the_same_moment() -> suppress:
    """The same form twice at once: the other one did it."""
    return suppress(IntegrityError)


def _follow(
    session: Session, follower_id: str, subject: Subject, now: dt.datetime, *, confirmed_at: dt.datetime | None
) -> None:
    """One thing more; what is followed already stays as it is, but what waited may be confirmed now."""
    here = (Following.follower_id == follower_id, *queries.is_about(subject))
    known = session.scalar(select(Following).where(*here))
    if known is not None:
        known.confirmed_at = known.confirmed_at or confirmed_at
        return
    rules.check_room(session.scalar(select(func.count()).where(Following.follower_id == follower_id)) or 0)
    made = Following(
        follower_id=follower_id,
        proposal_number=subject.proposal,
        process_id=subject.process,
        department_id=subject.department,
        made_at=now,
        confirmed_at=confirmed_at,
    )
    session.add(made)
    session.flush()
    if confirmed_at is None:
        queue.enqueue(session, TIDY, f"{TIDY}:{made.id}", now + rules.TO_CONFIRM, {})


def _ask(session: Session, follower: Follower, now: dt.datetime) -> None:
    due = rules.next_question(follower.asked, follower.asked_at, now)
    if due is None:
        return
    follower.asked, follower.asked_at = follower.asked + 1, due
    mail.post(session, letters.QUESTION, f"following:{tokens.new_id()}", due, {"follower": follower.id})


def _is_quiet(session: Session, mailbox: str, now: dt.datetime) -> bool:
    quiet = session.get(QuietMailbox, queries.mailbox_hash(mailbox))
    return quiet is not None and quiet.until > now
