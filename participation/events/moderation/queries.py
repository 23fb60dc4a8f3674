"""What waits for a leader, what was reported, and what was done about it. Nothing here is for the adult on duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, literal, null, or_, select, union_all

from participation.db import db
from participation.events.co_leaders.models import CoLeader
from participation.events.contributions.models import Contribution, Erasure, Hiding, Merge, Withdrawal
from participation.events.models import Step
from participation.events.moderation import conditions
from participation.events.moderation.lists import shipped
from participation.events.moderation.models import Approval, HeldWords, Hold, Keeping, Parting, Report, Showing
from participation.people.models import Staff

AT_ONCE = 30
"""What one gesture approves is what a person has read."""

LONGEST_LOG = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a leader: `why` holds codes of `rules.REASONS`."""

    id: str
    text: str
    language: str
    at: dt.datetime
    step: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, the oldest first: those shown, and how many there are."""

    shown: Sequence[Waiting]
    count: int


@dataclass(frozen=True, slots=True)
class Reported:
    """Something that participants reported since it was last kept."""

    id: str
    text: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class Done:
    """A line of the log: who did what with which words, when, why. `text` is None when it may not be read now.

    `by` answers for it; `pseudonym` is the number of the made-up name of the co-leader who pressed.
    """

    at: dt.datetime
    what: str
    by: str
    pseudonym: int | None
    reason: str | None
    text: str | None


def waiting(event_id: str) -> Queue:
    """What of an event waits for a leader."""
    rows = db.session.execute(_waiting(event_id).limit(AT_ONCE)).all()
    shown = [_read(row) for row in rows]
    return Queue(shown, rows[0][6] if rows else 0)


def one_waiting(event_id: str, contribution_id: str) -> Waiting | None:
    """One of them."""
    row = db.session.execute(_waiting(event_id).where(Contribution.id == contribution_id)).first()
    return _read(row) if row else None


def waiting_in(step_id: str) -> int:
    """How much of a step waits for a leader: counted on the screen, never shown there."""
    there = and_(conditions.there(), Contribution.step_id == step_id, conditions.waits(), ~conditions.set_apart())
    return db.session.scalar(_with_facts(select(func.count(Contribution.id))).where(there)) or 0


def reported(event_id: str) -> list[Reported]:
    """What participants reported and no leader has kept or hidden since, the most reported first."""
    kept = select(func.max(Keeping.at)).where(Keeping.contribution_id == Contribution.id).scalar_subquery()
    count = func.count(Report.participant_id)
    wanted = (
        _with_facts(select(Contribution.id, Contribution.text, Contribution.language, count))
        .join(Report, Report.contribution_id == Contribution.id)
        .where(Contribution.event_id == event_id, conditions.there(), conditions.cleared())
        .where(or_(kept.is_(None), Report.at > kept))
        .group_by(Contribution.id, Contribution.text, Contribution.language)
        .order_by(count.desc(), Contribution.id)
    )
    return [Reported(*row) for row in db.session.execute(wanted)]


def held_words() -> dict[str, str]:
    """The words that hold a text back, one on each line, by language: the administrator's, or else the shipped ones."""
    own = {row.language: row.words for row in db.session.scalars(select(HeldWords))}
    return {**shipped("held"), **own}


def log(event_id: str) -> list[Done]:
    """What was approved, hidden, shown again, merged, parted and kept in an event, the newest first."""
    facts = union_all(
        _fact("approved", Approval, Approval.at, Approval.by_id, Approval.co_leader_id),
        _fact("hid", Hiding, Hiding.at, Hiding.by_id, Hiding.co_leader_id, Hiding.reason),
        _fact("hid", Showing, Showing.hidden_at, Showing.hidden_by_id, Showing.hidden_co_leader_id, Showing.reason),
        _fact("showed", Showing, Showing.at, Showing.by_id, Showing.co_leader_id),
        _fact("merged", Merge, Merge.at, Merge.by_id, Merge.co_leader_id),
        _fact("merged", Parting, Parting.merged_at, Parting.merged_by_id, Parting.merged_co_leader_id),
        _fact("parted", Parting, Parting.at, Parting.by_id, Parting.co_leader_id),
        _fact("kept", Keeping, Keeping.at, Keeping.by_id, Keeping.co_leader_id),
    ).subquery()
    gone = or_(Withdrawal.contribution_id.is_not(None), Erasure.contribution_id.is_not(None), conditions.out_of_sight())
    asked = (facts.c.at, facts.c.what, Staff.name, CoLeader.pseudonym, facts.c.reason)
    wanted = (
        select(*asked, case((gone, None), else_=Contribution.text))
        .select_from(facts)
        .join(Contribution, Contribution.id == facts.c.contribution_id)
        .join(Staff, Staff.id == facts.c.by_id)
        .outerjoin(CoLeader, CoLeader.id == facts.c.co_leader_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .where(Contribution.event_id == event_id)
        .order_by(facts.c.at.desc())
        .limit(LONGEST_LOG)
    )
    return [Done(*row) for row in db.session.execute(wanted)]


def _read(row: Row[*tuple[Any, ...]]) -> Waiting:
    return Waiting(row[0], row[1], row[2], row[3], row[4], tuple(row[5].split()))


def _fact(
    what: str, table: Any, at: Any, by_id: Any, co_leader_id: Any, reason: Any = None
) -> Select[*tuple[Any, ...]]:
    return select(
        table.contribution_id.label("contribution_id"),
        literal(what).label("what"),
        at.label("at"),
        by_id.label("by_id"),
        co_leader_id.label("co_leader_id"),
        (null() if reason is None else reason).label("reason"),
    )


def _waiting(event_id: str) -> Select[*tuple[Any, ...]]:
    count = func.count().over()
    asked = (Contribution.id, Contribution.text, Contribution.language, Contribution.created_at, Step.title, Hold.why)
    return (
        _with_facts(select(*asked, count))
        .join(Step, Step.id == Contribution.step_id)
        .join(Hold, Hold.contribution_id == Contribution.id)
        .where(Contribution.event_id == event_id, conditions.there(), conditions.waits(), ~conditions.set_apart())
        .order_by(Contribution.created_at, Contribution.id)
    )


def _with_facts(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        wanted.select_from(Contribution)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
    )
