"""Which pictures of a walk may be seen by everybody."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class ApprovedPicture(Model):
    """Somebody looked at a picture of an observation, covered what must not be seen, and said what it shows.

    `shown_id` is a picture of its own, made anew: nothing lies under what is covered. It is shown wherever its
    observation goes out, in the protocol and as a public place, and nowhere else.
    """

    __tablename__ = "approved_picture"

    picture_id: Mapped[str] = mapped_column(
        ForeignKey("observation_picture.picture_id", ondelete="CASCADE"), primary_key=True
    )
    shown_id: Mapped[str] = mapped_column(String(16), ForeignKey("picture.id"), unique=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
