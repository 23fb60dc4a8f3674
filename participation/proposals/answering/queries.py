"""What the working page shows besides the thread: open promises, what waits for its ten minutes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from participation.db import db
from participation.proposals.models import PendingEntry, Promise
from participation.proposals.thread import Said, Station


def open_promises(number: int) -> dict[str, Promise]:
    """Promises of a proposal that are not kept yet, by id, nearest first."""
    wanted = select(Promise).where(Promise.proposal_number == number, Promise.kept_at.is_(None))
    return {promise.id: promise for promise in db.session.scalars(wanted.order_by(Promise.due, Promise.id))}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something published that has not entered the ledger: how it will look, and why it was refused if it was."""

    id: str
    by_id: str
    due_at: dt.datetime
    has_picture: bool
    station: Station
    refused: str | None


def waiting(number: int) -> list[Waiting]:
    """What was published about a proposal and has not entered the ledger, soonest first."""
    wanted = select(PendingEntry).where(
        PendingEntry.proposal_number == number,
        PendingEntry.taken_back_at.is_(None),
        PendingEntry.entry_seq.is_(None),
    )
    return [
        Waiting(
            id=row.id,
            by_id=row.by_id,
            due_at=row.due_at,
            has_picture=row.picture_id is not None,
            station=Station(row.kind, None, facts=Said(row.facts), body=Said(row.body), more=Said(about=row.about_seq)),
            refused=row.refused,
        )
        for row in db.session.scalars(wanted.order_by(PendingEntry.due_at))
    ]


def taken_back(number: int, pending_id: str, staff_id: str) -> PendingEntry | None:
    """Something that its author has taken back."""
    found = db.session.get(PendingEntry, pending_id) if pending_id else None
    if found is None or (found.proposal_number, found.by_id) != (number, staff_id) or found.taken_back_at is None:
        return None
    return found


def waiting_picture(number: int, pending_id: str, staff_id: str) -> str | None:
    """The picture of something that its author published and that still waits."""
    wanted = select(PendingEntry.picture_id).where(
        PendingEntry.id == pending_id,
        PendingEntry.proposal_number == number,
        PendingEntry.by_id == staff_id,
        PendingEntry.taken_back_at.is_(None),
    )
    return db.session.scalar(wanted)
