"""Keys with which other systems write."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class Open311Key(Model):
    """A system that may write, known by the digest of its key; once revoked, never again."""

    __tablename__ = "open311_key"
    __table_args__ = (CheckConstraint("(revoked_at is null) = (revoked_by_id is null)", name="revoked"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[dt.datetime] = mapped_column(Moment)
    made_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    revoked_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
