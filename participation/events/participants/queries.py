"""Reads about participants."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app
from sqlalchemy import ColumnElement, Row, bindparam, func, select

from participation.db import db
from participation.events.models import Event
from participation.events.participants import actions, rules
from participation.events.participants.models import Participant, ParticipantRole, Slip
from participation.events.participants.rules import RoleCounts

COOKIE = "t_"
"""A device's secrets are cookies named by this and the event's id: one participant per event and device."""

REMEMBERED = 20_000
"""Participants kept in memory, some 8 MB."""

_BY_SECRET = select(Participant.id, Participant.event_id, Participant.pseudonym).where(
    Participant.token_hash == bindparam("token_hash")
)


def by_secret(event_id: str, secret: str) -> Participant | None:
    """Who a device is in an event.

    Asked with every request of a phone, so it goes past the session; what it gives belongs to no session. What is
    known of a participant never changes, so it is remembered.
    """
    token_hash = actions.device_hash(secret)
    remembered: dict[str, Row[str, str, int]] = current_app.extensions.setdefault("participants", {})
    found = remembered.get(token_hash)
    if found is None:
        with db.engine.connect() as connection:
            found = connection.execute(_BY_SECRET, {"token_hash": token_hash}).first()
        if found is not None:
            if len(remembered) >= REMEMBERED:
                remembered.clear()
            remembered[token_hash] = found
    return Participant(**found._mapping) if found is not None and found.event_id == event_id else None


def by_way_back(code: str) -> Participant | None:
    """Who a private way-back code leads to."""
    wanted = select(Participant).where(Participant.way_back_hash == actions.code_hash("way-back", code))
    return db.session.scalar(wanted)


def slip(code: str) -> Slip | None:
    """The slip that a typed code belongs to."""
    return db.session.get(Slip, actions.code_hash("slip", code))


def slips(event_id: str) -> tuple[int, int]:
    """How many slips of an event were printed, and how many of them used."""
    wanted = select(func.count(), func.count(Slip.participant_id)).where(Slip.event_id == event_id)
    printed, used = db.session.execute(wanted).one()
    return printed, used


def roles(event_id: str) -> dict[str, str]:
    """What participants said to be here as, by their ids; who said nothing is not in it."""
    wanted = select(ParticipantRole.participant_id, ParticipantRole.role)
    joined = wanted.join(Participant, Participant.id == ParticipantRole.participant_id)
    return {found.participant_id: found.role for found in db.session.execute(joined.where(_in(event_id)))}


def role_counts(event_id: str) -> RoleCounts:
    """How many said what they are here as, and how many said nothing."""
    wanted = select(ParticipantRole.role, func.count()).select_from(Participant)
    joined = wanted.outerjoin(ParticipantRole, ParticipantRole.participant_id == Participant.id).where(_in(event_id))
    found = {role: count for role, count in db.session.execute(joined.group_by(ParticipantRole.role))}
    return rules.counts({role: count for role, count in found.items() if role}, sum(found.values()))


def role_of(participant_id: str) -> str:
    """What a participant said to be here as; empty when nothing."""
    return db.session.scalar(select(ParticipantRole.role).filter_by(participant_id=participant_id)) or ""


def _in(event_id: str) -> ColumnElement[bool]:
    return Participant.event_id == event_id


def events_of_device(cookies: Mapping[str, str]) -> list[Event]:
    """The events that this device has joined, newest first."""
    secrets = [value for name, value in cookies.items() if name.startswith(COOKIE)][:100]
    if not secrets:
        return []
    hashes = [actions.device_hash(secret) for secret in secrets]
    wanted = select(Event).join(Participant, Participant.event_id == Event.id)
    found = db.session.scalars(wanted.where(Participant.token_hash.in_(hashes)).order_by(Event.starts_at.desc()))
    return list(found.unique())
