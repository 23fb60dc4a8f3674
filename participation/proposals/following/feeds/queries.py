"""Days on which something is promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, literal, null, select, union_all

from participation.db import db
from participation.events.models import Event
from participation.proposals import rules
from participation.proposals.models import Promise, Proposal
from participation.proposals.rules import State

MOST = 500
PASSED = dt.timedelta(days=180)
"""For so long a day that has passed stays in the calendar while what was promised is owed."""
_UNDECIDED = [state.value for state in rules.OPEN]


def owed(numbers: Select[int] | None, today: dt.date) -> Sequence[Any]:
    """What is owed on which day in these proposals (None: all), the earliest first: rows of kind, id, number, title,
    what, day. One query.

    `hear_back` is the day on which those who took part in an event are told what came of it: its id and title are the
    event's.
    """
    proposal = select(Proposal.number) if numbers is None else numbers
    mine = Proposal.number.in_(proposal)
    undecided = Proposal.state.in_(_UNDECIDED)
    parts = [
        _of("reply", Proposal.reply_by, mine, undecided, Proposal.replied_at.is_(None)),
        _of("decision", Proposal.decide_by, mine, undecided, Proposal.decided_at.is_(None)),
        _of("trial_ends", Proposal.trial_ends_on, mine, Proposal.state == State.TRIAL.value),
        select(
            literal("hear_back").label("kind"),
            Event.id,
            func.min(Proposal.number).label("number"),
            Event.title,
            null().label("what"),
            Event.hear_back_on.label("due"),
        )
        .join(Event, Event.id == Proposal.event_id)
        .where(mine)
        .group_by(Event.id),
        select(literal("promise").label("kind"), Promise.id, Proposal.number, Proposal.title, Promise.what, Promise.due)
        .join(Proposal, Proposal.number == Promise.proposal_number)
        .where(mine, Promise.kept_at.is_(None), Proposal.state.not_in([state.value for state in rules.ENDED])),
    ]
    found = union_all(*parts).subquery()
    day = found.c.due
    wanted = select(found).where(day.is_not(None), day >= today - PASSED).order_by(day, found.c.number, found.c.kind)
    return db.session.execute(wanted.limit(MOST)).all()


def _of(kind: str, day: Any, *conditions: Any) -> Select[Any]:
    columns = (Proposal.number, Proposal.title, null().label("what"), day.label("due"))
    return select(literal(kind).label("kind"), literal("").label("id"), *columns).where(*conditions)
