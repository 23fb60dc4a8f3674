"""Observations: each extends a contribution one to one. Their pictures, conflicts, and who walks in which group."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class Observation(Model):
    """What an observation has besides its words.

    `digest` is that of its content, by which a phone's second sending is known. `place` is the name of the stop or
    street as it was then. A conflict is another observation that came under the same id: `conflicts_with` names the
    first, and the leader keeps one of them or both.
    """

    __tablename__ = "observation"
    __table_args__ = (
        CheckConstraint("feeling between -3 and 3", name="feeling"),
        CheckConstraint("light in ('dark', 'day')", name="light"),
        CheckConstraint("(lon is null) = (lat is null)", name="position"),
    )

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    feeling: Mapped[int]
    about: Mapped[list[str]] = mapped_column(JSON)
    stop: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(80))
    lon: Mapped[float | None]
    lat: Mapped[float | None]
    accuracy: Mapped[int | None]
    light: Mapped[str] = mapped_column(String(4))
    group_number: Mapped[int]
    """0: no group, or written down by the leader."""
    marked_at: Mapped[dt.datetime] = mapped_column(Moment)
    digest: Mapped[str] = mapped_column(String(64))
    conflicts_with: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"))


class ObservationPicture(Model):
    """A picture of an observation; `upload` is the digest of the file that came, so that it can come twice."""

    __tablename__ = "observation_picture"
    __table_args__ = (UniqueConstraint("contribution_id", "upload"),)

    picture_id: Mapped[str] = mapped_column(ForeignKey("picture.id"), primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"))
    upload: Mapped[str] = mapped_column(String(64))


class Walker(Model):
    """A participant on a walk: the group, and how many observations were still on the phone when it last said so."""

    __tablename__ = "walker"
    __table_args__ = (CheckConstraint("unsent >= 0 and group_number >= 0", name="counts"),)

    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    group_number: Mapped[int] = mapped_column(default=0)
    unsent: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[dt.datetime] = mapped_column(Moment)
