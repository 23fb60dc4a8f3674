"""Writing on a team's canvas. Every save is a version; what two wrote at once goes together, or waits side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events.actions import check_event_running
from participation.events.contributions import actions as contributions
from participation.events.contributions.actions import Gift
from participation.events.contributions.models import Contribution
from participation.events.duty.models import Alert, AlertFact
from participation.events.models import Opening, Step
from participation.events.moderation import rules as moderation
from participation.events.moderation import screening
from participation.live import changed
from participation.refusal import Refusal
from participation.teams.canvas import rules
from participation.teams.canvas.queries import stands_in, topic
from participation.teams.models import CanvasClash, CanvasVersion, Team

KIND = "team_work"
GIFT = "canvas"
"""The kind of contribution that words become which suggest danger."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody has written in a field: `base_id` is the version that they had seen."""

    team_id: str
    participant_id: str
    field: str
    base_id: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of it: `base_id` is the version with the writer's own words, `id` and `text` what stands now."""

    base_id: int
    id: int
    text: str
    clash: bool = False
    apart: bool = False


def save(written: Written, now: dt.datetime) -> Saved:
    """Save what somebody has written in a field. Saving the same twice is saving once.

    When the field changed meanwhile, both go together in one text; when both changed the same words, the newer one
    waits beside the field. Words that suggest danger go to the adult on duty instead of onto the canvas.
    """
    with db.writing() as session:
        team = _hold(session, written.team_id)
        step_id = _open_step(session, team.event_id, now)
        standing = stands_in(session, team.id, written.field)
        before = standing.text if standing else ""
        if written.text == before:
            present = standing.id if standing else 0
            return Saved(present, present, before)
        if moderation.has_word(written.text, screening.danger_entries()):
            saved = _set_apart(session, team, written, standing, step_id, now)
        else:
            saved = _write(session, written, standing, now)
        tells_leader = bool(before) != bool(saved.text)
        event_id, feed = team.event_id, topic(team)
    changed(feed)
    if tells_leader:
        changed(event_id)
    return saved


def settle(team_id: str, version_id: int, how: str, now: dt.datetime) -> None:
    """The team says what becomes of what waits beside a field: `use` it instead, take `both`, or `leave` it."""
    with db.writing() as session:
        team = _hold(session, team_id)
        _open_step(session, team.event_id, now)
        beside = _version(session, team_id, version_id)
        clash = session.get(CanvasClash, version_id)
        if clash is None:
            raise Refusal("unknown_version", status=404)
        if clash.settled_at is None:
            clash.settled_at = now
            standing = stands_in(session, team_id, beside.field)
            text = rules.both(standing.text, beside.text) if how == "both" and standing else beside.text
            rules.check_length(text)
            if how != "leave":
                _stand(session, team_id, beside.field, text, standing, now)
        feed = topic(team)
    changed(feed)


def bring_back(team_id: str, version_id: int, now: dt.datetime) -> None:
    """What stood in a field before stands there again, as a new version."""
    with db.writing() as session:
        team = _hold(session, team_id)
        _open_step(session, team.event_id, now)
        version = _version(session, team_id, version_id)
        if version.contribution_id is not None:
            raise Refusal("unknown_version", status=404)
        standing = stands_in(session, team_id, version.field)
        if standing is None or standing.text != version.text:
            _stand(session, team_id, version.field, version.text, standing, now)
        feed = topic(team)
    changed(feed)


