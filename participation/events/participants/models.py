"""Pseudonymous participants of one event, and the slips that let them in where devices are shared."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation import tokens
from participation.db import Model


class Participant(Model):
    """Somebody who joined an event: nothing about the person, not even when.

    `token_hash` is the hash of the secret that the device keeps for this event; `pseudonym` the number of a
    made-up name that only its owner is shown.
    """

    __tablename__ = "participant"
    __table_args__ = (Index("ix_participant_event_id", "event_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pseudonym: Mapped[int]
    way_back_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The way-back code's keyed hash. It shows and withdraws what was given; it cannot vote."""


class ParticipantRole(Model):
    """What a participant said to be here as, of their own will; who said nothing has no row.

    It is for the room: its ratio, its teams. No vote, ballot, contribution or page of others holds it.
    """

    __tablename__ = "participant_role"
    __table_args__ = (CheckConstraint("role in ('young', 'adult', 'leads')", name="role"),)

    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(10))


class Slip(Model):
    """A printed single-use slip: its holder's way in and way back. The code is kept only as a keyed hash."""

    __tablename__ = "slip"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id"), unique=True)
