"""Letting an event come back, and looking after its dates."""

from __future__ import annotations

from flask import Blueprint, current_app, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.db import db
from participation.events.access import organiser
from participation.events.series import actions, queries, rules
from participation.events.series.access import keeper
from participation.events.series.words import EVERY
from participation.processes.models import Process
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import ADDED, MOVED, SAVED

bp = Blueprint("series", __name__)


@bp.get("/e/<event_id>/series")
@allow(organiser)
def repeat(event_id: str) -> str:
    """The form to let an event come back; the way to its series when it does already."""
    return page("events/series/repeat.html", event=g.event, every=EVERY, series_id=queries.series_of(event_id))


@bp.post("/e/<event_id>/series")
@allow(organiser)
@answers_on("series.repeat")
def lay_out(event_id: str) -> ResponseReturnValue:
    """Lay out the dates."""
    rhythm = rules.Rhythm(
        every=forms.choice("every", rules.EVERY),
        until=forms.date("until", required=False),
        times=forms.whole("times", least=0, most=rules.MOST_MEETINGS, otherwise=0) or None,
        breaks=rules.breaks_of(forms.text("breaks", limit=rules.LONGEST_SHEET, required=False)),
    )
    series_id = actions.lay_out(
        event_id, rhythm, zone=current_app.config["TIMEZONE"], by_id=current_user.id, now=clock.now()
    )
    return done("series.show", series_id=series_id, told=SAVED)


@bp.get("/staff/series/<series_id>")
@allow(keeper)
def show(series_id: str) -> str:
    """The dates ahead, and what came of the last meetings."""
    now = clock.now()
    known = queries.occasions(series_id)
    return page(
        "events/series/series.html",
        series=g.series,
        process=db.session.get(Process, g.series.process_id),
        title=next((item.event.title for item in reversed(known) if item.event), ""),
        every=EVERY[g.series.every],
        ahead=[item for item in known if queries.when(item) > now and not (item.event and item.event.ending)],
        over=[item for item in known if item.event and (item.event.ending or item.event.starts_at <= now)][::-1],
        held=queries.held_lately(series_id),
        may_prepare=queries.next_to_prepare(series_id, now) is not None,
        today=clock.local_date(now, current_app.config["TIMEZONE"]),
        once=tokens.new_id(),
    )


@bp.post("/staff/series/<series_id>/next")
@allow(keeper)
@answers_on("series.show")
def prepare_next(series_id: str) -> ResponseReturnValue:
    """Prepare the next date now."""
    event_id = actions.prepare_next(
        series_id, zone=current_app.config["TIMEZONE"], by_id=current_user.id, now=clock.now()
    )
    return done("events.prepare", event_id=event_id) if event_id else done("series.show", series_id=series_id)


@bp.post("/staff/series/<series_id>/dates")
@allow(keeper)
@answers_on("series.show")
def add(series_id: str) -> ResponseReturnValue:
    """One date more."""
    times = forms.moment("starts_at"), forms.moment("ends_at")
    actions.add(series_id, *times, forms.text("once", limit=32), current_user.id)
    return done("series.show", series_id=series_id, told=ADDED)


@bp.post("/staff/series/<series_id>/dates/<occasion_id>")
@allow(keeper)
@answers_on("series.show")
def change(series_id: str, occasion_id: str) -> ResponseReturnValue:
    """Move a date (`move=1`), drop it (`drop=1`), or take it up again."""
    if forms.flag("move"):
        actions.move(series_id, occasion_id, forms.moment("starts_at"), forms.moment("ends_at"))
    elif forms.flag("drop"):
        actions.drop(series_id, occasion_id, current_user.id, clock.now())
    else:
        actions.take_up(series_id, occasion_id)
    return done("series.show", series_id=series_id, told=MOVED if forms.flag("move") else SAVED)
