"""Which departments are to be asked about places of a walk, and having them written to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import clock, mail, tokens
from participation.db import db
from participation.people import queries as people
from participation.people.models import Department, Role, Staff
from participation.walks.protocol.models import ProtocolLetter
from participation.walks.protocol.queries import Protocol, Row

KIND = "protocol"


@dataclass(frozen=True, slots=True)
class Asking:
    """A department with places of a walk: which of them wait, who would be written to, and what was sent."""

    department: Department
    waiting: Sequence[Row]
    receivers: Sequence[Staff]
    sent: Sequence[ProtocolLetter]


def askings(step_id: str, protocol: Protocol) -> list[Asking]:
    """The departments with which places of a walk lie, or that were written to about it."""
    sent = db.session.scalars(
        select(ProtocolLetter).where(ProtocolLetter.step_id == step_id).order_by(ProtocolLetter.at)
    ).all()
    servants = people.present(Role.CIVIL_SERVANT)
    found = []
    for department in people.departments():
        rows = [row for row in protocol.rows if row.answer.department_id == department.id]
        letters = [letter for letter in sent if letter.department_id == department.id]
        if rows or letters:
            waiting = [row for row in rows if not row.answer.outcome]
            theirs = [one for one in servants if one.department_id == department.id]
            found.append(Asking(department, waiting, theirs, letters))
    return found


def post(session: Session, step_id: str, asking: Asking, answer_by: dt.date, by_id: str, now: dt.datetime) -> None:
    """Have one letter written to everybody of a department; the same places on the same day are asked about once."""
    today = clock.local_date(now, current_app.config["TIMEZONE"]).isoformat()
    places = sorted(row.id for row in asking.waiting)
    id_ = tokens.id_of("protocol letter", step_id, asking.department.id, today, answer_by.isoformat(), *places)
    if not places or not asking.receivers or session.get(ProtocolLetter, id_) is not None:
        return
    session.add(
        ProtocolLetter(
            id=id_,
            step_id=step_id,
            department_id=asking.department.id,
            places=len(places),
            answer_by=answer_by,
            at=now,
            by_id=by_id,
        )
    )
    for one in asking.receivers:
        mail.post(session, KIND, f"{KIND}:{id_}:{one.id}", now, {"letter": id_, "to": one.id})
