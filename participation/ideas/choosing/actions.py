"""Wishing for themes, and choosing some. Everything here is safe to send twice."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from participation import db
from participation.events.actions import check_event_running, step_of, take_turn
from participation.events.contributions.actions import check_step_open
from participation.events.models import Step
from participation.ideas.choosing import queries, rules
from participation.ideas.models import Theme, ThemeChoice, ThemeWish
from participation.ideas.rules import check_themes
from participation.live import changed
from participation.refusal import Refusal

KIND = "choose_theme"


def set_up(event_id: str, step_id: str, most: int) -> None:
    """How many themes each person may wish for."""
    with db.writing() as session:
        step = _step(session, event_id, step_id)
        step.settings = {**step.settings, "most": most}
    changed(event_id)


def wish(event_id: str, step_id: str, theme_id: str, participant_id: str, *, wanted: bool) -> None:
    """Somebody wants to work with a theme, or no longer; wishing twice is once."""
    with db.writing() as session:
        step = _step(session, event_id, step_id)
        check_event_running(session, event_id)
        check_step_open(session, event_id, step_id)
        _theme(session, step, theme_id)
        known = session.get(ThemeWish, (theme_id, participant_id))
        if wanted and known is None:
            own = select(func.count()).select_from(ThemeWish).where(ThemeWish.participant_id == participant_id)
            rules.check_wishes(session.scalar(own) or 0, queries.most(step))
            session.add(ThemeWish(theme_id=theme_id, participant_id=participant_id))
        elif known is not None and not wanted:
            session.delete(known)
    changed(event_id)


def choose(
    event_id: str,
    step_id: str,
    theme_id: str,
    *,
    chosen: bool,
    by_id: str,
    now: dt.datetime,
    co_leader_id: str | None = None,
) -> None:
    """A leader chooses a theme for the room to work with, or takes that back."""
    with db.writing() as session:
        step = _step(session, event_id, step_id)
        check_event_running(session, event_id)
        _theme(session, step, theme_id)
        if not chosen:
            session.execute(delete(ThemeChoice).where(ThemeChoice.theme_id == theme_id))
        elif session.get(ThemeChoice, theme_id) is None:
            session.add(ThemeChoice(theme_id=theme_id, at=now, by_id=by_id, co_leader_id=co_leader_id))
    changed(event_id)


def write_theme(event_id: str, step_id: str, title: str) -> None:
    """A leader writes a theme by hand; writing the same twice is once."""
    with db.writing() as session:
        step = _step(session, event_id, step_id)
        check_event_running(session, event_id)
        titles = session.scalars(select(Theme.title).where(Theme.step_id == step_id)).all()
        if title not in titles:
            check_themes(len(titles))
            session.add(Theme(step_id=step.id, title=title, position=len(titles)))
    changed(event_id)


def _step(session: Session, event_id: str, step_id: str) -> Step:
    take_turn(session, event_id)
    step = step_of(session, event_id, step_id)
    if step.kind != KIND:
        raise Refusal("no_themes_here", status=404)
    return step


def _theme(session: Session, step: Step, theme_id: str) -> None:
    wanted = select(Theme.id).join(Step, Step.id == Theme.step_id)
    if session.scalar(wanted.where(Step.event_id == step.event_id, Theme.id == theme_id)) is None:
        raise Refusal("unknown_theme", status=404)
