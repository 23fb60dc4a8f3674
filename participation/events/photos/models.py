"""Which photographs an event's report shows."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Model, Moment
from participation.media.models import Picture


class EventPhoto(Model):
    """A photograph of an event. Who added it said that everybody in it agrees to being shown.

    `id` follows from the form, so that a form sent twice is one photograph. `poster_at`: since when it is on the
    poster, too.
    """

    __tablename__ = "event_photo"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    picture_id: Mapped[str] = mapped_column(ForeignKey("picture.id"), unique=True)
    added_at: Mapped[dt.datetime] = mapped_column(Moment)
    added_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    poster_at: Mapped[dt.datetime | None] = mapped_column(Moment)

    picture: Mapped[Picture] = relationship(lazy="joined", innerjoin=True)
