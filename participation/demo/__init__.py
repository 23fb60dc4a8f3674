"""The demonstration town, built by the same actions that people's clicks run."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from participation import clock
from participation.db import db
from participation.demo import cast, town
from participation.events.models import Event, EventEnding
from participation.events.rehearsals.queries import is_real
from participation.people import actions as people
from participation.people.models import Department, Staff


def seed() -> bool:
    """Build the town in an empty installation; False when somebody is here already."""
    if db.session.scalar(select(Staff.id).limit(1)) is not None:
        return False
    staff = make_staff()
    town.build(staff, clock.now(), current_app.config["TIMEZONE"])
    return True


def make_staff() -> dict[str, str]:
    """Departments and accounts of the cast, with passwords of this installation's own. Ids by e-mail address."""
    departments = {name: people.save_department(name, board) for name, board in cast.DEPARTMENTS.items()}
    ids: dict[str, str] = {}
    passwords: dict[str, str] = {}
    for person in cast.STAFF:
        ids[person.email] = people.create_staff(
            email=person.email,
            name=person.name,
            role=person.role,
            title=person.title,
            department_id=departments.get(person.department or ""),
            now=clock.now(),
        )
        passwords[person.email] = secrets.token_urlsafe(9)
        people.set_password(ids[person.email], passwords[person.email])
    _write_privately(_sign_in_file(current_app.config["INSTANCE_DIR"]), json.dumps(passwords, indent=1))
    return ids


def sign_ins(instance: str) -> list[str]:
    """The demonstration's sign-ins as lines to print; none when this is no demonstration."""
    path = _sign_in_file(instance)
    if not path.exists():
        return []
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    roles = {person.email: person.role.value for person in cast.STAFF}
    lines = [f"  {email:<26} {password}   {roles.get(email, '')}" for email, password in known.items()]
    return ["Sign in at /staff with", *lines]


def open_event_code() -> str | None:
    """The join code of the demonstration's open event, if there is one."""
    if db.session.scalar(select(Department.id).limit(1)) is None:
        return None
    wanted = select(Event.join_code).outerjoin(EventEnding).where(EventEnding.event_id.is_(None), is_real())
    return db.session.scalar(wanted.order_by(Event.created_at).limit(1))


def _sign_in_file(instance: str) -> Path:
    return Path(instance) / "demonstration-sign-ins.json"


def _write_privately(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
