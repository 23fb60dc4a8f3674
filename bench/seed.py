"""Towns to measure in: an event that waits for people, an open vote, and as many proposals as wanted."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from bench import server
from participation import clock, create_app, tokens
from participation.db import db, writing
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.events.actions import Plan
from participation.events.contributions.actions import Gift
from participation.events.contributions.models import Contribution
from participation.events.models import Event
from participation.ideas import actions as ideas
from participation.people import actions as people
from participation.people.models import Department, Role, Staff
from participation.processes import actions as processes
from participation.proposals import searching
from participation.proposals.ledger.models import Entry, EntryBody
from participation.proposals.ledger.rules import START, Link, canonical, digest_of_body, hash_of
from participation.proposals.models import Proposal, ProposalDepartment, ProposalOrigin, ProposalPlace
from participation.proposals.rules import Kind, State
from participation.voting import actions as voting
from participation.voting.rules import Draft

ENTRIES = 8
MOST = 3
EMAIL = "omar@bench.example"
PASSWORD = "three words in a row"
AT_ONCE = 1000
"""Proposals written in one transaction."""


@dataclass(frozen=True, slots=True)
class Town:
    """Where to go in a seeded town."""

    instance: Path
    event_id: str
    code: str
    first_id: str
    """The step before the idea board."""
    step_id: str
    """The step of the idea board."""
    vote_id: str
    address: str = ""
    """Of its database, when that is not a file in the instance folder."""

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.instance / "traden.sqlite"


def town(instance: Path, database: str = "") -> Town:
    """An event with ideas on its board, in which the room is at the vote and the vote is open; nobody has joined."""
    server.prepare(instance, database)
    with app_of(instance, database):
        now = clock.now()
        omar = people.create_staff(email=EMAIL, name="Omar Haddad", role=Role.ORGANISER, now=now)
        people.set_password(omar, PASSWORD)
        people.save_department("Tekniska förvaltningen", "Tekniska nämnden")
        process = processes.create_process(
            title="Tryggt på kvällen", introduction="", board="Tekniska nämnden", organiser_id=omar, now=now
        )
        plan = Plan("Hur blir kvällen bättre?", "Ungdomens hus", now, now + dt.timedelta(hours=4), now.date())
        event_id = events.create_event(
            process, plan, method_key="idea-workshop", language="sv", organiser_id=omar, now=now
        )
        event = event_queries.event(event_id)
        assert event is not None
        code, steps = event.join_code, {step.kind: step.id for step in event.steps}
        for number in range(ENTRIES):
            gift = Gift(tokens.new_id(), event_id, steps["ideas"], None, ideas.KIND, f"Idé nummer {number}", "sv")
            ideas.give_idea(gift, now)
        vote_id = _open_vote(event_id, steps["vote"], omar, now)
    return Town(instance, event_id, code, steps["welcome"], steps["ideas"], vote_id, database)


def copy(made: Town, instance: Path) -> Town:
    """The same town in another instance folder."""
    shutil.copytree(made.instance, instance)
    return Town(instance, made.event_id, made.code, made.first_id, made.step_id, made.vote_id)


def proposals(made: Town, upto: int) -> None:
    """Fill a town with proposals up to a number: written past the actions, because 10,000 of those take minutes."""
    with app_of(made.instance, made.address):
        known = db.session.scalar(select(func.count()).select_from(Proposal)) or 0
        for first in range(known + 1, upto + 1, AT_ONCE):
            with writing() as session:
                _write_proposals(session, made, range(first, min(first + AT_ONCE, upto + 1)))


def _open_vote(event_id: str, step_id: str, staff_id: str, now: dt.datetime) -> str:
    events.open_step(event_id, step_id, staff_id, now)
    chosen = db.session.scalars(select(Contribution.id).where(Contribution.event_id == event_id)).all()
    draft = Draft(
        contribution_ids=tuple(chosen),
        most=MOST,
        promise_who="Nämnden",
        promise_what="tar upp de tre första",
        promise_by=now.date() + dt.timedelta(days=30),
        announced_live=False,
    )
    vote_id = voting.prepare_vote(event_id, step_id, draft, now)
    voting.open_vote(event_id, vote_id, staff_id, now)
    return vote_id


def _write_proposals(session: Session, made: Town, numbers: range) -> None:
    """Rows as publishing makes them: the proposal, its department and origin, two entries of the chain."""
    now = clock.now()
    event = session.get_one(Event, made.event_id)
    staff, department = session.scalars(select(Staff)).one(), session.scalars(select(Department)).one()
    said = session.scalars(select(Contribution).where(Contribution.event_id == made.event_id)).first()
    assert said is not None
    last = session.execute(select(Entry.seq, Entry.hash).order_by(Entry.seq.desc()).limit(1)).first()
    links = _Chain(last.seq if last else 0, last.hash if last else START, clock.iso(now))
    rows: dict[Table, list[dict[str, Any]]] = {}

    def add(model: Any, **values: object) -> None:
        rows.setdefault(model.__table__, []).append(values)

    for number in numbers:
        title = _title(number)
        due = now.date() + dt.timedelta(days=number % 90)
        add(Proposal, number=number, client_id=tokens.new_id(), process_id=event.process_id, event_id=event.id,
            title=title, summary=title, board=department.board, record_number="", theme="",
            support=number % 40, answerer_id=staff.id, made_by_id=staff.id, created_at=now,
            state=State.ASSIGNED.value, reply_by=due, decide_by=due, next_due=due)  # fmt: skip
        if number <= 100 or number % 10 == 0:
            name = f"Gata {number % 400}"
            add(ProposalPlace, proposal_number=number, name=name, key=name.casefold(), lon=24.9 + number % 400 / 1e4,
                lat=60.17, by_id=staff.id, at=now)  # fmt: skip
        add(ProposalDepartment, proposal_number=number, department_id=department.id, holds=True)
        add(ProposalOrigin, proposal_number=number, contribution_id=said.id, offer=1)
        origin = {"contribution": said.id, "words": said.text, "by": "a participant", "said_on": due.isoformat(),
                  "event": event.title, "theme": "", "support": number % 40, "also": []}  # fmt: skip
        for entry, body in links.of(number, title, origin, department, staff, due.isoformat()):
            add(Entry, **entry)
            add(EntryBody, **body)
    for table, values in rows.items():
        session.execute(insert(table), values)
    for number in numbers:
        searching.put_in(session, number, _title(number))


def _title(number: int) -> str:
    return f"Belysning på gångväg {number} mellan skolan och torget"


class _Chain:
    """Writes entries of the ledger as its own rules hash them."""

    def __init__(self, seq: int, last: str, at: str) -> None:
        self._seq, self._last, self._at = seq, last, at

    def of(
        self, number: int, title: str, origin: dict[str, Any], department: Department, staff: Staff, due: str
    ) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """The entries “received” and “assigned” of a proposal, each with its body."""
        received = {"title": title, "summary": title, "origins": [origin]}
        yield self._entry(number, 1, Kind.RECEIVED, {"origins": 1, "support": origin["support"]}, received)
        speaker = {"name": staff.name, "title": staff.title, "role": staff.role}
        assigned = {"board": department.board, "departments": [department.name], "holder": department.name,
                    "answers": speaker}  # fmt: skip
        yield self._entry(number, 2, Kind.ASSIGNED, {"reply_by": due, "decide_by": due}, assigned)

    def _entry(
        self, number: int, place: int, kind: Kind, facts: dict[str, Any], body: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        self._seq += 1
        salt, said = secrets.token_bytes(32), canonical(body)
        link = Link(seq=self._seq, proposal=number, proposal_seq=place, kind=kind.value, at=self._at, about=None,
                    facts=canonical(facts), body_digest=digest_of_body(salt, said), previous_hash=self._last,
                    hash="")  # fmt: skip
        self._last = hash_of(link)
        entry = {"seq": link.seq, "proposal_number": number, "proposal_seq": place, "kind": link.kind, "at": link.at,
                 "about_seq": None, "facts": link.facts, "body_digest": link.body_digest,
                 "previous_hash": link.previous_hash, "hash": self._last}  # fmt: skip
        return entry, {"entry_seq": link.seq, "salt": salt, "body": said}


@contextmanager
def app_of(instance: Path, database: str = "") -> Iterator[Flask]:
    """The application on an instance folder, in its context; its connections are closed afterwards."""
    app = create_app(server.environ_of(instance, database))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
