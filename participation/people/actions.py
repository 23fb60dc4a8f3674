"""What changes accounts and departments: one verb, one transaction."""

from __future__ import annotations

import datetime as dt

from flask import current_app
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.people import duties, passwords, rules
from participation.people.models import Department, Role, SigninFailure, Staff, StaffDeparture, StaffLink
from participation.refusal import Refusal


def create_staff(
    *, email: str, name: str, role: Role, now: dt.datetime, title: str = "", department_id: str | None = None
) -> str:
    """Open an account without a password; returns its id. Refuses a second account for an address."""
    folded = rules.check_email(email)
    if role == Role.CIVIL_SERVANT and not department_id:
        raise Refusal("needs_department", field="department")
    try:
        with db.writing() as session:
            staff = Staff(
                email=folded, name=name, role=role.value, title=title, department_id=department_id, created_at=now
            )
            session.add(staff)
            session.flush()
            return staff.id
    except IntegrityError as problem:
        raise Refusal("email_taken", field="email") from problem


def issue_link(staff_id: str, purpose: str, now: dt.datetime) -> str:
    """Make a single-use link's token for `invitation` or `reset`; older unused ones stop working."""
    secret = tokens.new_secret()
    with db.writing() as session:
        staff = _present(session, staff_id)
        session.execute(delete(StaffLink).where(StaffLink.staff_id == staff.id, StaffLink.used_at.is_(None)))
        session.add(
            StaffLink(
                token_hash=tokens.digest("staff-link", secret),
                staff_id=staff.id,
                purpose=purpose,
                expires_at=now + rules.LINK_LIFETIME,
            )
        )
    return secret


def choose_password(secret: str, password: str, now: dt.datetime) -> Staff:
    """Use a link: set the password, sign everything out that was signed in before. Returns the account."""
    with db.writing() as session:
        # The row is held, so that two who use one link at the same moment are one after the other.
        link = session.get(StaffLink, tokens.digest("staff-link", secret), with_for_update=True)
        if link is None:
            raise Refusal("link_expired", status=410)
        rules.check_link(link.expires_at, link.used_at is not None, link.staff.has_left, now)
        rules.check_password(password, link.staff.email)
        link.used_at = now
        link.staff.password_hash = passwords.hashed(password)
        link.staff.session_key = tokens.new_id()
        staff = link.staff
    return staff


def set_password(staff_id: str, password: str) -> None:
    """Set a password directly; for the command line and the demonstration."""
    with db.writing() as session:
        staff = _present(session, staff_id)
        rules.check_password(password, staff.email)
        staff.password_hash = passwords.hashed(password)
        staff.session_key = tokens.new_id()


def sign_in(email: str, password: str, now: dt.datetime) -> Staff:
    """Check a sign-in; returns the account or refuses in one way for every cause."""
    folded = email.strip().lower()
    account = tokens.keyed_digest(current_app.config["SECRET_KEY"], "signin", folded)
    session = db.db.session()
    recent = session.scalar(
        select(func.count())
        .select_from(SigninFailure)
        .where(SigninFailure.account_hash == account, SigninFailure.at > now - rules.FAILURE_WINDOW)
    )
    rules.check_failures(recent or 0)
    staff = session.scalar(select(Staff).where(Staff.email == folded))
    known = staff is not None and not staff.has_left
    if passwords.matches(staff.password_hash if staff and known else None, password) and staff:
        return staff
    with db.writing() as writer:
        writer.add(SigninFailure(account_hash=account, at=now))
        writer.execute(delete(SigninFailure).where(SigninFailure.at < now - dt.timedelta(days=1)))
    raise Refusal("wrong_signin", field="email", status=422)


def change_staff(staff_id: str, *, name: str, title: str, role: Role, department_id: str | None, by_id: str) -> None:
    """Change what an account is: name, office, role, department."""
    if staff_id == by_id and role != Role.ADMINISTRATOR:
        raise Refusal("cannot_demote_self", field="role")
    if role == Role.CIVIL_SERVANT and not department_id:
        raise Refusal("needs_department", field="department")
    with db.writing() as session:
        staff = _present(session, staff_id)
        if role != staff.role:
            rules.check_role_change(duties.owed_by(session, staff_id))
        staff.name, staff.title, staff.role = name, title, role.value
        staff.department_id = department_id


def close_account(staff_id: str, *, by_id: str, successor_id: str | None, now: dt.datetime) -> None:
    """Somebody leaves: what they hold goes to the successor, their sign-ins end, the name stays on what they did."""
    with db.writing() as session:
        session.execute(select(Staff.id).where(Staff.id == staff_id).with_for_update())
        staff = _known(session, staff_id)
        successor = session.get(Staff, successor_id) if successor_id and successor_id != staff_id else None
        rules.check_departure(
            is_self=staff_id == by_id,
            already_left=staff.has_left,
            owes=duties.owed_by(session, staff_id),
            successor_works_here=successor is not None and not successor.has_left,
            successor_fits=successor is not None and rules.fits(staff.role, successor.role),
        )
        if successor is not None:
            duties.hand_over(session, staff_id, successor.id)
        staff.password_hash = None
        staff.session_key = tokens.new_id()
        session.add(
            StaffDeparture(staff_id=staff_id, at=now, by_id=by_id, successor_id=successor.id if successor else None)
        )


def save_department(name: str, board: str, department_id: str | None = None) -> str:
    """Add a department or rename one; what was published keeps the name it had then. Returns its id."""
    try:
        with db.writing() as session:
            department = session.get(Department, department_id) if department_id else Department()
            if department is None:
                raise Refusal("not_a_choice", status=404)
            department.name, department.board = name, board
            session.add(department)
            session.flush()
            return department.id
    except IntegrityError as problem:
        raise Refusal("department_taken", field="name") from problem


def _known(session: Session, staff_id: str) -> Staff:
    staff = session.get(Staff, staff_id)
    if staff is None:
        raise Refusal("not_a_choice", status=404)
    return staff


def _present(session: Session, staff_id: str) -> Staff:
    staff = _known(session, staff_id)
    if staff.has_left:
        raise Refusal("already_left")
    return staff
