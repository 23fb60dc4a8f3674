"""The report of an event as page, CSV and JSON, and the poster that tells how it went."""

from __future__ import annotations

import datetime as dt
import json

from flask import Blueprint, Response, current_app, g, url_for
from flask_babel import gettext as _

from participation import clock, tokens
from participation.events.access import organiser
from participation.events.afterwards import exports, queries
from participation.events.photos import queries as photos
from participation.events.qr import inline, public_address
from participation.web.access import allow
from participation.web.files import attached
from participation.web.fragments import page

bp = Blueprint("afterwards", __name__, url_prefix="/e/<event_id>")


@bp.get("/report")
@allow(organiser)
def report(event_id: str) -> str:
    """Who was there in numbers, what came in, what was chosen, what was made of it, and what happens next."""
    told = queries.report(g.event)
    return page(
        "events/afterwards/report.html",
        report=told,
        columns=exports.COLUMNS,
        today=_today(),
        photos=photos.of_event(event_id),
        once=tokens.new_id(),
    )


@bp.get("/report.csv")
@allow(organiser)
def report_csv(event_id: str) -> Response:
    """The report's rows as a table."""
    return _file(exports.as_csv(queries.report(g.event), public_address("")), "csv", "text/csv")


@bp.get("/report.json")
@allow(organiser)
def report_json(event_id: str) -> Response:
    """The report as JSON, with its numbers and what the columns mean."""
    told = exports.as_json(queries.report(g.event), public_address(""))
    return _file(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "json", "application/json")


@bp.get("/how-it-went")
@allow(organiser)
def how_it_went(event_id: str) -> str:
    """A poster for the wall of the class, made from what was answered."""
    address = public_address(url_for("home.process", process_id=g.event.process_id))
    return page(
        "events/afterwards/how_it_went.html",
        told=queries.how_it_went(g.event),
        today=_today(),
        photos=[photo for photo in photos.of_event(event_id) if photo.poster_at],
        qr=inline(f"{address}#{g.event.id}", _("QR code of the page where you can follow this")),
        address=address.partition("://")[2],
    )


def _today() -> dt.date:
    return clock.local_date(clock.now(), current_app.config["TIMEZONE"])


def _file(body: str, kind: str, mimetype: str) -> Response:
    return attached(body, f"report-{g.event.join_code}.{kind}", mimetype)
