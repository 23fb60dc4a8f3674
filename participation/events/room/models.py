"""What leaders do with the room's clock and screen, each as a fact with who and when."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class TimerMark(Model):
    """Somebody started, paused or lengthened the timer of a step, while the room was in it this time.

    `id` follows from the form, so that a form sent twice is one mark. `by_id` answers for it; `co_leader_id` is who
    pressed, when it was a co-leader.
    """

    __tablename__ = "timer_mark"
    __table_args__ = (UniqueConstraint("opening_id", "place"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"))
    place: Mapped[int]
    what: Mapped[str] = mapped_column(String(10))
    """`start`, `pause`, `go` or `more`."""
    seconds: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))


class ScreenCover(Model):
    """Everything on the big screen was hidden, and perhaps shown again. Hidden now is the row that nobody revealed."""

    __tablename__ = "screen_cover"
    __table_args__ = (
        Index(
            "uq_screen_cover",
            "event_id",
            unique=True,
            sqlite_where=text("revealed_at is null"),
            postgresql_where=text("revealed_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    covered_at: Mapped[dt.datetime] = mapped_column(Moment)
    covered_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    covered_by_co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
    revealed_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    revealed_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    revealed_by_co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
