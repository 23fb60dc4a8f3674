"""Preparing events: from a method, with code, QR and poster."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.events import actions, activities, queries
from participation.events.access import anyone_at_event, organiser
from participation.events.actions import Plan
from participation.events.co_leaders import queries as co_leaders
from participation.events.library import queries as library
from participation.events.participants import actions as participants
from participation.events.participants import pseudonyms
from participation.events.preparing import queries as preparing
from participation.events.qr import inline, png, public_address, svg
from participation.events.rehearsals import queries as rehearsals
from participation.events.room.routes import joining
from participation.events.rules import MOST_SLIPS
from participation.events.safety import safety
from participation.events.series import queries as series
from participation.methods.rules import LONGEST_NOTE
from participation.people import queries as people
from participation.people.models import Role
from participation.processes.access import organises_process
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on
from participation.web.words import ADDED, SAVED

bp = Blueprint("events", __name__)


@bp.get("/staff/processes/<process_id>")
@allow(organises_process)
def of_process(process_id: str) -> str:
    """A process's events, and the form to prepare another."""
    return page(
        "events/of_process.html",
        process=g.process,
        events=queries.of_process(process_id),
        progress=preparing.progress_of_process(process_id),
        series=series.of_process(process_id),
        methods=[(key, method.title[method.language(current())]) for key, method in library.startable().items()],
        chosen=request.args.get("method", "idea-workshop"),
        colleagues=people.present(Role.ORGANISER, Role.ADMINISTRATOR),
        once=tokens.new_secret()[:32],
    )


@bp.post("/staff/processes/<process_id>/events")
@allow(organises_process)
@answers_on("events.of_process")
def create(process_id: str) -> ResponseReturnValue:
    """Prepare an event from a method."""
    event_id = actions.create_event(
        g.process.id,
        planned(),
        method_key=forms.choice("method", library.startable()),
        language=current(),
        organiser_id=current_user.id,
        now=clock.now(),
        once=forms.text("once", limit=32, required=False),
    )
    return done("events.prepare", event_id=event_id)


@bp.get("/e/<event_id>/prepare")
@allow(organiser)
def prepare(event_id: str) -> str:
    """What is ready and what is left: words and times, agenda, checklist, how people get in."""
    links = co_leaders.of_event(event_id, over=g.event.ending is not None, now=clock.now())
    return page(
        "events/prepare.html",
        event=g.event,
        progress=preparing.progress(event_id),
        organisers=queries.organiser_names(event_id),
        colleagues=people.present(Role.ORGANISER, Role.ADMINISTRATOR),
        co_leaders=[(link, pseudonyms.name(link.pseudonym, current())) for link in links],
        kinds=activities.kinds(),
        own_forms=activities.own_forms(),
        papers=activities.papers(),
        once=tokens.new_id(),
        rehearsal_id=rehearsals.running(event_id),
        series_id=series.series_of(event_id),
        **safety(g.event),
        **joining(),
    )


@bp.post("/e/<event_id>/prepare")
@allow(organiser)
@answers_on("events.prepare")
def change(event_id: str) -> ResponseReturnValue:
    """Change title, place and times."""
    actions.change_event(event_id, planned())
    return done("events.prepare", event_id=event_id, told=SAVED)


@bp.post("/e/<event_id>/steps/<step_id>")
@allow(organiser)
@answers_on("events.prepare")
def change_step(event_id: str, step_id: str) -> ResponseReturnValue:
    """Change a step's words and time."""
    actions.change_step(
        event_id,
        step_id,
        title=forms.text("title", limit=120),
        prompt=forms.text("prompt", limit=500, required=False),
        minutes=forms.whole("minutes", least=1, most=600),
        note=forms.text("note", limit=LONGEST_NOTE, required=False),
        timer="1" in forms.choices("timer"),
    )
    return done("events.prepare", event_id=event_id, told=SAVED)


@bp.post("/e/<event_id>/organisers")
@allow(organiser)
@answers_on("events.prepare")
def add_organiser(event_id: str) -> ResponseReturnValue:
    """Let a colleague lead this event."""
    colleagues = [person.id for person in people.present(Role.ORGANISER, Role.ADMINISTRATOR)]
    actions.add_organiser(event_id, forms.choice("colleague", colleagues))
    return done("events.prepare", event_id=event_id, told=ADDED)


@bp.get("/e/<event_id>/poster")
@allow(organiser)
def poster(event_id: str) -> str:
    """A poster to print on A4 or A3."""
    return page("events/poster.html", event=g.event, **joining())


@bp.post("/e/<event_id>/slips")
@allow(organiser)
@answers_on("events.prepare")
def slips(event_id: str) -> ResponseReturnValue:
    """A sheet of single-use slips to print; their codes are shown only now."""
    count = forms.whole("count", least=1, most=MOST_SLIPS)
    made = participants.print_slips(event_id, count, forms.text("once", limit=32))
    sheet = [(number, tokens.spaced_code(code), inline(public_address(f"/t#{code}"), code)) for number, code in made]
    return page("events/slips.html", event=g.event, sheet=sheet, address=public_address("/t").partition("://")[2])


@bp.get("/e/<event_id>/code.<kind>")
@allow(anyone_at_event)
def code(event_id: str, kind: str) -> Response:
    """The join code's QR as a file: `code.svg` for print, `code.png` for slides."""
    address = public_address(f"/j/{g.event.join_code}")
    if kind == "svg":
        return Response(svg(address), mimetype="image/svg+xml")
    if kind == "png":
        return Response(png(address), mimetype="image/png")
    abort(404)


def planned() -> Plan:
    """What was typed into the fields of `events/_plan_fields.html`."""
    return Plan(
        title=forms.text("title", limit=120),
        place=forms.text("place", limit=120, required=False),
        starts_at=forms.moment("starts_at"),
        ends_at=forms.moment("ends_at"),
        hear_back_on=forms.date("hear_back_on", required=False),
    )
