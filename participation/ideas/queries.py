"""Reads of idea boards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from participation.db import db
from participation.events.activities import Offer
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution
from participation.events.models import Step
from participation.ideas.models import Idea, Theme


@dataclass(frozen=True, slots=True)
class Group:
    """A theme with its ideas; `id` and `title` are None for those that stand free."""

    id: str | None
    title: str | None
    ideas: list[contributions.Shown]


def themes(step_id: str) -> Sequence[Theme]:
    """The themes of a board in their order."""
    return db.session.scalars(select(Theme).where(Theme.step_id == step_id).order_by(Theme.position)).all()


def theme_of_ideas(step_id: str) -> dict[str, str]:
    """The theme's id of each grouped idea."""
    wanted = select(Idea.contribution_id, Idea.theme_id).join(Theme, Theme.id == Idea.theme_id)
    return {row[0]: row[1] for row in db.session.execute(wanted.where(Theme.step_id == step_id)) if row[1]}


def board(step_id: str, shown: Sequence[contributions.Shown]) -> list[Group]:
    """The shown ideas in their themes, those that stand free last."""
    placed = theme_of_ideas(step_id)
    groups = [
        Group(theme.id, theme.title, [idea for idea in shown if placed.get(idea.id) == theme.id])
        for theme in themes(step_id)
    ]
    free = [idea for idea in shown if idea.id not in placed]
    return [*groups, Group(None, None, free)]


def offers(event_id: str) -> list[Offer]:
    """The ideas of an event that may be voted on or become proposals, best supported first."""
    merged = contributions.merged_groups(event_id)
    found: list[Offer] = []
    for step_id in db.session.scalars(select(Step.id).where(Step.event_id == event_id, Step.kind == "ideas")):
        titles = {theme.id: theme.title for theme in themes(step_id)}
        placed = theme_of_ideas(step_id)
        for idea in contributions.of_step(step_id, None):
            theme = titles.get(placed.get(idea.id, ""))
            ids = (idea.id, *merged.get(idea.id, ()))
            found.append(Offer(ids, idea.text, theme, idea.support, idea.said_at))
    return found


def one(event_id: str, contribution_id: str) -> dict[str, Any] | None:
    """One idea with what it can be moved to and merged with: `idea`, `others`, `themes`, `theme_id`."""
    found = db.session.get(Contribution, contribution_id)
    if found is None or found.event_id != event_id:
        return None
    shown = contributions.of_step(found.step_id, None, everything=True)
    idea = next((item for item in shown if item.id == contribution_id), None)
    if idea is None:
        return None
    return {
        "idea": idea,
        "others": [item for item in shown if item.id != contribution_id and not item.hidden_because],
        "themes": themes(found.step_id),
        "theme_id": theme_of_ideas(found.step_id).get(contribution_id, ""),
    }
