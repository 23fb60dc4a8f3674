"""Adding photographs to an event's report, choosing those for the poster, taking them away."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events.actions import take_turn
from participation.events.photos import rules
from participation.events.photos.models import EventPhoto
from participation.media import actions as media
from participation.refusal import Refusal


def add(event_id: str, picture: media.NewPicture, text: str, *, once: str, by_id: str, now: dt.datetime) -> None:
    """Add a photograph, with words for who does not see it; the form sent twice is one photograph."""
    photo_id = tokens.id_of("photo", event_id, once)
    with db.writing() as session:
        take_turn(session, event_id)
        if session.get(EventPhoto, photo_id) is not None:
            return
        rules.check_count(_count(session, event_id))
        kept = media.store_picture(session, picture, text, now)
        facts = {"added_at": now, "added_by_id": by_id}
        session.add(EventPhoto(id=photo_id, event_id=event_id, picture_id=kept.id, **facts))


def choose(event_id: str, photo_id: str, now: dt.datetime | None) -> None:
    """It is on the poster from `now` on, or no longer (None). Choosing the same again changes nothing."""
    with db.writing() as session:
        take_turn(session, event_id)
        photo = _photo(session, event_id, photo_id)
        if (photo.poster_at is None) == (now is None):
            return
        if now is not None:
            rules.check_poster(_count(session, event_id, on_poster=True))
        photo.poster_at = now


def remove(event_id: str, photo_id: str) -> None:
    """Destroy a photograph and its files: somebody in it may change their mind. What is gone is gone already."""
    with db.writing() as session:
        take_turn(session, event_id)
        if session.get(EventPhoto, photo_id) is None:
            return
        photo = _photo(session, event_id, photo_id)
        picture_id = photo.picture_id
        session.delete(photo)
        session.flush()
        media.destroy(session, [picture_id])
    media.remove_files([picture_id])


def _photo(session: Session, event_id: str, photo_id: str) -> EventPhoto:
    photo = session.get(EventPhoto, photo_id)
    if photo is None or photo.event_id != event_id:
        raise Refusal("unknown_photo", status=404)
    return photo


def _count(session: Session, event_id: str, *, on_poster: bool = False) -> int:
    wanted = select(func.count()).select_from(EventPhoto).where(EventPhoto.event_id == event_id)
    return session.scalar(wanted.where(EventPhoto.poster_at.is_not(None)) if on_poster else wanted) or 0
