"""The named people in the tests, and what they arrange: a town with staff, an evening that people join.

Everybody acts as in life: through browsers that read pages and send the forms that they find there (`reading`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock, db, tokens
from participation.demo import cast
from participation.demo.cast import ASTRID, KIM, OLGA, OMAR, PETRA, TOVE, YOUNG, Person
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.events.agenda import actions as agenda
from participation.events.contributions.actions import Gift
from participation.events.models import Event
from participation.events.moderation import actions as moderation
from participation.events.participants import actions as participants
from participation.events.participants.models import Participant
from participation.events.room import actions as room
from participation.ideas import actions as ideas
from participation.people import actions as people
from participation.people.models import Staff
from participation.processes import actions as processes
from participation.refusal import Refusal
from tests.reading import Browser

__all__ = ["ASTRID", "KIM", "OLGA", "OMAR", "PETRA", "TOVE", "YOUNG"]

PASSWORD = "tre ord på rad"
LONG_WORD = "å" * 500
WORDS = (
    "Ljus på gångvägen bakom skolan",
    "Öppet på söndagar 🛹 👩‍👩‍👧",
    "ملعب كرة السلة",
    '<script>alert("1")</script> & <b>fet</b>',
    LONG_WORD,
)
"""Ideas as people write them: Swedish, emoji, right to left, a script, a word without end."""


# Staff


def staff_of(app: Flask) -> dict[str, str]:
    """Departments and accounts of the whole cast, without passwords; ids by e-mail address."""
    departments = {name: people.save_department(name, board) for name, board in cast.DEPARTMENTS.items()}
    return {
        person.email: people.create_staff(
            email=person.email,
            name=person.name,
            role=person.role,
            title=person.title,
            department_id=departments.get(person.department or ""),
            now=clock.now(),
        )
        for person in cast.STAFF
    }


def account(person: Person) -> Staff:
    """Somebody's account as it is in the database now."""
    db.db.session.rollback()
    found: Staff | None = db.db.session.scalar(select(Staff).where(Staff.email == person.email))
    assert found is not None
    return found


def at_desk(app: Flask, person: Person) -> Browser:
    """A browser in which somebody is signed in (hashing a password for each would take the tests' time)."""
    browser = Browser(app)
    staff = account(person)
    user_id = staff.get_id()
    with browser.client.session_transaction() as session:
        session.update(_user_id=user_id, signed_in_at=clock.now().isoformat(), _fresh=True)
    return browser


# Evenings


