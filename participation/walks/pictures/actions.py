"""Approving pictures one by one, and taking that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from participation import db
from participation.events.actions import take_turn
from participation.events.contributions.models import Contribution
from participation.media import actions as media
from participation.refusal import Refusal
from participation.walks.marking.models import ObservationPicture
from participation.walks.pictures import rules
from participation.walks.pictures.models import ApprovedPicture


def approve(
    event_id: str, step_id: str, picture_id: str, masked: Sequence[str], words: str, *, by_id: str, now: dt.datetime
) -> None:
    """Let everybody see a picture, with parts of it covered and words for those who cannot see it.

    Doing it again puts another in its place.
    """
    if not words:
        raise Refusal("picture_needs_words", field="words")
    _check_here(db.db.session(), step_id, picture_id)
    covered = media.covered(picture_id, rules.masked_fields(masked))
    with db.writing() as session:
        take_turn(session, event_id)
        _check_here(session, step_id, picture_id)
        _forget(session, [picture_id])
        shown = media.store_picture(session, covered, words, now)
        session.add(ApprovedPicture(picture_id=picture_id, shown_id=shown.id, at=now, by_id=by_id))


def take_back(event_id: str, step_id: str, picture_id: str) -> None:
    """Nobody else sees a picture any more; the one that was sent stays with those who lead. Twice is once."""
    with db.writing() as session:
        take_turn(session, event_id)
        _check_here(session, step_id, picture_id)
        _forget(session, [picture_id])


def erase_shown(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy what went out of contributions whose words are destroyed."""
    theirs = select(ObservationPicture.picture_id).where(ObservationPicture.contribution_id.in_(contribution_ids))
    _forget(session, session.scalars(theirs).all())


def _check_here(session: Session, step_id: str, picture_id: str) -> None:
    picture = session.get(ObservationPicture, picture_id)
    if picture is None or session.get_one(Contribution, picture.contribution_id).step_id != step_id:
        raise Refusal("unknown_picture_here", status=404)


def _forget(session: Session, picture_ids: Sequence[str]) -> None:
    approved = session.scalars(select(ApprovedPicture).where(ApprovedPicture.picture_id.in_(picture_ids))).all()
    shown = [each.shown_id for each in approved]
    for each in approved:
        session.delete(each)
    session.flush()
    if shown:
        media.destroy(session, shown)
        event.listen(session, "after_commit", lambda _session: media.remove_files(shown), once=True)
