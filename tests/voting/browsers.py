"""Browsers of the people in the hall, and the addresses that they use."""

from __future__ import annotations

from flask.testing import FlaskClient

from participation import clock
from participation.db import db
from participation.events import actions as events
from participation.events.participants.queries import COOKIE
from participation.people import actions as people
from participation.people.models import Staff
from participation.voting.rules import entry_key
from tests.voting.hall import Hall, Voter

PASSWORD = "tre ord i rad"


def phone(hall: Hall, voter: Voter) -> FlaskClient:
    """A participant's browser, in English."""
    client = hall.app.test_client()
    client.set_cookie(COOKIE + hall.event_id, voter.secret)
    client.set_cookie("language", "en")
    return client


def leader(hall: Hall) -> FlaskClient:
    """Omar's browser, signed in, in English."""
    people.set_password(hall.leader_id, PASSWORD)
    client = hall.app.test_client()
    client.set_cookie("language", "en")
    email = db.session.get_one(Staff, hall.leader_id).email
    answer = client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    assert answer.status_code == 303
    return client


def in_the_vote(hall: Hall) -> Hall:
    """The room goes to the step in which it votes."""
    events.open_step(hall.event_id, hall.step_id, hall.leader_id, clock.now())
    return hall


def ballot(hall: Hall) -> str:
    return f"/e/{hall.event_id}/votes/{hall.vote_id}/ballot"


def keys(hall: Hall, *numbers: int) -> list[str]:
    return [entry_key(hall.vote_id, number) for number in numbers]
