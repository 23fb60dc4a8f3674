"""Giving and revoking keys; taking in what other systems send."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace

from flask import current_app
from sqlalchemy import select

from participation import db, tokens
from participation.people.models import Staff
from participation.refusal import Refusal
from participation.walks.maps import queries as maps
from participation.walks.open311.models import Open311Key
from participation.walks.open311.rules import Report
from participation.walks.publishing.models import PublicPlace


def make_key(name: str, *, once: str, by_id: str, now: dt.datetime) -> str:
    """Give a system a key; returns it, because it is never seen again. The same form twice is one key, shown twice.

    It follows from the form and the installation's own key, so that both answers show what works.
    """
    key_id = tokens.id_of("open311 key", by_id, once)
    secret = tokens.keyed_digest(current_app.config["SECRET_KEY"], "open311 key", key_id)
    with db.writing() as session:
        # Who presses twice at once is served one after the other.
        session.execute(select(Staff.id).where(Staff.id == by_id).with_for_update())
        if session.get(Open311Key, key_id) is None:
            digest = tokens.digest("open311", secret)
            session.add(Open311Key(id=key_id, name=name, digest=digest, made_at=now, made_by_id=by_id))
    return secret


def revoke_key(key_id: str, *, by_id: str, now: dt.datetime) -> None:
    """The key works no longer; revoking twice is once. What was sent with it stays."""
    with db.writing() as session:
        key = session.get(Open311Key, key_id)
        if key is None:
            raise Refusal("unknown_key", status=404)
        if key.revoked_at is None:
            key.revoked_at, key.revoked_by_id = now, by_id


def take_in(report: Report, key_id: str, now: dt.datetime) -> str:
    """Keep what a system sent until somebody approves it; returns the token that it asks by.

    The same report by the same system is one, however often it is sent.
    """
    digest = report.digest(key_id)
    with db.writing() as session:
        # The same report sent twice at once is one after the other.
        session.execute(select(Open311Key.id).where(Open311Key.id == key_id).with_for_update())
        known = session.scalar(select(PublicPlace.token).where(PublicPlace.digest == digest))
        if known is not None:
            return known
        spot = (report.lon, report.lat) if report.lon is not None and report.lat is not None else None
        (told,) = maps.told([spot], maps.present())
        report = replace(report, lon=told[0], lat=told[1]) if told else report
        place = PublicPlace(
            id=tokens.new_id(),
            key_id=key_id,
            token=tokens.new_id(),
            digest=digest,
            came_at=now,
            changed_at=now,
            **asdict(report),
        )
        session.add(place)
        return str(place.token)
