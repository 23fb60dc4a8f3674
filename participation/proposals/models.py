"""A proposal: what the municipality is asked to answer, where it comes from, who owes what by when.

What was published stands in the ledger. The columns here that can change (`state`, the dates, `next_due`) are what the
entries say so far, kept so that lists can be filtered and sorted; `projecting.py` is the only code that moves them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Model, Moment
from participation.events.models import Event
from participation.people.models import Department, Staff
from participation.processes.models import Process
from participation.proposals.rules import State

_STATES = ", ".join(f"'{state.value}'" for state in State)
_UNSETTLED = text("settled_at is null")
_SAID_NO = text("helped = 'no'")
_WAITING = text("taken_back_at is null and entry_seq is null and refused is null")
_WAITING_STATE = text("taken_back_at is null and entry_seq is null and refused is null and changes_state")


class Proposal(Model):
    """One proposal. Its number is its public name and never changes; numbers follow each other without gaps."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint(f"state in ({_STATES})", name="known_state"),
        Index("ix_proposal_state_number", "state", "number"),
        Index("ix_proposal_process_id_number", "process_id", "number"),
        Index("ix_proposal_answerer_id_next_due", "answerer_id", "next_due"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    client_id: Mapped[str] = mapped_column(String(32), unique=True)
    """Made by the form: sending it twice makes one proposal."""
    process_id: Mapped[str] = mapped_column(ForeignKey("process.id"))
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"), index=True)
    """The event whose offers it was made from."""
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(Text)
    board: Mapped[str] = mapped_column(String(120))
    record_number: Mapped[str] = mapped_column(String(40), default="")
    theme: Mapped[str] = mapped_column(String(80), default="")
    support: Mapped[int]
    """How many participants stood behind its origins when it was made."""
    answerer_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    made_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(20))
    verdict: Mapped[str | None] = mapped_column(String(20))
    """The latest answer: one of `rules.Verdict`; a wish without a basis counts too."""
    reply_by: Mapped[dt.date]
    decide_by: Mapped[dt.date]
    replied_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    decided_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    trial_ends_on: Mapped[dt.date | None]
    done_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    told_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    """When those who did it last told more, after it was done."""
    next_due: Mapped[dt.date | None]
    """The nearest date on which something is owed; empty when nothing is."""

    process: Mapped[Process] = relationship(lazy="raise")
    event: Mapped[Event | None] = relationship(lazy="raise")
    answerer: Mapped[Staff] = relationship(lazy="raise", foreign_keys=[answerer_id])


class ProposalOrigin(Model):
    """A contribution that a proposal comes from.

    `offer` numbers what was chosen; contributions merged into it share its number.
    """

    __tablename__ = "proposal_origin"

    proposal_number: Mapped[int] = mapped_column(ForeignKey("proposal.number"), primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True, index=True)
    offer: Mapped[int]


class ProposalDepartment(Model):
    """A department responsible for a proposal; exactly one of them holds the thread."""

    __tablename__ = "proposal_department"
    __table_args__ = (
        Index("ix_proposal_department_department_id_proposal_number", "department_id", "proposal_number"),
        Index(
            "uq_proposal_department_holder",
            "proposal_number",
            unique=True,
            sqlite_where=text("holds"),
            postgresql_where=text("holds"),
        ),
    )

    proposal_number: Mapped[int] = mapped_column(ForeignKey("proposal.number"), primary_key=True)
    department_id: Mapped[str] = mapped_column(ForeignKey("department.id"), primary_key=True)
    holds: Mapped[bool]

    department: Mapped[Department] = relationship(lazy="raise")


class ProposalPlace(Model):
    """The place that a proposal is about, as its organiser says: a name, a spot that everybody may know, or both."""

    __tablename__ = "proposal_place"
    __table_args__ = (
        CheckConstraint("(lon is null) = (lat is null)", name="position"),
        CheckConstraint("name <> '' or lon is not null", name="somewhere"),
        Index("ix_proposal_place_key", "key", "proposal_number"),
    )

    proposal_number: Mapped[int] = mapped_column(ForeignKey("proposal.number"), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(100))
    """The name as it is compared; see `placing.rules.key`."""
    lon: Mapped[float | None]
    lat: Mapped[float | None]
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[dt.datetime] = mapped_column(Moment)


