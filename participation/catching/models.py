"""A wish that became no proposal, because somebody else can do it at once."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class PassingOn(Model):
    """Whom a wish was passed on to. Who said it sees that by the way back."""

    __tablename__ = "passing_on"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    to_whom: Mapped[str] = mapped_column(String(160))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
