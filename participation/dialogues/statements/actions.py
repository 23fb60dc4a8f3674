"""Giving statements, voting on them, saying in which group one is, keeping what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.dialogues.models import Finding, GroupChoice, Statement, StatementVote
from participation.dialogues.statements import rules
from participation.events.actions import step_of, take_turn
from participation.events.contributions import actions as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Merge, Withdrawal
from participation.events.contributions.queries import present
from participation.events.models import EventEnding, Opening, Step
from participation.events.rules import check_running
from participation.jobs import actions as jobs
from participation.live import changed
from participation.refusal import Refusal

KIND = "statement"
STEP = "statements"
JOB = "dialogues.find"
PERIOD, LONG_PERIOD = 2, 10
"""Seconds in which votes are gathered before they are analysed; long ones from so many voters on that it takes time."""
MANY = 2_000

_STATEMENT: Table = Statement.__table__  # type: ignore[assignment]
_VOTE: Table = StatementVote.__table__  # type: ignore[assignment]
_COUNTED = {1: _STATEMENT.c.agree, 0: _STATEMENT.c.passes, -1: _STATEMENT.c.disagree}

_open = exists().where(
    Opening.step_id == Contribution.step_id, Opening.what.in_(("step", "beside")), Opening.closed_at.is_(None)
)
_STANDS = (
    select(Contribution.step_id, _open.correlate(Contribution), EventEnding.kind)
    .join(Statement, Statement.contribution_id == Contribution.id)
    .outerjoin(EventEnding, EventEnding.event_id == Contribution.event_id)
    .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
    .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
    .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
    .outerjoin(Merge, Merge.contribution_id == Contribution.id)
    .where(
        Contribution.id == bindparam("contribution_id"),
        Contribution.event_id == bindparam("event_id"),
        present(),
        Hiding.contribution_id.is_(None),
        Merge.contribution_id.is_(None),
    )
)
_VOTERS = _STATEMENT.c.agree + _STATEMENT.c.disagree + _STATEMENT.c.passes
_HOLD = select(_VOTERS).where(_STATEMENT.c.contribution_id == bindparam("contribution_id")).with_for_update()


def give_statement(gift: contributions.Gift, now: dt.datetime) -> None:
    """Give a statement of one's own; the same form sent twice is one statement."""
    with db.writing() as session:
        _statement_step(session, gift.event_id, gift.step_id)
        if _add(session, gift, now) and gift.participant_id is not None:
            mine = (Contribution.step_id == gift.step_id, Contribution.participant_id == gift.participant_id)
            rules.check_own(session.scalar(select(func.count()).select_from(Contribution).where(*mine)) or 0)
    changed(gift.event_id)


def write_statements(event_id: str, step_id: str, lines: Sequence[str], language: str, now: dt.datetime) -> None:
    """A leader writes statements to begin with. The same words twice in a step are one statement."""
    with db.writing() as session:
        _statement_step(session, event_id, step_id)
        for line in lines:
            id_ = tokens.id_of("statement", step_id, line)
            gift = contributions.Gift(id_, event_id, step_id, None, KIND, line, language)
            _add(session, gift, now)
    changed(event_id)


def vote(event_id: str, contribution_id: str, participant_id: str, value: int, now: dt.datetime) -> None:
    """Agree (1), pass (0) or disagree (-1), or change what one said. Saying the same twice is once.

    A hot path: some statements of SQL and no objects. Who votes on the same statement at the same moment is one after
    the other, so that the counts are right.
    """
    with db.writing_fast() as connection:
        where = {"contribution_id": contribution_id, "participant_id": participant_id}
        step_id = _open_step(connection, event_id, contribution_id)
        voters = connection.scalar(_HOLD, where) or 0
        mine = (_VOTE.c.contribution_id == contribution_id) & (_VOTE.c.participant_id == participant_id)
        before = connection.scalar(select(_VOTE.c.value).where(mine))
        if before == value:
            return
        counts = {_COUNTED[value]: _COUNTED[value] + 1}
        if before is None:
            connection.execute(insert(_VOTE), {**where, "value": value})
        else:
            connection.execute(update(_VOTE).where(mine).values(value=value))
            counts[_COUNTED[before]] = _COUNTED[before] - 1
        connection.execute(update(_STATEMENT).where(_STATEMENT.c.contribution_id == contribution_id).values(counts))
        find_soon(connection, event_id, step_id, now, PERIOD if voters < MANY else LONG_PERIOD)
    changed(event_id)