class Promise(Model):
    """Somebody said that something will be done by a day. `first_due` stays what was promised first."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_proposal_number_due", "proposal_number", "due"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    proposal_number: Mapped[int] = mapped_column(ForeignKey("proposal.number"))
    what: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(160))
    holder_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    """Who gave it and owes it; goes to the successor when that person leaves."""
    first_due: Mapped[dt.date]
    due: Mapped[dt.date]
    begun_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    kept_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class PendingEntry(Model):
    """Something that was published and can still be taken back; nobody but its author sees it yet.

    It ends in one of three ways: taken back, entered (`entry_seq`), or refused, when the proposal had moved on so that
    it no longer fits. What it said is then kept only where it was published.
    """

    __tablename__ = "pending_entry"
    __table_args__ = (
        Index("ix_pending_entry_due_at", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_pending_entry_proposal_number", "proposal_number"),
        Index(
            "uq_pending_entry_state",
            "proposal_number",
            unique=True,
            sqlite_where=_WAITING_STATE,
            postgresql_where=_WAITING_STATE,
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    proposal_number: Mapped[int] = mapped_column(ForeignKey("proposal.number"))
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str] = mapped_column(String(20))
    changes_state: Mapped[bool]
    about_seq: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    picture_id: Mapped[str | None] = mapped_column(ForeignKey("picture.id"))
    made_at: Mapped[dt.datetime] = mapped_column(Moment)
    due_at: Mapped[dt.datetime] = mapped_column(Moment)
    taken_back_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    entry_seq: Mapped[int | None] = mapped_column(ForeignKey("entry.seq"))
    refused: Mapped[str | None] = mapped_column(String(40))

    @property
    def waits(self) -> bool:
        """Whether it can still go either way."""
        return self.taken_back_at is None and self.entry_seq is None and self.refused is None


class OverviewCount(Model):
    """The overview as it was counted last, up to which entry of the ledger; there is one row or none."""

    __tablename__ = "overview_count"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    day: Mapped[dt.date]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    told: Mapped[dict[str, Any]] = mapped_column(JSON)


class AnswerDraft(Model):
    """An answer that somebody is writing, one for each who writes: gone when an answer is published."""

    __tablename__ = "answer_draft"

    proposal_number: Mapped[int] = mapped_column(ForeignKey("proposal.number"), primary_key=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    said: Mapped[dict[str, str]] = mapped_column(JSON)
    """What stands in the form's fields; see `drafting.rules.FIELDS`."""
    at: Mapped[dt.datetime] = mapped_column(Moment)


class Handing(Model):
    """A department asks another to hold the thread. Until the other takes it, the first one holds it still."""

    __tablename__ = "handing"
    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="to_another"),
        CheckConstraint("outcome in ('taken', 'declined', 'called_off')", name="known_outcome"),
        CheckConstraint("(outcome is null) = (settled_at is null)", name="settled_with_outcome"),
        Index("uq_handing_open", "proposal_number", unique=True, sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
        Index("ix_handing_to_id", "to_id", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    proposal_number: Mapped[int] = mapped_column(ForeignKey("proposal.number"))
    from_id: Mapped[str] = mapped_column(ForeignKey("department.id"))
    to_id: Mapped[str] = mapped_column(ForeignKey("department.id"))
    why: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    outcome: Mapped[str | None] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(Text, default="")
    """Why it was declined."""
    settled_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    settled_at: Mapped[dt.datetime | None] = mapped_column(Moment)

    giver: Mapped[Department] = relationship(lazy="joined", foreign_keys=[from_id])
    receiver: Mapped[Department] = relationship(lazy="joined", foreign_keys=[to_id])


class HelpedAnswer(Model):
    """Whether it helped and whether one felt listened to, by somebody who gave or supported; nothing else of them."""

    __tablename__ = "helped_answer"
    __table_args__ = (
        CheckConstraint("round in (1, 2)", name="known_round"),
        CheckConstraint("helped in ('yes', 'half', 'no')", name="known_answer"),
        CheckConstraint("listened between 0 and 3", name="known_step"),
        Index("ix_helped_answer_at", "at"),
        Index("ix_helped_answer_no", "proposal_number", sqlite_where=_SAID_NO, postgresql_where=_SAID_NO),
    )

    proposal_number: Mapped[int] = mapped_column(ForeignKey("proposal.number"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1 when it was done, 2 four weeks later."""
    helped: Mapped[str] = mapped_column(String(4))
    listened: Mapped[int]
    whys: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[dt.datetime] = mapped_column(Moment)
