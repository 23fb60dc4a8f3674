"""A participatory process: the red thread from listening to evaluation, with the board that answers for it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation import tokens
from participation.db import Model, Moment


class Process(Model):
    """One process. `board` is the nämnd that is controller of its personal data."""

    __tablename__ = "process"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    title: Mapped[str] = mapped_column(String(120))
    introduction: Mapped[str] = mapped_column(Text, default="")
    board: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[dt.datetime] = mapped_column(Moment)


class ProcessOrganiser(Model):
    """Who may add events to a process and make proposals in it."""

    __tablename__ = "process_organiser"

    process_id: Mapped[str] = mapped_column(ForeignKey("process.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True, index=True)