def choose_group(event_id: str, step_id: str, participant_id: str, name: str, now: dt.datetime) -> None:
    """Say in which of the step's groups one is; empty is rather not."""
    with db.writing() as session:
        step = _statement_step(session, event_id, step_id)
        check_running(session.scalar(select(EventEnding.kind).where(EventEnding.event_id == event_id)))
        contributions.check_step_open(session, event_id, step_id)
        rules.check_group(name, step.settings.get("groups", []))
        take_turn(session, event_id)
        session.merge(GroupChoice(step_id=step_id, participant_id=participant_id, name=name))
        session.flush()
        find_soon(session.connection(), event_id, step_id, now)
    changed(event_id)


def set_up(event_id: str, step_id: str, groups: Sequence[str], *, you_are_here: bool) -> None:
    """Name the groups that people say they are in, and whether each may see where they stand themselves."""
    with db.writing() as session:
        step = _statement_step(session, event_id, step_id)
        step.settings = {**step.settings, "groups": list(groups), "you_are_here": you_are_here}
    changed(event_id)


def find_soon(connection: Connection, event_id: str, step_id: str, now: dt.datetime, seconds: int = PERIOD) -> None:
    """Have a step's votes analysed when the present period is over: once, however many votes it brings."""
    due = dt.datetime.fromtimestamp((int(now.timestamp()) // seconds + 1) * seconds, dt.UTC)
    period = int(due.timestamp())
    due += dt.timedelta(seconds=0.5)  # votes of the period's last moment are committed by then
    jobs.enqueue_fast(connection, JOB, f"{JOB}:{step_id}:{period}", due, {"event": event_id, "step": step_id})


def keep_finding(event_id: str, step_id: str, data: Mapping[str, Any], now: dt.datetime) -> None:
    """Keep what was found in a step's votes, in place of what was found before."""
    with db.writing() as session:
        take_turn(session, event_id)
        session.merge(Finding(step_id=step_id, at=now, data=dict(data)))
    changed(event_id)


def erase_votes(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy who voted how on statements whose words are destroyed; the counts stay.

    With the last statement of a step also who was in which group.
    """
    session.execute(delete(StatementVote).where(StatementVote.contribution_id.in_(contribution_ids)))
    erased = select(Erasure.contribution_id)
    left = select(Contribution.step_id).where(Contribution.id.not_in(contribution_ids), Contribution.id.not_in(erased))
    steps = select(Contribution.step_id).where(Contribution.id.in_(contribution_ids))
    done = GroupChoice.step_id.in_(steps) & GroupChoice.step_id.not_in(left)
    session.execute(delete(GroupChoice).where(done))


def _add(session: Session, gift: contributions.Gift, now: dt.datetime) -> bool:
    """Whether the statement is a new one."""
    id_ = contributions.give(session, gift, now)
    if id_ is not None:
        session.add(Statement(contribution_id=id_, agree=0, disagree=0, passes=0))
        session.flush()
    return id_ is not None


def _open_step(connection: Connection, event_id: str, contribution_id: str) -> str:
    """The step of a statement that may be voted on now."""
    found = connection.execute(_STANDS, {"contribution_id": contribution_id, "event_id": event_id}).first()
    if found is None:
        raise Refusal("unknown_statement", status=404)
    step_id, is_open, ending = found
    check_running(ending)
    if not is_open:
        raise Refusal("step_closed", status=409)
    return str(step_id)


def _statement_step(session: Session, event_id: str, step_id: str) -> Step:
    step = step_of(session, event_id, step_id)
    if step.kind != STEP:
        raise Refusal("not_a_statement_step", status=404)
    return step
