"""Handing in, saying why not, and sketches. Everything here is safe to send twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from participation import db
from participation.events.actions import check_event_running
from participation.events.contributions import actions as contributions
from participation.events.contributions.actions import Gift
from participation.events.contributions.models import Contribution, Withdrawal
from participation.live import changed
from participation.media import actions as media
from participation.media.actions import NewPicture
from participation.media.models import Picture
from participation.refusal import Refusal
from participation.teams import rules
from participation.teams.canvas.queries import topic
from participation.teams.models import CanvasVersion, Finish, Sketch, Team


def finish(team_id: str, gift: Gift, now: dt.datetime) -> None:
    """A team hands in its solution, or says why there is none; what it handed in before is taken back by that."""
    with db.writing() as session:
        team = _hold(session, team_id)
        given = contributions.give(session, gift, now)
        if given is not None:
            taken_back = select(Withdrawal.contribution_id)
            before = select(Finish.contribution_id).where(Finish.team_id == team_id)
            for earlier in session.scalars(before.where(Finish.contribution_id.not_in(taken_back))).all():
                session.add(Withdrawal(contribution_id=earlier, at=now))
            session.add(Finish(contribution_id=given, team_id=team_id))
        event_id, feed = team.event_id, topic(team)
    changed(feed)
    changed(event_id)


def show_sketch(team_id: str, participant_id: str, picture: NewPicture, text: str, now: dt.datetime) -> str:
    """A team shows a photograph of its sketch to itself and the leader; returns the picture's id."""
    with db.writing() as session:
        team = _hold(session, team_id)
        check_event_running(session, team.event_id)
        here = (Sketch.team_id == team_id, Sketch.taken_back_at.is_(None))
        same = select(Sketch.picture_id).join(Picture, Picture.id == Sketch.picture_id)
        known = session.scalar(same.where(*here, Picture.sha256 == picture.sha256).limit(1))
        if known is not None:
            return known
        rules.check_sketches(session.scalar(select(func.count()).select_from(Sketch).where(*here)) or 0)
        picture_id = media.store_picture(session, picture, text, now).id
        session.add(Sketch(picture_id=picture_id, team_id=team_id, participant_id=participant_id))
        event_id, feed = team.event_id, topic(team)
    changed(feed)
    changed(event_id)
    return picture_id


def take_back_sketch(team_id: str, picture_id: str, now: dt.datetime) -> None:
    """A team takes a picture away, for everybody and for good."""
    with db.writing() as session:
        team = _hold(session, team_id)
        sketch = _sketch(session, team_id, picture_id)
        sketch.taken_back_at = sketch.taken_back_at or now
        media.withdraw(session, picture_id)
        event_id, feed = team.event_id, topic(team)
    media.remove_files([picture_id])
    changed(feed)
    changed(event_id)


def release_sketch(team_id: str, picture_id: str, now: dt.datetime) -> None:
    """A leader lets a sketch on the big screen; doing it twice is doing it once."""
    with db.writing() as session:
        team = _hold(session, team_id)
        if _sketch(session, team_id, picture_id).taken_back_at is not None:
            raise Refusal("unknown_sketch", status=404)
        media.release(session, picture_id, now)
        event_id, feed = team.event_id, topic(team)
    changed(feed)
    changed(event_id)


def erase(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy what teams wrote in the events whose time has run out: those of what is destroyed and was not taken
    back by its author."""
    own_wish = select(Withdrawal.contribution_id)
    over = select(Contribution.event_id).where(Contribution.id.in_(contribution_ids), Contribution.id.not_in(own_wish))
    teams = select(Team.id).where(Team.event_id.in_(over))
    copied = or_(CanvasVersion.team_id.in_(teams), CanvasVersion.contribution_id.in_(contribution_ids))
    session.execute(update(CanvasVersion).where(copied).values(text=""))
    pictures = session.scalars(select(Sketch.picture_id).where(Sketch.team_id.in_(teams))).all()
    for picture_id in pictures:
        media.withdraw(session, picture_id)
    media.remove_files(pictures)


def _hold(session: Session, team_id: str) -> Team:
    return session.scalars(select(Team).where(Team.id == team_id).with_for_update()).one()


def _sketch(session: Session, team_id: str, picture_id: str) -> Sketch:
    sketch = session.get(Sketch, picture_id)
    if sketch is None or sketch.team_id != team_id:
        raise Refusal("unknown_sketch", status=404)
    return sketch
