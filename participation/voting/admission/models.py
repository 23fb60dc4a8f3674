"""Who was let into a vote in the room, and what the leader counted."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class Presence(Model):
    """A participant was in the room: they wrote the screen's code, or a leader let them in by a short number.

    Like `Turnout` it holds no time and no order and is mixed at closing; who let somebody in is not kept, how many were
    let in so is published.
    """

    __tablename__ = "presence"
    __table_args__ = (
        CheckConstraint("how in ('asked', 'code', 'hand')", name="how"),
        Index(
            "uq_presence_vote_id_number",
            "vote_id",
            "number",
            unique=True,
            sqlite_where=text("number is not null"),
            postgresql_where=text("number is not null"),
        ),
        {"sqlite_with_rowid": False},
    )

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    how: Mapped[str] = mapped_column(String(5))
    """`asked`: waits for the leader, and is not in yet; `code` or `hand`: is in."""
    number: Mapped[int | None]
    """What the phone shows and the leader presses; gone at closing."""


class HeadCount(Model):
    """A leader counted: heads in the room, or slips handed out. The newest counts; what it was before stays."""

    __tablename__ = "head_count"
    __table_args__ = (CheckConstraint("count between 0 and 2000", name="count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), index=True)
    count: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
