"""Giving ideas and grouping them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from participation import db
from participation.events.contributions import actions as contributions
from participation.events.contributions.models import Contribution
from participation.events.models import Step
from participation.ideas import rules
from participation.ideas.models import Idea, Theme, ThemeChoice, ThemeWish
from participation.live import changed
from participation.refusal import Refusal

KIND = "idea"


def give_idea(gift: contributions.Gift, now: dt.datetime) -> None:
    """Give an idea; the same form sent twice is one idea."""
    with db.writing() as session:
        _idea_step(session, gift.event_id, gift.step_id)
        idea_id = contributions.give(session, gift, now)
        if idea_id is not None:
            session.add(Idea(contribution_id=idea_id))
            if gift.participant_id is not None:
                mine = (Contribution.step_id == gift.step_id, Contribution.participant_id == gift.participant_id)
                rules.check_count(session.scalar(select(func.count()).select_from(Contribution).where(*mine)) or 0)
    changed(gift.event_id)


def add_theme(event_id: str, step_id: str, title: str) -> str:
    """Add a theme to a step's board; returns its id."""
    try:
        with db.writing() as session:
            _idea_step(session, event_id, step_id)
            known = session.scalar(select(func.count()).select_from(Theme).where(Theme.step_id == step_id)) or 0
            rules.check_themes(known)
            theme = Theme(step_id=step_id, title=title, position=known)
            session.add(theme)
            session.flush()
            theme_id = theme.id
    except IntegrityError as problem:
        raise Refusal("theme_taken", field="title") from problem
    changed(event_id)
    return theme_id


def rename_theme(event_id: str, theme_id: str, title: str) -> None:
    """Give a theme another name; an empty name dissolves it, and its ideas stand free again."""
    try:
        with db.writing() as session:
            theme = _theme(session, event_id, theme_id)
            if title:
                theme.title = title
            else:
                session.execute(update(Idea).where(Idea.theme_id == theme_id).values(theme_id=None))
                session.execute(delete(ThemeWish).where(ThemeWish.theme_id == theme_id))
                session.execute(delete(ThemeChoice).where(ThemeChoice.theme_id == theme_id))
                session.delete(theme)
    except IntegrityError as problem:
        raise Refusal("theme_taken", field="title") from problem
    changed(event_id)


def group(event_id: str, contribution_id: str, theme_id: str | None) -> None:
    """Put an idea into a theme, or out of every theme."""
    with db.writing() as session:
        contribution = session.get(Contribution, contribution_id)
        if contribution is None or contribution.event_id != event_id or contribution.kind != KIND:
            raise Refusal("unknown_contribution", status=404)
        if theme_id is not None and _theme(session, event_id, theme_id).step_id != contribution.step_id:
            raise Refusal("unknown_theme", field="theme")
        session.execute(update(Idea).where(Idea.contribution_id == contribution_id).values(theme_id=theme_id))
    changed(event_id)


def _idea_step(session: Session, event_id: str, step_id: str) -> Step:
    step = session.get(Step, step_id)
    if step is None or step.event_id != event_id or step.kind != "ideas":
        raise Refusal("not_an_idea_step", status=404)
    return step


def _theme(session: Session, event_id: str, theme_id: str) -> Theme:
    theme = session.get(Theme, theme_id)
    step = session.get(Step, theme.step_id) if theme else None
    if theme is None or step is None or step.event_id != event_id:
        raise Refusal("unknown_theme", status=404)
    return theme
