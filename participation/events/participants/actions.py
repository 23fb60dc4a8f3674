"""Joining, coming back and handing over. Everything here is safe to send twice."""

from __future__ import annotations

import secrets
from typing import Any

from flask import current_app
from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from participation import db, tokens
from participation.events import rules
from participation.events.actions import take_turn
from participation.events.models import EventEnding
from participation.events.participants import pseudonyms
from participation.events.participants.models import Participant, ParticipantRole, Slip
from participation.live import changed

SLIP_LENGTH = 8
WAY_BACK_LENGTH = 12

_PARTICIPANT: Table = Participant.__table__  # type: ignore[assignment]
_new = {
    "sqlite": sqlite.insert(_PARTICIPANT).on_conflict_do_nothing(index_elements=["token_hash"]),
    "postgresql": postgresql.insert(_PARTICIPANT).on_conflict_do_nothing(index_elements=["token_hash"]),
}
_SAID = text(
    "INSERT INTO participant_role (participant_id, role) SELECT id, :role FROM participant "
    "WHERE token_hash = :token_hash ON CONFLICT DO NOTHING"
)
_SAY = text(
    "INSERT INTO participant_role (participant_id, role) VALUES (:participant_id, :role) "
    "ON CONFLICT (participant_id) DO UPDATE SET role = excluded.role"
)
_ENDING = select(EventEnding.kind).where(EventEnding.event_id == bindparam("event_id"))


def device_hash(secret: str) -> str:
    """How the secret that a device keeps for an event is known to us."""
    return tokens.digest("participant", secret)


def join(event_id: str, once: str, role: str = "") -> str:
    """Join an event; returns the secret that the device keeps.

    `once` comes from the page with the button: pressing it twice is joining once. `role` is what somebody said to be
    here as, if anything.
    """
    secret = _derived("join", f"{event_id}:{once}")
    with db.writing_fast() as connection:
        rules.check_running(connection.scalar(_ENDING, {"event_id": event_id}))
        _enter(connection, event_id, secret)
        if role:
            connection.execute(_SAID, {"token_hash": device_hash(secret), "role": role})
    changed(event_id)
    return secret


def say_role(event_id: str, participant_id: str, role: str) -> None:
    """Say what one is here as, or something else than before; nothing (an empty text) takes it back."""
    with db.writing() as session:
        if role:
            session.execute(_SAY, {"participant_id": participant_id, "role": role})
        else:
            session.execute(delete(ParticipantRole).where(ParticipantRole.participant_id == participant_id))
    changed(event_id)


def join_with_slip(slip: Slip, code: str) -> str:
    """Join with a printed slip, or come back with it: the same slip is always the same participant.

    Returns the secret that the device keeps, which follows from the code alone and is not what is kept of the slip.
    """
    secret = _derived("slip's device", code)
    with db.writing() as session:
        if slip.participant_id is None:
            rules.check_running(session.scalar(_ENDING, {"event_id": slip.event_id}))
            _enter(session.connection(), slip.event_id, secret)
            mine = select(Participant.id).where(Participant.token_hash == device_hash(secret)).scalar_subquery()
            session.execute(update(Slip).where(Slip.code_hash == slip.code_hash).values(participant_id=mine))
    changed(slip.event_id)
    return secret


def make_way_back(participant_id: str) -> str:
    """A new private code for a participant; an older one stops working. Returned once, kept as a keyed hash."""
    code = tokens.new_code(WAY_BACK_LENGTH)
    with db.writing() as session:
        session.execute(
            update(Participant)
            .where(Participant.id == participant_id)
            .values(way_back_hash=code_hash("way-back", code))
        )
    return code


def print_slips(event_id: str, count: int, once: str) -> list[tuple[int, str]]:
    """Make `count` single-use slips; returns their numbers and codes, which are shown only now.

    The codes follow from `once`, so that sending the form twice prints the same sheet twice.
    """
    codes = [tokens.code_from(_derived("slips", f"{event_id}:{once}:{place}"), SLIP_LENGTH) for place in range(count)]
    with db.writing() as session:
        take_turn(session, event_id)
        hashes = {code: code_hash("slip", code) for code in codes}
        printed = select(Slip.code_hash, Slip.number).where(Slip.code_hash.in_(hashes.values()))
        known = {row.code_hash: row.number for row in session.execute(printed)}
        last = session.scalar(select(func.max(Slip.number)).where(Slip.event_id == event_id)) or 0
        fresh = [code for code in codes if hashes[code] not in known]
        rows = [
            {"code_hash": hashes[code], "event_id": event_id, "number": last + place}
            for place, code in enumerate(fresh, 1)
        ]
        if rows:
            session.execute(insert(Slip), rows)
        known |= {str(row["code_hash"]): int(str(row["number"])) for row in rows}
    return sorted((known[hashes[code]], code) for code in codes)


def code_hash(purpose: str, code: str) -> str:
    """How a typed code is kept: hashed under the installation's key, because it is short."""
    return tokens.keyed_digest(current_app.config["SECRET_KEY"], purpose, code)


def _enter(connection: Connection, event_id: str, secret: str) -> None:
    row: dict[str, Any] = {
        "id": tokens.new_id(),
        "event_id": event_id,
        "token_hash": device_hash(secret),
        "pseudonym": secrets.randbelow(pseudonyms.COUNT),
    }
    connection.execute(_new[connection.dialect.name], row)


def _derived(purpose: str, text: str) -> str:
    return tokens.keyed_digest(current_app.config["SECRET_KEY"], purpose, text)
