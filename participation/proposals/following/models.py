"""Who follows what, by which channel; what is about to be told; which channels a process turned on.

A follower is no person here: an e-mail address, a browser or a private address. It is kept for as long as it follows
something.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment

_OPEN = text("closed_at is null")
_NOT_BEGUN = text("begun_at is null")
_ALL = text("proposal_number is null and process_id is null and department_id is null")


class ChannelOpening(Model):
    """A process turned a channel on, and perhaps off again."""

    __tablename__ = "channel_opening"
    __table_args__ = (
        CheckConstraint("channel in ('mail', 'push')", name="known_channel"),
        CheckConstraint("(closed_at is null) = (closed_by_id is null)", name="closed_by_somebody"),
        Index(
            "uq_channel_opening_open",
            "process_id",
            "channel",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[str] = mapped_column(ForeignKey("process.id"))
    channel: Mapped[str] = mapped_column(String(8))
    opened_at: Mapped[dt.datetime] = mapped_column(Moment)
    opened_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))


class Follower(Model):
    """Somebody who is told. Its links carry a code that follows from its id and the installation's key."""

    __tablename__ = "follower"
    __table_args__ = (
        CheckConstraint("channel in ('mail', 'push', 'address')", name="known_channel"),
        CheckConstraint("rhythm in ('at_once', 'daily')", name="known_rhythm"),
        CheckConstraint("(channel = 'mail') = (address is not null and mailbox is not null)", name="mail_has_address"),
        CheckConstraint(
            "(channel = 'push') = (endpoint is not null and p256dh is not null and auth is not null)",
            name="push_has_endpoint",
        ),
        UniqueConstraint("mailbox"),
        UniqueConstraint("endpoint"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8))
    rhythm: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(8))
    address: Mapped[str | None] = mapped_column(String(254))
    mailbox: Mapped[str | None] = mapped_column(String(254))
    asked: Mapped[int] = mapped_column(default=0)
    """How many letters asked whether this is meant."""
    asked_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    """When the last of them was due."""
    endpoint: Mapped[str | None] = mapped_column(String(1000))
    p256dh: Mapped[str | None] = mapped_column(String(120))
    auth: Mapped[str | None] = mapped_column(String(40))


class Following(Model):
    """One thing that a follower follows; nothing is told before it is confirmed. Naming nothing means all."""

    __tablename__ = "following"
    __table_args__ = (
        CheckConstraint(
            "(proposal_number is null or process_id is null) and (proposal_number is null or department_id is null) "
            "and (process_id is null or department_id is null)",
            name="one_subject",
        ),
        UniqueConstraint("follower_id", "proposal_number"),
        UniqueConstraint("follower_id", "process_id"),
        UniqueConstraint("follower_id", "department_id"),
        Index("uq_following_all", "follower_id", unique=True, sqlite_where=_ALL, postgresql_where=_ALL),
        Index("ix_following_proposal_number", "proposal_number"),
        Index("ix_following_process_id", "process_id"),
        Index("ix_following_department_id", "department_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follower_id: Mapped[str] = mapped_column(ForeignKey("follower.id"))
    proposal_number: Mapped[int | None] = mapped_column(ForeignKey("proposal.number"))
    process_id: Mapped[str | None] = mapped_column(ForeignKey("process.id"))
    department_id: Mapped[str | None] = mapped_column(ForeignKey("department.id"))
    made_at: Mapped[dt.datetime] = mapped_column(Moment)
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class QuietMailbox(Model):
    """A mailbox whose owner said no: it cannot be asked for until then. Kept as a keyed hash."""

    __tablename__ = "quiet_mailbox"

    mailbox_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[dt.datetime] = mapped_column(Moment)


class Announcement(Model):
    """How far the followers of an entry have been gone through: an entry reaches each of them once."""

    __tablename__ = "announcement"

    entry_seq: Mapped[int] = mapped_column(ForeignKey("entry.seq"), primary_key=True, autoincrement=False)
    upto: Mapped[str] = mapped_column(String(16))
    """The last follower that it was put aside for, in the order of ids."""


class Telling(Model):
    """One message to one follower. It gathers entries until it is begun, and is gone when it was handed over."""

    __tablename__ = "telling"
    __table_args__ = (
        Index("uq_telling_open", "follower_id", unique=True, sqlite_where=_NOT_BEGUN, postgresql_where=_NOT_BEGUN),
        Index("ix_telling_follower_id", "follower_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    follower_id: Mapped[str] = mapped_column(ForeignKey("follower.id"))
    due_at: Mapped[dt.datetime] = mapped_column(Moment)
    begun_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class TellingEntry(Model):
    """An entry that a message tells of."""

    __tablename__ = "telling_entry"

    telling_id: Mapped[str] = mapped_column(ForeignKey("telling.id"), primary_key=True)
    entry_seq: Mapped[int] = mapped_column(ForeignKey("entry.seq"), primary_key=True)
