"""Who was let in to lead along, by whom, for how long."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation import tokens
from participation.db import Model, Moment


class CoLeader(Model):
    """A link that lets one device lead along in one event, and who came by it.

    Link and device are known by hashes alone; the person has a made-up name. `made_by_id` is the organiser who let
    them in, and who answers for what they do.
    """

    __tablename__ = "co_leader"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    pseudonym: Mapped[int]
    made_at: Mapped[dt.datetime] = mapped_column(Moment)
    made_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    expires_at: Mapped[dt.datetime] = mapped_column(Moment)
    joined_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    revoked_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
