"""Start, process, desk, and the pages that say how this site treats its readers."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, abort, request
from flask_login import current_user

from participation import clock
from participation.db import db
from participation.dialogues.questions import queries as questions
from participation.evaluation import queries as evaluation
from participation.events import queries as events
from participation.events.duty import queries as duty
from participation.events.participants import queries as participants
from participation.events.records import queries as records
from participation.home import queries
from participation.people.access import signed_in
from participation.processes import queries as processes
from participation.processes.models import Process
from participation.proposals import queries as proposals
from participation.proposals.desk import queries as desks
from participation.proposals.following.channels import queries as channels
from participation.proposals.routes import today
from participation.proposals.rules import DECIDED
from participation.walks.protocol import queries as protocols
from participation.walks.publishing import queries as places
from participation.walks.publishing.queries import Asked
from participation.web.access import allow, everyone
from participation.web.fragments import page

bp = Blueprint("home", __name__)
TESTED_ON = dt.date(2026, 11, 22)
"""When accessibility was last tested by people, as the law wants it said."""


@bp.get("/")
@allow(everyone)
def start() -> str:
    """What is going on, what was promised, what got done, and a field for the code."""
    return page(
        "home/start.html",
        joined=[event for event in participants.events_of_device(request.cookies) if event.ending is None][:3],
        events=queries.going_on(clock.now(), 6),
        processes=processes.newest(6),
        proposals=proposals.newest(6, DECIDED) or proposals.newest(6),
        places_told=bool(places.published(Asked(), 1)),
    )


@bp.get("/p/<process_id>")
@allow(everyone)
def process(process_id: str) -> str:
    """A process in public: its events and its proposals."""
    found = db.session.get(Process, process_id) or abort(404)
    return page(
        "home/process.html",
        process=found,
        events=events.of_process(process_id),
        protocols=protocols.public_of(process_id),
        proposals=proposals.of_process(process_id, 50),
        with_answers=questions.answered_in_public(process_id),
        evaluated=evaluation.release(process_id) is not None,
        today=today(),
    )


@bp.get("/staff")
@allow(signed_in)
def desk() -> str:
    """Where staff begin."""
    return page(
        "home/desk.html",
        events=events.led_by(current_user, 8),
        processes=processes.of_staff(current_user)[:8],
        waiting=desks.desk_of(current_user, today()).first,
        asked=len(questions.owed_by(current_user.id)),
        walks=protocols.asked_of(current_user),
        unread=duty.unread(current_user.id) if duty.is_on_duty(current_user.id) else None,
    )


@bp.get("/privacy")
@allow(everyone)
def privacy() -> str:
    """What is kept about whom, in words for children first."""
    return page("home/privacy.html", decisions=records.decisions(), channels=channels.anywhere())


@bp.get("/accessibility")
@allow(everyone)
def accessibility() -> str:
    """The accessibility statement."""
    return page("home/accessibility.html", tested_on=TESTED_ON)


@bp.get("/help")
@allow(everyone)
def help_me() -> str:
    """Where to turn when something is hard."""
    return page("home/help.html")


@bp.get("/healthz")
@allow(everyone)
def healthz() -> Response:
    """The process is alive."""
    return Response("ok", mimetype="text/plain")


@bp.get("/readyz")
@allow(everyone)
def readyz() -> Response:
    """The database is reachable and its migrations are current."""
    current = queries.migrations_are_current()
    return Response("ready" if current else "migrations are missing", status=200 if current else 503)
