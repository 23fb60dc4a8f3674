"""Ideas, the themes that they are grouped into, and which themes people want to work with."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation import tokens
from participation.db import Model, Moment


class Theme(Model):
    """A heading that a leader or the room gave to ideas that belong together."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("step_id", "title"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"))
    title: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]


class Idea(Model):
    """What an idea has besides its words: the theme it was grouped into."""

    __tablename__ = "idea"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    theme_id: Mapped[str | None] = mapped_column(ForeignKey("theme.id"), index=True)


class ThemeWish(Model):
    """A participant would like to work with a theme."""

    __tablename__ = "theme_wish"

    theme_id: Mapped[str] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True, index=True)


class ThemeChoice(Model):
    """A theme was chosen to work with: when, and by whom."""

    __tablename__ = "theme_choice"

    theme_id: Mapped[str] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
