"""Approving, keeping, reporting; the lists of words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Table, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from participation import db
from participation.events.actions import take_turn
from participation.events.contributions.actions import check_event_running
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.models import Step
from participation.events.moderation import conditions, rules
from participation.events.moderation.models import Approval, HeldWords, Keeping, Report
from participation.live import changed
from participation.refusal import Refusal

_REPORT: Table = Report.__table__  # type: ignore[assignment]
_add_report = {
    "sqlite": sqlite.insert(_REPORT).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_REPORT).on_conflict_do_nothing(),
}


def set_approval(event_id: str, step_id: str, how: str) -> None:
    """What is given in a step from now on is seen by others when approved (`first`), or at once (`open`)."""
    with db.writing() as session:
        step = session.get(Step, step_id)
        if step is None or step.event_id != event_id:
            raise Refusal("unknown_step", status=404)
        step.settings = {**step.settings, "approval": how}
    changed(event_id)


def approve(
    event_id: str, chosen: Sequence[str], by_id: str, now: dt.datetime, *, co_leader_id: str | None = None
) -> int:
    """Let several through at once; returns how many were waiting.

    What was approved before, taken back or hidden meanwhile is passed over: two leaders may press at once. When
    nothing is left to let through because all of it went away meanwhile, who pressed is told.
    """
    rules.check_chosen(chosen)
    with db.writing() as session:
        take_turn(session, event_id)
        wanted = (
            select(Contribution.id, conditions.there(), conditions.waits())
            .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
            .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
            .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
            .where(Contribution.event_id == event_id, Contribution.id.in_(chosen), ~conditions.set_apart())
        )
        found = session.execute(wanted).all()
        rules.check_any_there([there for _id, there, _waits in found])
        ids = [id_ for id_, there, waits in found if there and waits]
        session.add_all(Approval(contribution_id=id_, at=now, by_id=by_id, co_leader_id=co_leader_id) for id_ in ids)
    changed(event_id)
    return len(ids)


def report(event_id: str, contribution_id: str, participant_id: str, now: dt.datetime) -> None:
    """A participant tells the leader that something is wrong; telling twice is telling once."""
    with db.writing() as session:
        check_event_running(session, event_id)
        _seen_by_others(session, event_id, contribution_id)
        connection = session.connection()
        values = {"contribution_id": contribution_id, "participant_id": participant_id, "at": now}
        connection.execute(_add_report[connection.dialect.name], values)
    changed(event_id)


def keep(event_id: str, contribution_id: str, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None) -> None:
    """A leader looked at what was reported: it stays, and what was reported until now is done with.

    When another leader has hidden it meanwhile, it does not stay, and who pressed is told.
    """
    with db.writing() as session:
        take_turn(session, event_id)
        _seen_by_others(session, event_id, contribution_id)
        rules.check_any_there([session.get(Hiding, contribution_id) is None])
        last = session.scalar(
            select(Keeping.at).where(Keeping.contribution_id == contribution_id).order_by(Keeping.at.desc()).limit(1)
        )
        newer = exists().where(Report.contribution_id == contribution_id)
        if session.scalar(select(newer.where(Report.at > last) if last else newer)):
            session.add(Keeping(contribution_id=contribution_id, at=now, by_id=by_id, co_leader_id=co_leader_id))
    changed(event_id)


def save_words(language: str, lines: str, by_id: str, now: dt.datetime) -> None:
    """Change the words that hold a text back, for one language. Saving the same again changes nothing."""
    rules.check_list(lines)
    with db.writing() as session:
        known = session.get(HeldWords, language)
        if known is None or known.words != lines:
            session.merge(HeldWords(language=language, words=lines, at=now, by_id=by_id))


def _seen_by_others(session: Session, event_id: str, contribution_id: str) -> None:
    """Refuse what this event does not show: its id may be known, its words are not."""
    wanted = select(Contribution.id).where(
        Contribution.id == contribution_id, Contribution.event_id == event_id, conditions.cleared()
    )
    if session.scalar(wanted) is None:
        raise Refusal("unknown_contribution", status=404)
