"""Public places: what was approved to go out, apart from what was marked, and the facts about it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class PublicPlace(Model):
    """A place as it goes out, with words and a spot of its own: the observation behind it stays where it is.

    It comes from a walk (`contribution_id`) or from another system (`key_id`, with the `token` that system asks by and
    the `digest` of what it sent). It is public while there is a `Publication` and no `Removal`.
    """

    __tablename__ = "public_place"
    __table_args__ = (
        CheckConstraint("(contribution_id is null) <> (key_id is null)", name="origin"),
        CheckConstraint("(lon is null) = (lat is null)", name="position"),
        CheckConstraint("feeling between -3 and 3", name="feeling"),
        CheckConstraint("light in ('dark', 'day', '')", name="light"),
        CheckConstraint("length(text) <= 4000", name="text"),
        Index("ix_public_place_came_at", "came_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    contribution_id: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"), unique=True)
    key_id: Mapped[str | None] = mapped_column(ForeignKey("open311_key.id"))
    token: Mapped[str | None] = mapped_column(String(16), unique=True)
    digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    category: Mapped[str] = mapped_column(String(16))
    feeling: Mapped[int]
    light: Mapped[str] = mapped_column(String(4))
    text: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(String(200))
    lon: Mapped[float | None]
    lat: Mapped[float | None]
    came_at: Mapped[dt.datetime] = mapped_column(Moment)
    """To the hour: to the minute it would say who stood there."""
    changed_at: Mapped[dt.datetime] = mapped_column(Moment)


class Publication(Model):
    """Somebody approved that a place goes out."""

    __tablename__ = "public_place_publication"

    place_id: Mapped[str] = mapped_column(ForeignKey("public_place.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))


class Removal(Model):
    """Somebody declined what came, or took down what had gone out."""

    __tablename__ = "public_place_removal"

    place_id: Mapped[str] = mapped_column(ForeignKey("public_place.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))


class Remedy(Model):
    """It is taken care of, or will not be, in words for everybody."""

    __tablename__ = "public_place_remedy"

    place_id: Mapped[str] = mapped_column(ForeignKey("public_place.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    words: Mapped[str] = mapped_column(String(300))
