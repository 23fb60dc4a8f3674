"""Reads of processes, shaped for pages."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.db import db
from participation.people.models import Staff
from participation.processes.models import Process, ProcessOrganiser


def of_staff(staff: Staff) -> Sequence[Process]:
    """The processes that somebody works in, newest first; all of them for an administrator."""
    wanted = select(Process).order_by(Process.created_at.desc())
    if not staff.is_administrator:
        wanted = wanted.join(ProcessOrganiser).where(ProcessOrganiser.staff_id == staff.id)
    return db.session.scalars(wanted).all()


def newest(count: int) -> Sequence[Process]:
    """The newest processes, for the public."""
    return db.session.scalars(select(Process).order_by(Process.created_at.desc()).limit(count)).all()


def organisers(process_id: str) -> set[str]:
    """The ids of those who work in a process."""
    return set(db.session.scalars(select(ProcessOrganiser.staff_id).where(ProcessOrganiser.process_id == process_id)))
