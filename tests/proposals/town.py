"""A town with an event that ideas came in at, staff with each role, and ways to make and answer proposals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from participation import tokens
from participation.db import db
from participation.demo import cast, gathering, town
from participation.events import activities
from participation.people import actions as people
from participation.people.models import Staff
from participation.processes import actions as processes
from participation.proposals.answering import actions as answering
from participation.proposals.answering.actions import Draft
from participation.proposals.making import actions as making
from participation.proposals.making.actions import Wanted
from participation.proposals.rules import Kind

ZONE = "Europe/Stockholm"
NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=11)
TODAY = dt.date(2026, 9, 12)
WAIT = dt.timedelta(minutes=10)
HTML = "<script>alert('x')</script> åäö 🛹 مرحبا"


@dataclass(slots=True)
class Town:
    """What tests refer to: accounts by name, departments by name, the event."""

    app: Flask
    staff: dict[str, str]
    departments: dict[str, str]
    event_id: str
    other_event_id: str

    def id_of(self, person: cast.Person) -> str:
        """The account of one of the cast."""
        return self.staff[person.email]

    def offers(self) -> list[activities.Offer]:
        """What came in, best supported first."""
        return activities.offers(self.event_id)

    def wanted(self, **changes: Any) -> Wanted:
        """A proposal as Omar would fill it in: from the most supported idea, answered by Petra."""
        values: dict[str, Any] = {
            "client_id": tokens.new_id(),
            "title": "Ljus på gångvägen bakom skolan",
            "summary": "Sätt upp lampor så att det går att se.",
            "board": "Tekniska nämnden",
            "chosen": [self.offers()[0].contribution_ids[0]],
            "department_ids": [self.departments[cast.TECHNICAL], self.departments[cast.CULTURE]],
            "holder_id": self.departments[cast.TECHNICAL],
            "answerer_id": self.id_of(cast.PETRA),
            "reply_by": TODAY + dt.timedelta(days=21),
            "decide_by": TODAY + dt.timedelta(days=90),
        }
        return Wanted(**{**values, **changes})

    def made(self, now: dt.datetime = NOW, **changes: Any) -> int:
        """Make a proposal, its dates counted from `now`; returns its number."""
        day = now.date()
        changes = {"reply_by": day + dt.timedelta(days=21), "decide_by": day + dt.timedelta(days=90), **changes}
        return making.publish(self.event_id, self.wanted(**changes), by_id=self.id_of(cast.OMAR), zone=ZONE, now=now)

    def publish(self, number: int, draft: Draft, by: cast.Person = cast.PETRA, **changes: Any) -> str:
        """Publish something at once (or with `wait`); returns its id."""
        values: dict[str, Any] = {"wait": dt.timedelta(0), "now": NOW, **changes}
        pending_id = values.pop("client_id", tokens.new_id())
        answering.publish(number, pending_id, draft, by_id=self.id_of(by), **values)
        return str(pending_id)

    def signed_in(self, person: cast.Person) -> FlaskClient:
        """A browser in which somebody of the staff has signed in."""
        client = self.app.test_client()
        staff = db.session.get_one(Staff, self.id_of(person))
        key, at = staff.get_id(), dt.datetime.now(dt.UTC).isoformat()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"], session["signed_in_at"] = key, True, at
        return client


def yes(**facts: Any) -> Draft:
    """Petra says yes, resting on a decision of the board."""
    told = {"verdict": "yes", "basis": "board", "paragraph": "§ 84", "decided_on": "2026-09-10", **facts}
    return Draft(Kind.ANSWERED, told, {"reasons": "Vi sätter upp sex lampor."})


def wish() -> Draft:
    """Petra says what she wants; nothing is decided."""
    return Draft(Kind.ANSWERED, {"verdict": "yes", "basis": "wish"}, {"reasons": "Jag vill det."})


def promised(promise_id: str, due: dt.date = dt.date(2026, 10, 17)) -> Draft:
    """Tove promises a step."""
    body = {"what": "Sex lampor sätts upp", "who": "Gatuenheten"}
    return Draft(Kind.PROMISED, {"promise": promise_id, "due": due.isoformat()}, body)


def finished(**facts: Any) -> Draft:
    """Done, with an explanation."""
    return Draft(Kind.DONE, facts, {"words": "Lamporna lyser.", "what": ""})


def build(app: Flask) -> Town:
    """Build it in the current application's database."""
    departments = {name: people.save_department(name, board) for name, board in cast.DEPARTMENTS.items()}
    staff = {
        person.email: people.create_staff(
            email=person.email,
            name=person.name,
            role=person.role,
            title=person.title,
            department_id=departments[person.department] if person.department else None,
            now=NOW,
        )
        for person in cast.STAFF
    }
    omar, olga = staff[cast.OMAR.email], staff[cast.OLGA.email]
    start = NOW - dt.timedelta(hours=1)
    mine = processes.create_process(
        title="Tryggt på kvällen",
        introduction="",
        board="Tekniska nämnden",
        organiser_id=staff[cast.OMAR.email],
        now=start,
    )
    event_id = town.open_evening(mine, omar, start, ZONE)
    other = processes.create_process(
        title="Norra fritidsgården", introduction="", board="Kultur- och fritidsnämnden", organiser_id=olga, now=start
    )
    other_event_id = gathering.event_of(other, "Planera våren", "Norra fritidsgården", olga, start, ZONE)
    db.session.rollback()
    return Town(app, staff, departments, event_id, other_event_id)
