"""Gathering what was marked into places, and putting that right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events.actions import take_turn
from participation.events.contributions.models import Contribution
from participation.refusal import Refusal
from participation.walks.marking.models import Observation
from participation.walks.places import queries, rules
from participation.walks.places.models import Place, PlaceObservation
from participation.walks.planning.actions import walk_step

NEW, NOWHERE = "new", "out"
"""Where observations can be moved besides a place: to one of their own, or out of the protocol."""


def gather(event_id: str, step_id: str, by_id: str, now: dt.datetime) -> None:
    """Put everything that is in no place yet where it belongs; what somebody arranged stays as it is."""
    with db.writing() as session:
        take_turn(session, event_id)
        known = queries.of_walk(walk_step(session, event_id, step_id))
        spots = [item.spot for item in known.waiting]
        for group in rules.gather(spots, queries.groups(known.places)):
            place_id = group.key or _make(session, step_id, min(group.ids), by_id, now)
            session.add_all(PlaceObservation(contribution_id=id_, place_id=place_id) for id_ in group.ids)


def move(
    event_id: str, step_id: str, contribution_ids: Collection[str], to: str, *, once: str, by_id: str, now: dt.datetime
) -> None:
    """Move observations to another place, to a new one of their own (`NEW`), or out of the protocol (`NOWHERE`)."""
    with db.writing() as session:
        take_turn(session, event_id)
        walk_step(session, event_id, step_id)
        if not contribution_ids:
            raise Refusal("tick_observations", field="observation")
        here = select(Observation.contribution_id).join(Contribution, Contribution.id == Observation.contribution_id)
        known = here.where(Contribution.step_id == step_id, Contribution.id.in_(contribution_ids))
        if set(session.scalars(known)) != set(contribution_ids):
            raise Refusal("unknown_contribution", status=404)
        place_id = _target(session, step_id, to, once, by_id, now)
        for contribution_id in contribution_ids:
            session.merge(PlaceObservation(contribution_id=contribution_id, place_id=place_id))


def name(event_id: str, step_id: str, place_id: str, called: str, about: str) -> None:
    """Say what a place is called, and what it is about."""
    with db.writing() as session:
        take_turn(session, event_id)
        place = place_of(session, step_id, place_id)
        place.name, place.about = called, about


def merge(event_id: str, step_id: str, place_id: str, into_id: str) -> None:
    """Everything that was marked at one place belongs to another; merging twice is once."""
    with db.writing() as session:
        take_turn(session, event_id)
        place, other = place_of(session, step_id, place_id), place_of(session, step_id, into_id)
        if place.id == other.id:
            raise Refusal("not_a_choice", field="into")
        inside = select(PlaceObservation).where(PlaceObservation.place_id == place.id)
        for row in session.scalars(inside):
            row.place_id = other.id


def place_of(session: Session, step_id: str, place_id: str) -> Place:
    """A place of this walk; refuses any other."""
    place = session.get(Place, place_id)
    if place is None or place.step_id != step_id:
        raise Refusal("unknown_place_here", status=404)
    return place


def _target(session: Session, step_id: str, to: str, once: str, by_id: str, now: dt.datetime) -> str | None:
    if to == NOWHERE:
        return None
    if to == NEW:
        return _make(session, step_id, once, by_id, now)
    return place_of(session, step_id, to).id


def _make(session: Session, step_id: str, seed: str, by_id: str, now: dt.datetime) -> str:
    """A new place of a walk, or the one that was made of the same seed before. Returns its id."""
    place_id = tokens.id_of("place", step_id, seed)
    if session.get(Place, place_id) is None:
        # Numbers are given one at a time, by whoever prepares the event (`take_turn`).
        last = session.scalar(select(func.max(Place.number)).where(Place.step_id == step_id)) or 0
        session.add(
            Place(id=place_id, step_id=step_id, number=last + 1, name="", about="", made_at=now, made_by_id=by_id)
        )
        session.flush()
    return place_id
