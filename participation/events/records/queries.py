"""What the registrar sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from participation.db import db
from participation.events.contributions.models import Contribution, DestructionDecision, Erasure, Withdrawal
from participation.events.models import Event
from participation.events.moderation import conditions
from participation.events.rehearsals.queries import is_real


def withdrawn(limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What authors took back and is still kept, newest first: rows of (id, text, at, event title).

    What only the adult on duty reads, or was never shared, is not among it.
    """
    wanted = (
        select(Contribution.id, Contribution.text, Withdrawal.at, Event.title)
        .join(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .join(Event, Event.id == Contribution.event_id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .where(Erasure.contribution_id.is_(None), ~conditions.out_of_sight(), is_real())
    )
    return db.session.execute(wanted.order_by(Withdrawal.at.desc()).limit(limit)).all()


def decisions() -> Sequence[DestructionDecision]:
    """The destruction decisions that were entered, newest first."""
    wanted = select(DestructionDecision).order_by(DestructionDecision.entered_at.desc())
    return db.session.scalars(wanted).all()
