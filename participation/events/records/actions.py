"""Entering destruction decisions, and destroying what they allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events import activities
from participation.events.contributions import rules
from participation.events.contributions.models import (
    Contribution,
    DestructionDecision,
    Erasure,
    Support,
    Withdrawal,
)
from participation.events.models import Event
from participation.events.moderation.models import Report
from participation.processes.models import Process
from participation.refusal import Refusal

AT_ONCE = 500
"""Contributions destroyed in one transaction: small enough that nobody waits."""


def enter_decision(
    *, board: str, decided_on: dt.date, paragraph: str, keep_days: int, by_id: str, today: dt.date, now: dt.datetime
) -> str:
    """Enter the reference of a destruction decision; returns its id. A decision of tomorrow is refused.

    Entering the same decision again changes nothing.
    """
    if decided_on > today:
        raise Refusal("decided_in_future", field="decided_on")
    with db.writing() as session:
        same = select(DestructionDecision.id).filter_by(
            board=board, decided_on=decided_on, paragraph=paragraph, keep_days=keep_days
        )
        if (known := session.scalar(same.limit(1))) is not None:
            return known
        decision = DestructionDecision(
            id=tokens.new_id(),
            board=board,
            decided_on=decided_on,
            paragraph=paragraph,
            keep_days=keep_days,
            entered_at=now,
            entered_by_id=by_id,
        )
        session.add(decision)
        return decision.id


def destroy(now: dt.datetime) -> Iterator[int]:
    """Destroy the words whose time has run out under the newest decision of their process's board.

    Yields how many are done so far. Without a decision nothing is destroyed.
    """
    done = 0
    for decision_id, board, keep_days in _in_force():
        due = [row.id for row in _candidates(board) if rules.may_destroy(now, row.since, keep_days)]
        for start in range(0, len(due), AT_ONCE):
            with db.writing() as session:
                done += _erase(session, due[start : start + AT_ONCE], decision_id, now)
            yield done


def _in_force() -> list[tuple[str, str, int]]:
    """Id, board and days of each board's newest decision; an older one no longer counts."""
    order = select(DestructionDecision).order_by(DestructionDecision.decided_on, DestructionDecision.entered_at)
    newest = {decision.board: decision for decision in db.db.session.scalars(order)}
    return [(decision.id, decision.board, decision.keep_days) for decision in newest.values()]


def _candidates(board: str) -> list[Row[str, dt.datetime]]:
    """Contributions of a board's processes that still have words, with the time from which their days count."""
    since = func.coalesce(Withdrawal.at, Event.ends_at, type_=Event.ends_at.type).label("since")
    wanted = (
        select(Contribution.id, since)
        .join(Event, Event.id == Contribution.event_id)
        .join(Process, Process.id == Event.process_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .where(Process.board == board, Erasure.contribution_id.is_(None))
    )
    return list(db.db.session.execute(wanted))


def _erase(session: Session, ids: list[str], decision_id: str, now: dt.datetime) -> int:
    activities.erase_copies(session, ids)
    session.execute(delete(Support).where(Support.contribution_id.in_(ids)))
    session.execute(delete(Report).where(Report.contribution_id.in_(ids)))
    session.execute(update(Contribution).where(Contribution.id.in_(ids)).values(text="", participant_id=None))
    session.execute(insert(Erasure), [{"contribution_id": id_, "at": now, "decision_id": decision_id} for id_ in ids])
    return len(ids)