@dataclass(slots=True)
class Evening:
    """An event that somebody leads, and those who joined it."""

    app: Flask
    leader: Person
    event_id: str
    process_id: str
    code: str
    steps: dict[str, str]
    leader_id: str

    @property
    def event(self) -> Event:
        """The event as it is in the database now."""
        db.db.session.rollback()
        found = event_queries.event(self.event_id)
        assert found is not None
        return found

    @property
    def board(self) -> str:
        """The id of the step in which ideas are given."""
        return self.steps["ideas"]

    @property
    def path(self) -> str:
        """The participant's page."""
        return f"/e/{self.event_id}"

    def go_to(self, kind: str) -> None:
        """The leader opens a step."""
        events.open_step(self.event_id, self.steps[kind], self.leader_id, clock.now())

    def open_others(self) -> None:
        """The leader lets everybody see everybody's ideas."""
        events.open_others(self.event_id, self.board, self.leader_id, clock.now())

    def add_step(self, kind: str, **settings: Any) -> str:
        """The leader adds a step at the end of the agenda; returns its id."""
        words = {"title": f"Mer: {kind}", "minutes": 5, "settings": settings, "after_id": "", "once": tokens.new_id()}
        return agenda.add_step(self.event_id, kind, **words)

    def open_beside(self, step_id: str) -> None:
        """The leader opens a step beside the one that the room is in."""
        room.open_beside(self.event_id, step_id, by_id=self.leader_id, now=clock.now())

    def end(self, kind: str = "closed") -> None:
        """The leader closes the event, or cancels it."""
        hear_back_on = self.event.starts_at.date() + dt.timedelta(days=21)
        events.end_event(
            self.event_id,
            kind,
            reason="Lokalen är låst",
            hear_back_on=hear_back_on,
            by_id=self.leader_id,
            now=clock.now(),
        )

    def browser(self, language: str = "en") -> Browser:
        """Somebody joins by the code in two taps and stands on the page that the room is in."""
        somebody = Browser(self.app, language)
        somebody.get(f"/j/{self.code}")
        answer = somebody.send(f"/j/{self.code}")
        assert answer.status_code == 200
        return somebody

    def desk(self) -> Browser:
        """The leader's browser, signed in."""
        return at_desk(self.app, self.leader)

    def join(self) -> str:
        """Somebody joins without a browser; returns the participant's id."""
        return self.who(participants.join(self.event_id, tokens.new_id()))

    def who(self, secret: str) -> str:
        """The participant whose device keeps `secret`."""
        found = db.db.session.scalar(
            select(Participant.id).where(Participant.token_hash == participants.device_hash(secret))
        )
        assert found is not None
        return found

    def who_is(self, browser: Browser) -> str:
        """The participant that a browser is."""
        secret = browser.cookie(f"t_{self.event_id}")
        assert secret is not None
        return self.who(secret)

    def give(self, text: str, participant_id: str | None = None, at: dt.datetime | None = None) -> str:
        """Somebody gives an idea (None: the leader writes it down); returns its id."""
        gift = Gift(tokens.new_id(), self.event_id, self.board, participant_id, ideas.KIND, text, "sv")
        ideas.give_idea(gift, at or clock.now())
        return gift.id


def evening_of(
    app: Flask,
    leader: Person = OMAR,
    *,
    title: str = "Hur blir kvällen bättre?",
    starts_at: dt.datetime | None = None,
    approve_first: bool = False,
) -> Evening:
    """An idea workshop that `leader` prepared; no step is open yet. Ideas need approval only when that is asked for."""
    leader_id = account(leader).id
    starts_at = starts_at or clock.now().replace(minute=0, second=0, microsecond=0)
    process_id = processes.create_process(
        title=f"Process: {title}",
        introduction="Kommunen svarar på varje förslag.",
        board="Kultur- och fritidsnämnden",
        organiser_id=leader_id,
        now=starts_at,
    )
    plan = events.Plan(
        title=title,
        place="Ungdomens hus",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=4),
        hear_back_on=starts_at.date() + dt.timedelta(days=21),
    )
    event_id = events.create_event(
        process_id, plan, method_key="idea-workshop", language="sv", organiser_id=leader_id, now=starts_at
    )
    event = event_queries.event(event_id)
    assert event is not None
    steps = {step.kind: step.id for step in event.steps}
    if not approve_first:
        moderation.set_approval(event_id, steps["ideas"], "open")
    return Evening(app, leader, event_id, process_id, event.join_code, steps, leader_id)


def refusal_of(attempt: Any, *args: Any, **more: Any) -> str:
    """The code with which an attempt is refused, or `accepted`."""
    try:
        attempt(*args, **more)
    except Refusal as refusal:
        return refusal.code
    return "accepted"


# Fixtures: a room's conftest imports those that it needs


@pytest.fixture
def evening(town: Flask) -> Evening:
    """Omar's evening with its idea board open, once on each database."""
    staff_of(town)
    made = evening_of(town)
    made.go_to("ideas")
    return made


@pytest.fixture
def small_evening(app: Flask) -> Evening:
    """The same on SQLite alone, for tests of pages."""
    staff_of(app)
    made = evening_of(app)
    made.go_to("ideas")
    return made


@pytest.fixture
def others_evening(small_evening: Evening) -> Evening:
    """Olga's evening in the same town as Omar's: everybody there is a stranger here."""
    made = evening_of(small_evening.app, OLGA, title="Planera våren")
    made.go_to("ideas")
    return made
