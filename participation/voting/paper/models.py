"""Ballots that were cast on paper and typed in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class PaperBallot(Model):
    """A paper ballot was typed in: its number, which the leader writes on the paper, when and by whom.

    `token_hash` is its ballot's until closing, by which it can be changed or taken out; then it is cut like all others.
    """

    __tablename__ = "paper_ballot"
    __table_args__ = {"sqlite_with_rowid": False}

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
