"""Letting places go out and taking them down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events.actions import take_turn
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.models import Event
from participation.refusal import Refusal
from participation.walks import rules as walks
from participation.walks.maps import queries as maps
from participation.walks.maps.models import TownMap
from participation.walks.marking.models import Observation
from participation.walks.planning.actions import walk_step
from participation.walks.publishing import rules
from participation.walks.publishing.models import Publication, PublicPlace, Remedy, Removal
from participation.walks.publishing.rules import Draft


def publish(event_id: str, step_id: str, contribution_id: str, draft: Draft, *, by_id: str, now: dt.datetime) -> str:
    """Let an observation go out as a place, in words that somebody chose for it; doing it again changes those.

    Returns the place's id, which stays the same.
    """
    with db.writing() as session:
        take_turn(session, event_id)
        if session.get_one(Event, event_id).rehearses_id is not None:
            raise Refusal("nothing_public_of_a_rehearsal", status=409)
        facts = _to_publish(session, event_id, step_id, contribution_id)
        place_id = tokens.id_of("place", contribution_id)
        place = session.get(PublicPlace, place_id)
        if place is None:
            place = PublicPlace(id=place_id, contribution_id=contribution_id, came_at=rules.came_at(facts.marked_at))
            session.add(place)
        place.category, place.text, place.address = draft.category, draft.text, draft.address
        place.feeling, place.light, place.changed_at = facts.feeling, facts.light, now
        spot = (facts.lon, facts.lat) if draft.with_spot and facts.lon is not None and facts.lat is not None else None
        (told,) = maps.told([spot], _map_of(session, event_id, step_id))
        place.lon, place.lat = told or (None, None)
        session.flush()
        _let_out(session, place_id, by_id, now)
    return place_id


def approve(place_id: str, *, by_id: str, now: dt.datetime) -> None:
    """Let go out what another system sent; approving twice is once."""
    with db.writing() as session:
        place = _place(session, place_id)
        if place.key_id is None:
            raise Refusal("unknown_place_of_walk", status=404)
        place.changed_at = now
        _let_out(session, place_id, by_id, now)


def take_down(place_id: str, *, by_id: str, now: dt.datetime, contribution_id: str | None = None) -> None:
    """Decline what came, or take down what went out; twice is once. `contribution_id` says which walk's it must be."""
    with db.writing() as session:
        place = _place(session, place_id, contribution_id)
        place.changed_at = now
        if session.get(Removal, place_id) is None:
            session.add(Removal(place_id=place_id, at=now, by_id=by_id))


def close(place_id: str, words: str, *, by_id: str, now: dt.datetime, contribution_id: str | None = None) -> None:
    """Say that a place is taken care of, or why it will not be; saying it again changes the words."""
    with db.writing() as session:
        place = _place(session, place_id, contribution_id)
        place.changed_at = now
        session.merge(Remedy(place_id=place_id, at=now, by_id=by_id, words=words))


def erase_places(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy what went out of contributions whose words are destroyed."""
    ids = session.scalars(select(PublicPlace.id).where(PublicPlace.contribution_id.in_(contribution_ids))).all()
    for fact in (Publication, Removal, Remedy):
        session.execute(delete(fact).where(fact.place_id.in_(ids)))
    session.execute(delete(PublicPlace).where(PublicPlace.id.in_(ids)))


def _let_out(session: Session, place_id: str, by_id: str, now: dt.datetime) -> None:
    session.execute(delete(Removal).where(Removal.place_id == place_id))
    if session.get(Publication, place_id) is None:
        session.add(Publication(place_id=place_id, at=now, by_id=by_id))


def _place(session: Session, place_id: str, contribution_id: str | None = None) -> PublicPlace:
    # Two who press at once are one after the other.
    place = session.get(PublicPlace, place_id, with_for_update=True)
    if place is None or (contribution_id is not None and place.contribution_id != contribution_id):
        raise Refusal("unknown_place_of_walk", status=404)
    return place


def _to_publish(session: Session, event_id: str, step_id: str, contribution_id: str) -> Observation:
    """The observation, when nothing holds it back."""
    wanted = (
        select(Observation)
        .join(Contribution, Contribution.id == Observation.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .where(Contribution.id == contribution_id, Contribution.event_id == event_id, Contribution.step_id == step_id)
        .where(contributions.present(), Hiding.contribution_id.is_(None))
    )
    facts = session.scalar(wanted)
    if facts is None:
        raise Refusal("not_to_publish", status=404)
    return facts


def _map_of(session: Session, event_id: str, step_id: str) -> TownMap | None:
    plan = walks.plan_of(walk_step(session, event_id, step_id).settings)
    return maps.of_plan(plan.map_id)
