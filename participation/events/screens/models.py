"""Which other computers show a room, by whose code, for how long."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation import tokens
from participation.db import Model, Moment


class Screen(Model):
    """A code that makes one browser a screen of one event, and the screen that came of it.

    It shows and hides, and leads nothing. Code and browser are known by hashes alone. `expires_at` is when the code
    ends, and, once it was typed, when the screen does. `made_by_id` answers for it; `co_leader_id` is who pressed,
    when it was a co-leader.
    """

    __tablename__ = "screen"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    made_at: Mapped[dt.datetime] = mapped_column(Moment)
    made_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
    expires_at: Mapped[dt.datetime] = mapped_column(Moment)
    paired_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    ended_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    ended_by_co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