def _write(session: Session, written: Written, standing: CanvasVersion | None, now: dt.datetime) -> Saved:
    base = session.get(CanvasVersion, written.base_id) if written.base_id else None
    if base is not None and (base.team_id, base.field) != (written.team_id, written.field):
        base = None
    own = CanvasVersion(
        team_id=written.team_id,
        field=written.field,
        text=written.text,
        base_id=base.id if base else None,
        at=now,
    )
    session.add(own)
    session.flush()
    if base is not None:
        # Who goes on with what waits beside the field writes it anew.
        session.execute(update(CanvasClash).where(CanvasClash.version_id == base.id).values(settled_at=now))
    if standing is None or (base is not None and base.id == standing.id):
        return Saved(own.id, own.id, own.text)
    text = rules.together(base.text if base else "", standing.text, written.text)
    if text is None or len(text) > rules.LONGEST_TOGETHER:
        session.add(CanvasClash(version_id=own.id))
        return Saved(own.id, standing.id, standing.text, clash=True)
    if text == own.text:
        return Saved(own.id, own.id, text)
    return Saved(own.id, _stand(session, written.team_id, written.field, text, own, now), text)


def _set_apart(
    session: Session, team: Team, written: Written, standing: CanvasVersion | None, step_id: str, now: dt.datetime
) -> Saved:
    """Give it as a contribution that the adult on duty reads; it stands on the canvas once it is let go on."""
    gift = Gift(
        id=tokens.id_of(GIFT, team.id, written.field, written.participant_id, written.text),
        event_id=team.event_id,
        step_id=step_id,
        participant_id=written.participant_id,
        kind=GIFT,
        text=written.text,
        language=written.language,
    )
    version = _going_on(session, written)
    if version is None and (given := contributions.give(session, gift, now)) is not None:
        version = CanvasVersion(
            team_id=team.id,
            field=written.field,
            text=written.text,
            base_id=standing.id if standing else None,
            at=now,
            contribution_id=given,
        )
        session.add(version)
        session.flush()
    stays = (standing.id, standing.text) if standing else (0, "")
    return Saved(version.id if version else written.base_id, *stays, apart=True)


def _going_on(session: Session, written: Written) -> CanvasVersion | None:
    """What the same person began to write there and nobody has read yet: it goes on as one, not one alert a second."""
    seen = exists().where(AlertFact.alert_id == Alert.id, AlertFact.what == "seen")
    wanted = (
        select(CanvasVersion, Contribution)
        .join(Contribution, Contribution.id == CanvasVersion.contribution_id)
        .join(Alert, Alert.contribution_id == Contribution.id)
        .where(CanvasVersion.team_id == written.team_id, CanvasVersion.field == written.field, ~seen)
        .where(Contribution.participant_id == written.participant_id)
    )
    for version, contribution in session.execute(wanted):
        if contribution.withdrawal is None and written.text.startswith(version.text):
            version.text = contribution.text = written.text
            return version
        if version.text.startswith(written.text):
            return version
    return None


def _stand(session: Session, team_id: str, field: str, text: str, after: CanvasVersion | None, now: dt.datetime) -> int:
    version = CanvasVersion(team_id=team_id, field=field, text=text, base_id=after.id if after else None, at=now)
    session.add(version)
    session.flush()
    return version.id


def _hold(session: Session, team_id: str) -> Team:
    """Hold the team until this transaction ends: phones that save at once are one after the other."""
    return session.scalars(select(Team).where(Team.id == team_id).with_for_update()).one()


def _open_step(session: Session, event_id: str, now: dt.datetime) -> str:
    """The step in which teams work; refuses when the room has left it for longer than a sentence takes."""
    check_event_running(session, event_id)
    late = or_(Opening.closed_at.is_(None), Opening.closed_at > now - rules.LATE)
    here = (Opening.event_id == event_id, Opening.what == "step", Step.kind == KIND, late)
    wanted = select(Opening.step_id).join(Step, Step.id == Opening.step_id).where(*here)
    step_id = session.scalar(wanted.order_by(Opening.id.desc()).limit(1))
    if step_id is None:
        raise Refusal("canvas_closed", status=409)
    return step_id


def _version(session: Session, team_id: str, version_id: int) -> CanvasVersion:
    version = session.get(CanvasVersion, version_id)
    if version is None or version.team_id != team_id:
        raise Refusal("unknown_version", status=404)
    return version
