"""Reads of a walk's pictures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from participation.db import db
from participation.events.contributions.models import Contribution
from participation.media.models import Picture
from participation.walks.marking.models import ObservationPicture
from participation.walks.pictures.models import ApprovedPicture


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of an observation, as it was sent, and as everybody may see it if somebody approved it."""

    sent: Picture
    shown: Picture | None


def of_observations(contribution_ids: Collection[str]) -> dict[str, list[Photo]]:
    """The pictures of observations, by the observation's id."""
    shown = aliased(Picture)
    wanted = (
        select(ObservationPicture.contribution_id, Picture, shown)
        .join(Picture, Picture.id == ObservationPicture.picture_id)
        .outerjoin(ApprovedPicture, ApprovedPicture.picture_id == Picture.id)
        .outerjoin(shown, shown.id == ApprovedPicture.shown_id)
        .where(ObservationPicture.contribution_id.in_(contribution_ids))
        .order_by(Picture.created_at, Picture.id)
    )
    found: dict[str, list[Photo]] = {}
    for contribution_id, sent, approved in db.session.execute(wanted):
        found.setdefault(contribution_id, []).append(Photo(sent, approved))
    return found


def of_step(step_id: str, picture_id: str) -> Photo | None:
    """One picture of a walk."""
    wanted = select(ObservationPicture.contribution_id).where(ObservationPicture.picture_id == picture_id)
    wanted = wanted.join(Contribution, Contribution.id == ObservationPicture.contribution_id)
    contribution_id = db.session.scalar(wanted.where(Contribution.step_id == step_id))
    photos = of_observations([contribution_id]).get(contribution_id, []) if contribution_id else []
    return next((photo for photo in photos if photo.sent.id == picture_id), None)


def newest_shown(contribution_id: InstrumentedAttribute[str | None]) -> ScalarSelect[str]:
    """Of the approved pictures of an observation the one that was approved last, as part of another query."""
    return (
        select(ApprovedPicture.shown_id)
        .join(ObservationPicture, ObservationPicture.picture_id == ApprovedPicture.picture_id)
        .where(ObservationPicture.contribution_id == contribution_id)
        .order_by(ApprovedPicture.at.desc(), ApprovedPicture.shown_id)
        .limit(1)
        .scalar_subquery()
    )
