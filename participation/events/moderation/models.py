"""Facts about what was held back, approved, reported and kept; the list of words that hold a text back."""

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


class Showing(Model):
    """A leader took a hiding back; the hiding itself, with its reason, goes on in this row."""

    __tablename__ = "showing"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    hidden_at: Mapped[dt.datetime] = mapped_column(Moment)
    hidden_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))


class Parting(Model):
    """A leader took a merge back; the merge itself goes on in this row."""

    __tablename__ = "parting"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    into_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"))
    merged_at: Mapped[dt.datetime] = mapped_column(Moment)
    merged_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))


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


class HeldWords(Model):
    """The words that hold a text back, as an administrator left them for one language; one on each line."""

    __tablename__ = "held_words"

    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
