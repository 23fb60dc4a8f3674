"""Laying out a series, and preparing its meetings one after the other. Everything here is safe to send twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import clock, db, tokens
from participation.events import queries as events
from participation.events import rules as event_rules
from participation.events.actions import Plan, add_organiser, check_event_running, take_turn
from participation.events.models import Event
from participation.events.preparing import actions as preparing
from participation.events.rehearsals.rules import check_real
from participation.events.series import queries, rules
from participation.events.series.models import Occasion, Series
from participation.jobs import actions as queue
from participation.refusal import Refusal

JOB = "series"


def lay_out(event_id: str, rhythm: rules.Rhythm, *, zone: str, by_id: str, now: dt.datetime) -> str:
    """Let an event come back: its dates are laid out. Returns the series' id.

    An event begins one series: laying it out again leads to the one that there is.
    """
    with db.writing() as session:
        take_turn(session, event_id)
        known = session.scalar(select(Occasion.series_id).where(Occasion.event_id == event_id))
        if known is not None:
            return known
        event = session.get_one(Event, event_id)
        check_real(event.rehearses_id)
        check_event_running(session, event_id)
        series = Series(
            id=tokens.id_of("series", event_id),
            process_id=event.process_id,
            every=rhythm.every,
            made_at=now,
            made_by_id=by_id,
        )
        session.add(series)
        length = event.ends_at - event.starts_at
        for number, day in enumerate(rules.days(clock.local_date(event.starts_at, zone), rhythm)):
            starts_at = rules.at(day, event.starts_at, zone)
            occasion_id = tokens.id_of("occasion", series.id, day.isoformat())
            session.add(
                Occasion(
                    id=occasion_id,
                    series=series,
                    starts_at=starts_at,
                    ends_at=starts_at + length,
                    event_id=None if number else event_id,
                )
            )
            if number:
                _remember(session, occasion_id, starts_at, by_id)
        return series.id


def prepare_next(series_id: str, *, zone: str, by_id: str, now: dt.datetime) -> str | None:
    """Prepare the next date that has no meeting yet, like the newest meeting that there is. Returns its event's id;
    None when no date is left.

    Three verbs one after another, each safe to repeat; so is the whole.
    """
    found = queries.next_to_prepare(series_id, now)
    if found is None:
        return None
    occasion, source = found
    occasion_id, source_id, leaders = occasion.id, source.id, events.organisers(source.id)
    held_on, on = clock.local_date(source.starts_at, zone), clock.local_date(occasion.starts_at, zone)
    plan = Plan(
        title=source.title,
        place=source.place,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        hear_back_on=rules.heard_back(source.hear_back_on, held_on, on),
    )
    event_id = preparing.copy_event(
        source_id, source.process_id, plan, organiser_id=by_id, now=now, once=f"series {occasion_id}"
    )
    for staff_id in leaders - {by_id}:
        add_organiser(event_id, staff_id)
    with db.writing() as session:
        made = session.get_one(Occasion, occasion_id)
        made.event_id = made.event_id or event_id
        made.dropped_at = made.dropped_by_id = None
    return event_id


def go_on(event_id: str, *, zone: str, by_id: str, now: dt.datetime) -> None:
    """A meeting is over: the next one of its series is prepared, if none is ahead already."""
    series_id = queries.series_of(event_id)
    if series_id is not None and not queries.ahead(series_id, now):
        prepare_next(series_id, zone=zone, by_id=by_id, now=now)


def do_job(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """Prepare a meeting whose day comes near, because nobody closed the one before it."""
    occasion = db.db.session.get(Occasion, payload["occasion"])
    if occasion is not None and occasion.event_id is None and occasion.dropped_at is None:
        zone = current_app.config["TIMEZONE"]
        prepare_next(occasion.series_id, zone=zone, by_id=payload["by"], now=now)


def _remember(session: Session, occasion_id: str, starts_at: dt.datetime, by_id: str) -> None:
    """A date is prepared some days before at the latest."""
    payload = {"occasion": occasion_id, "by": by_id}
    queue.enqueue(session, JOB, f"{JOB}:{occasion_id}", starts_at - rules.AT_LATEST, payload)


def add(series_id: str, starts_at: dt.datetime, ends_at: dt.datetime, once: str, by_id: str) -> None:
    """One date more; the same form sent twice is one."""
    event_rules.check_times(starts_at, ends_at, None)
    occasion_id = tokens.id_of("occasion", series_id, once)
    with db.writing() as session:
        series = _series(session, series_id)
        if session.get(Occasion, occasion_id) is None:
            rules.check_may_grow(len(series.occasions))
            session.add(Occasion(id=occasion_id, series_id=series_id, starts_at=starts_at, ends_at=ends_at))
            _remember(session, occasion_id, starts_at, by_id)


def move(series_id: str, occasion_id: str, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """Move a date for which nothing is prepared yet."""
    event_rules.check_times(starts_at, ends_at, None)
    with db.writing() as session:
        occasion = _bare(session, series_id, occasion_id)
        occasion.starts_at, occasion.ends_at = starts_at, ends_at


def drop(series_id: str, occasion_id: str, by_id: str, now: dt.datetime) -> None:
    """Nobody meets on a date. Dropping twice is once: the first one stands."""
    with db.writing() as session:
        occasion = _bare(session, series_id, occasion_id)
        if occasion.dropped_at is None:
            occasion.dropped_at, occasion.dropped_by_id = now, by_id


def take_up(series_id: str, occasion_id: str) -> None:
    """They meet after all."""
    with db.writing() as session:
        occasion = _bare(session, series_id, occasion_id)
        occasion.dropped_at = occasion.dropped_by_id = None


def _series(session: Session, series_id: str) -> Series:
    """The series, held until this transaction ends."""
    return session.execute(select(Series).where(Series.id == series_id).with_for_update()).scalar_one()


def _bare(session: Session, series_id: str, occasion_id: str) -> Occasion:
    """A date of this series without a meeting; one that has a meeting is changed on that meeting's own page."""
    _series(session, series_id)
    occasion = session.get(Occasion, occasion_id)
    if occasion is None or occasion.series_id != series_id:
        raise Refusal("unknown_occasion", status=404)
    if occasion.event_id is not None:
        raise Refusal("already_prepared", status=409)
    return occasion
