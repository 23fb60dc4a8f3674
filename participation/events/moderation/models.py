"""Facts about what was held back, approved, reported and kept; the list of words that hold a text back.

`by_id` answers for a fact; `co_leader_id` is who pressed, when it was a co-leader.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class Hold(Model):
    """It was held back when it was given. `why` holds the codes of `rules.REASONS`, with a space between them."""

    __tablename__ = "hold"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(80))


class Approval(Model):
    """A leader let it through: from then on others may see it."""

    __tablename__ = "approval"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))


class Showing(Model):
    """A leader took a hiding back; the hiding itself, with its reason, goes on in this row."""

    __tablename__ = "showing"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    hidden_at: Mapped[dt.datetime] = mapped_column(Moment)
    hidden_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    hidden_co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))


class Parting(Model):
    """A leader took a merge back; the merge itself goes on in this row."""

    __tablename__ = "parting"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    into_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"))
    merged_at: Mapped[dt.datetime] = mapped_column(Moment)
    merged_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    merged_co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))


class Report(Model):
    """One participant told the leader, once, that something is wrong with it."""

    __tablename__ = "contribution_report"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True, index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)


class Keeping(Model):
    """A leader looked at what was reported until then, and it stays."""

    __tablename__ = "keeping"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))


class HeldWords(Model):
    """The words that hold a text back, as an administrator left them for one language; one on each line."""

    __tablename__ = "held_words"

    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
