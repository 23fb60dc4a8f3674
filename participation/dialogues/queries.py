"""Reads of what statements and questions have in common."""

from __future__ import annotations

from participation.db import db
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution


def one(event_id: str, contribution_id: str) -> tuple[contributions.Shown, list[contributions.Shown]] | None:
    """One contribution that may be read, and the others of its step."""
    given = db.session.get(Contribution, contribution_id)
    if given is None or given.event_id != event_id:
        return None
    shown = {item.id: item for item in contributions.of_step(given.step_id, None, everything=True)}
    item = shown.pop(contribution_id, None)
    others = [other for other in shown.values() if not (other.hidden_because or other.merged_into)]
    return (item, others) if item else None
