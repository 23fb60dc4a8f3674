"""What was caught lately, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from participation.catching.actions import METHOD
from participation.catching.models import PassingOn
from participation.db import db
from participation.events import activities
from participation.events.activities import CarriedOn
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.models import Event

LATELY = 30
"""Wishes on the page."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish, and what became of it (none: it waits)."""

    id: str
    event_id: str
    process_id: str
    text: str
    language: str
    became: CarriedOn | None


def lately(process_ids: Collection[str]) -> list[Wish]:
    """The newest wishes that were caught in some processes."""
    wanted = (
        select(Contribution.id, Contribution.event_id, Event.process_id, Contribution.text, Contribution.language)
        .join(Event, Event.id == Contribution.event_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .where(Event.method == METHOD, Event.process_id.in_(process_ids))
        .where(contributions.present(), Hiding.contribution_id.is_(None))
        .order_by(Contribution.created_at.desc(), Contribution.id)
        .limit(LATELY)
    )
    rows = db.session.execute(wanted).all()
    became = activities.carried_on([row.id for row in rows]) if rows else {}
    return [Wish(*row, became.get(row.id)) for row in rows]


def process_of(contribution_id: str) -> str | None:
    """The process of a wish that was caught."""
    wanted = select(Event.process_id).join(Contribution, Contribution.event_id == Event.id)
    return db.session.scalar(wanted.where(Contribution.id == contribution_id, Event.method == METHOD))


def carried_on(contribution_ids: Sequence[str]) -> Mapping[str, CarriedOn]:
    """Wishes that were passed on, for those who said them."""
    wanted = select(PassingOn.contribution_id, PassingOn.to_whom)
    rows = db.session.execute(wanted.where(PassingOn.contribution_id.in_(contribution_ids)))
    return {row.contribution_id: CarriedOn(row.to_whom, _("Passed on"), "") for row in rows}
