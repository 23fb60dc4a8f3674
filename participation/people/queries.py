"""Reads of accounts and departments, shaped for pages."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation import tokens
from participation.db import db
from participation.people.models import Department, Role, Staff, StaffDeparture, StaffLink


def by_session(value: str) -> Staff | None:
    """The account that a session's value stands for, while it is valid."""
    staff_id, _, session_key = value.partition(".")
    staff = db.session.get(Staff, staff_id)
    return staff if staff and staff.session_key == session_key and not staff.has_left else None


def everybody() -> Sequence[Staff]:
    """All accounts by name, also closed ones."""
    return db.session.scalars(select(Staff).order_by(Staff.name)).unique().all()


def present(*roles: Role) -> Sequence[Staff]:
    """Open accounts by name, of the given roles or of all."""
    wanted = select(Staff).outerjoin(StaffDeparture, StaffDeparture.staff_id == Staff.id).order_by(Staff.name)
    wanted = wanted.where(StaffDeparture.staff_id.is_(None))
    if roles:
        wanted = wanted.where(Staff.role.in_([role.value for role in roles]))
    return db.session.scalars(wanted).unique().all()


def departments() -> Sequence[Department]:
    """All departments by name."""
    return db.session.scalars(select(Department).order_by(Department.name)).all()


def link(secret: str) -> StaffLink | None:
    """The single-use link that a token stands for, used or not."""
    return db.session.get(StaffLink, tokens.digest("staff-link", secret))
