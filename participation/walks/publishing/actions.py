"""Letting places go out and taking them down, with their pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events.actions import take_turn
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.models import Event
from participation.media import actions as media
from participation.refusal import Refusal
from participation.walks import rules as walks
from participation.walks.maps import queries as maps
from participation.walks.maps import shapes
from participation.walks.maps.models import TownMap
from participation.walks.marking.models import Observation, ObservationPicture
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
        town = _map_of(session, event_id, step_id)
        place.lon, place.lat = told_spot(facts.lon, facts.lat, town) if draft.with_spot else (None, None)
        session.flush()
        _let_out(session, place_id, by_id, now)
    return place_id


def told_spot(lon: float | None, lat: float | None, town: TownMap | None) -> tuple[float | None, float | None]:
    """The spot that a place is told as: off the houses of the town's map, and then on a coarse grid."""
    if lon is None or lat is None:
        return None, None
    if town is not None:
        svg = maps.picture(town.id) or ""
        spot = shapes.off_houses(town.bounds.metres(lon, lat), shapes.houses(svg), shapes.ways(svg))
        lon, lat = town.bounds.degrees(*spot)
    return rules.coarse(lon, lat)


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


def show_picture(
    place_id: str, contribution_id: str, picture_id: str, masked: Sequence[str], words: str, now: dt.datetime
) -> None:
    """Let one picture of a place go out, with parts of it covered and words for those who cannot see it.

    What goes out is a picture of its own, made anew: nothing lies under what is covered.
    """
    if not words:
        raise Refusal("picture_needs_words", field="words")
    theirs = db.db.session.get(ObservationPicture, picture_id)
    if theirs is None or theirs.contribution_id != contribution_id:
        raise Refusal("unknown_place_of_walk", status=404)
    picture = media.covered(picture_id, rules.masked_fields(masked))
    with db.writing() as session:
        place = _place(session, place_id, contribution_id)
        before = place.picture_id
        place.picture_id = media.store_picture(session, picture, words, now).id
        place.changed_at = now
        session.flush()
        _forget_picture(session, before)


def hide_picture(place_id: str, contribution_id: str, now: dt.datetime) -> None:
    """Take a place's picture down; the one that was sent stays with those who lead."""
    with db.writing() as session:
        place = _place(session, place_id, contribution_id)
        before, place.picture_id, place.changed_at = place.picture_id, None, now
        session.flush()
        _forget_picture(session, before)


def erase_places(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy what went out of contributions whose words are destroyed."""
    places = session.scalars(select(PublicPlace).where(PublicPlace.contribution_id.in_(contribution_ids))).all()
    ids, pictures = [place.id for place in places], [place.picture_id for place in places]
    for fact in (Publication, Removal, Remedy):
        session.execute(delete(fact).where(fact.place_id.in_(ids)))
    session.execute(delete(PublicPlace).where(PublicPlace.id.in_(ids)))
    for picture_id in pictures:
        _forget_picture(session, picture_id)


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
    return maps.one(plan.map_id) if plan.map_id else maps.present()


def _forget_picture(session: Session, picture_id: str | None) -> None:
    if picture_id is not None:
        media.destroy(session, [picture_id])
        event.listen(session, "after_commit", lambda _session: media.remove_files([picture_id]), once=True)
