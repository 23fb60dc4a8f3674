"""What changes processes."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.people.duties import Duty
from participation.people.models import Staff
from participation.processes.models import Process, ProcessOrganiser


def create_process(
    *, title: str, introduction: str, board: str, organiser_id: str, now: dt.datetime, once: str = ""
) -> str:
    """Start a process, led by who made it. Returns its id.

    `once` comes from the form: the same form with the same title, sent twice, is one process.
    """
    process_id = tokens.id_of("process", organiser_id, once, title) if once else tokens.new_id()
    with db.writing() as session:
        session.execute(select(Staff.id).where(Staff.id == organiser_id).with_for_update())
        if session.get(Process, process_id) is None:
            session.add(Process(id=process_id, title=title, introduction=introduction, board=board, created_at=now))
            session.flush()
            session.add(ProcessOrganiser(process_id=process_id, staff_id=organiser_id))
    return process_id


def add_organiser(process_id: str, staff_id: str) -> None:
    """Let a colleague work in the process; adding twice is adding once."""
    with db.writing() as session:
        session.execute(select(Process.id).where(Process.id == process_id).with_for_update())
        session.merge(ProcessOrganiser(process_id=process_id, staff_id=staff_id))


def _count(session: Session, staff_id: str) -> int:
    wanted = select(func.count()).select_from(ProcessOrganiser).where(ProcessOrganiser.staff_id == staff_id)
    return session.scalar(wanted) or 0


def _hand_over(session: Session, staff_id: str, successor_id: str) -> None:
    theirs = select(ProcessOrganiser.process_id).where(ProcessOrganiser.staff_id == successor_id).scalar_subquery()
    session.execute(
        delete(ProcessOrganiser).where(ProcessOrganiser.staff_id == staff_id, ProcessOrganiser.process_id.in_(theirs))
    )
    session.execute(update(ProcessOrganiser).where(ProcessOrganiser.staff_id == staff_id).values(staff_id=successor_id))


LEADING = Duty(_count, _hand_over)
"""Processes are led by somebody: who leaves hands them over."""
