"""The ledger's tables. Triggers of the migration refuse update and delete; `guards.py` knows them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model


class Entry(Model):
    """One entry: what was published, when, about which proposal, chained to the one before. Never changed, never gone.

    `at` is text exactly as it is hashed (`2026-09-12T17:30:00Z`), so that no database can shift it.
    """

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("proposal_number", "proposal_seq"),
        UniqueConstraint("hash"),
        Index("ix_entry_about_seq", "about_seq"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    proposal_number: Mapped[int] = mapped_column(ForeignKey("proposal.number"))
    proposal_seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[str] = mapped_column(String(20))
    about_seq: Mapped[int | None] = mapped_column(ForeignKey("entry.seq"))
    facts: Mapped[str] = mapped_column(Text)
    """Canonical JSON of what is not personal: dates, verdict, basis."""
    body_digest: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class EntryBody(Model):
    """Words and names of an entry, with the salt of their digest: erasable, and then the digest tells nothing."""

    __tablename__ = "entry_body"

    entry_seq: Mapped[int] = mapped_column(ForeignKey("entry.seq"), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[str] = mapped_column(Text)


class EntryFile(Model):
    """A picture that belongs to an entry, with the hash of its bytes: erasable too."""

    __tablename__ = "entry_file"

    entry_seq: Mapped[int] = mapped_column(ForeignKey("entry.seq"), primary_key=True, autoincrement=False)
    picture_id: Mapped[str] = mapped_column(ForeignKey("picture.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
