"""From an entry to messages: put aside for each follower in small transactions, handed over, and then gone.

An entry reaches each follower once: how far its followers were gone through is kept with what was put aside. A message
is begun before it is handed over; when the worker dies over it, the same message goes once more and not a third time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import db, jobs, mail, push, tokens
from participation.jobs import actions as queue
from participation.mail.rules import identity
from participation.proposals.following import actions as following
from participation.proposals.following import letters, rules
from participation.proposals.following.models import Announcement, Follower, Telling, TellingEntry
from participation.proposals.following.rules import Channel
from participation.proposals.following.telling import queries
from participation.proposals.following.telling.queries import News
from participation.proposals.ledger.models import Entry
from participation.push.sending import Browser

SPREAD = "following.spread"
TELL = "following.tell"
AT_ONCE = 100
"""Followers in one transaction: nobody else's writing waits for long."""


def announce(session: Session, seq: int, now: dt.datetime) -> None:
    """Have followers told of an entry, within the transaction that enters it."""
    if session.scalar(select(Follower.id).where(Follower.channel != Channel.ADDRESS.value).limit(1)) is not None:
        queue.enqueue(session, SPREAD, f"{SPREAD}:{seq}", now, {"seq": seq})


def spread(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """The worker's part: put an entry aside for everybody who follows; begun again, it goes on where it was."""
    while _some(payload["seq"], now):
        pass


def _some(seq: int, now: dt.datetime) -> bool:
    with db.writing() as session:
        number = session.scalar(select(Entry.proposal_number).where(Entry.seq == seq))
        if number is None:
            return False
        how_far = session.get(Announcement, seq) or Announcement(entry_seq=seq, upto="")
        wanted = queries.concerned(number, how_far.upto, AT_ONCE).with_for_update(of=Follower)
        followers = session.scalars(wanted).all()
        if not followers:
            return False
        how_far.upto = followers[-1].id
        session.add(how_far)
        session.flush()
        tellings = _gathering(session, followers, now)
        session.add_all(TellingEntry(telling_id=telling.id, entry_seq=seq) for telling in tellings)
    return len(followers) == AT_ONCE


def _gathering(session: Session, followers: Sequence[Follower], now: dt.datetime) -> list[Telling]:
    """The message that each of them is about to get; a new one, with its job, for whom there is none."""
    ids = [follower.id for follower in followers]
    wanted = select(Telling).where(Telling.begun_at.is_(None), Telling.follower_id.in_(ids))
    found = session.scalars(wanted).all()
    known, zone = {telling.follower_id for telling in found}, current_app.config["TIMEZONE"]
    made = [
        Telling(id=tokens.new_id(), follower_id=follower.id, due_at=rules.told_at(follower.rhythm, now, zone))
        for follower in followers
        if follower.id not in known
    ]
    session.add_all(made)
    session.flush()
    for telling in made:
        queue.enqueue_fast(session.connection(), TELL, f"{TELL}:{telling.id}", telling.due_at, {"telling": telling.id})
    return [*found, *made]


def tell(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """The worker's part: hand a message over. Who stopped meanwhile, and what is gone, is not told."""
    telling_id = payload["telling"]
    follower = _begin(telling_id, now)
    if follower is None:
        return
    news = queries.news_of(telling_id, follower.channel)
    try:
        if news:
            _hand_over(follower, news, telling_id, now)
    except push.Gone:
        following.stop(follower.id, now)
    else:
        _finish(telling_id)


def _hand_over(follower: Follower, news: Sequence[News], telling_id: str, now: dt.datetime) -> None:
    key = f"{TELL}:{telling_id}"
    if follower.channel == Channel.MAIL:
        mail.hand_over(letters.of_news(follower, news), key, now)
        return
    browser = Browser(str(follower.endpoint), str(follower.p256dh), str(follower.auth))
    with force_locale(follower.language):
        title = letters.headline(news)
    push.send(browser, title, letters.leads_to(news), topic=identity(key), now=now)


def _begin(telling_id: str, now: dt.datetime) -> Follower | None:
    """Close a message to what happens from now on; returns who gets it."""
    with db.writing() as session:
        telling = session.get(Telling, telling_id)
        follower = session.get(Follower, telling.follower_id, with_for_update=True) if telling else None
        if telling is None or follower is None:
            return None
        telling.begun_at = telling.begun_at or now
        session.flush()
        session.expunge(follower)
    return follower


def _finish(telling_id: str) -> None:
    with db.writing() as session:
        session.execute(delete(TellingEntry).where(TellingEntry.telling_id == telling_id))
        session.execute(delete(Telling).where(Telling.id == telling_id))


PATIENCE = jobs.Patience(mail.PATIENCE.pauses, repeats=1)
