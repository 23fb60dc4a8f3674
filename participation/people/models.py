"""Staff accounts, their roles and departments. Participants stand in `events.participants`: they belong to an event."""

from __future__ import annotations

import datetime as dt
import enum

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation import tokens
from participation.db import Model, Moment


class Role(enum.StrEnum):
    """What a staff member is here to do."""

    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    POLITICIAN = "politician"
    CIVIL_SERVANT = "civil_servant"


class Department(Model):
    """A department (förvaltning) and the board (nämnd) that it works for."""

    __tablename__ = "department"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    board: Mapped[str] = mapped_column(String(120))


class Staff(UserMixin, Model):
    """Somebody who signs in. `title` is the office shown with what they publish, such as "ordförande"."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("role in ('administrator', 'organiser', 'politician', 'civil_servant')", name="known_role"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[str] = mapped_column(String(20))
    department_id: Mapped[str | None] = mapped_column(ForeignKey("department.id"))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_key: Mapped[str] = mapped_column(String(16), default=tokens.new_id)
    """Changed with the password and at leaving: what was signed in before is signed out everywhere."""
    created_at: Mapped[dt.datetime] = mapped_column(Moment)

    department: Mapped[Department | None] = relationship(lazy="joined")
    departure: Mapped[StaffDeparture | None] = relationship(
        back_populates="staff", foreign_keys="StaffDeparture.staff_id", lazy="joined"
    )

    @property
    def has_left(self) -> bool:
        """Whether this account is closed."""
        return self.departure is not None

    @property
    def is_administrator(self) -> bool:
        """Whether this account runs the installation."""
        return self.role == Role.ADMINISTRATOR

    def get_id(self) -> str:
        """What the session carries: worthless once `session_key` has changed."""
        return f"{self.id}.{self.session_key}"


class StaffDeparture(Model):
    """Somebody left: when, who closed the account, and who took over what they owed."""

    __tablename__ = "staff_departure"

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    successor_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))

    staff: Mapped[Staff] = relationship(back_populates="departure", foreign_keys=[staff_id])


class StaffLink(Model):
    """A single-use link to choose a password: an invitation, or a way back for who forgot. Kept as a hash."""

    __tablename__ = "staff_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    """`invitation` or `reset`."""
    expires_at: Mapped[dt.datetime] = mapped_column(Moment)
    used_at: Mapped[dt.datetime | None] = mapped_column(Moment)

    staff: Mapped[Staff] = relationship()


class SigninFailure(Model):
    """A failed sign-in, counted per account (as a keyed hash of what was typed) to slow guessing down."""

    __tablename__ = "signin_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_hash: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
