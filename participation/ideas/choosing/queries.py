"""The themes that can be chosen, how many wish for each, and what was said in them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from participation.db import db
from participation.events.activities import Chosen, Offer
from participation.events.models import Step
from participation.ideas import queries as ideas
from participation.ideas.choosing import rules
from participation.ideas.models import Idea, Theme, ThemeChoice, ThemeWish


@dataclass(frozen=True, slots=True)
class Choosable:
    """A theme as it can be wished for: how many do, whether the viewer does, whether it was chosen."""

    id: str
    title: str
    ideas: int
    wishes: int
    mine: bool
    chosen: bool


def most(step: Step) -> int:
    """How many themes each person may wish for."""
    return int(step.settings.get("most", rules.MOST_WISHES))


def choosable(event_id: str, viewer_id: str | None) -> list[Choosable]:
    """The themes of an event in the order of their boards; as many queries for two as for forty."""
    wishes = select(func.count()).where(ThemeWish.theme_id == Theme.id).correlate(Theme).scalar_subquery()
    own = exists().where(ThemeWish.theme_id == Theme.id, ThemeWish.participant_id == viewer_id).correlate(Theme)
    gathered = select(func.count()).where(Idea.theme_id == Theme.id).correlate(Theme).scalar_subquery()
    is_chosen = exists().where(ThemeChoice.theme_id == Theme.id).correlate(Theme)
    wanted = select(Theme.id, Theme.title, gathered, wishes, own, is_chosen).join(Step, Step.id == Theme.step_id)
    rows = db.session.execute(wanted.where(Step.event_id == event_id).order_by(Step.position, Theme.position))
    return [Choosable(*row) for row in rows]


def wishing(event_id: str) -> int:
    """How many participants have wished for a theme."""
    wanted = select(func.count(ThemeWish.participant_id.distinct())).join(Theme, Theme.id == ThemeWish.theme_id)
    return db.session.scalar(wanted.join(Step, Step.id == Theme.step_id).where(Step.event_id == event_id)) or 0


def chosen(event_id: str) -> list[Chosen]:
    """The themes that the room works with, each with its ideas, best supported first."""
    wanted = select(Theme.id, Theme.title).join(ThemeChoice).join(Step, Step.id == Theme.step_id)
    rows = db.session.execute(wanted.where(Step.event_id == event_id).order_by(ThemeChoice.at, Theme.title)).all()
    if not rows:
        return []
    grouped = select(Idea.contribution_id, Idea.theme_id).where(Idea.theme_id.in_([row.id for row in rows]))
    placed = {row[0]: row[1] for row in db.session.execute(grouped)}
    behind: dict[str, list[Offer]] = {}
    for offer in ideas.offers(event_id):
        behind.setdefault(placed.get(offer.contribution_ids[0]) or "", []).append(offer)
    return [Chosen(row.id, row.title, tuple(behind.get(row.id, ()))) for row in rows]
