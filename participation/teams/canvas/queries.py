"""Reads of canvases: what stands in each field, what waits beside it, and what stood there before."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select, true, union_all
from sqlalchemy.orm import Session

from participation.db import db
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.contributions.queries import present
from participation.teams.canvas import rules
from participation.teams.models import CanvasClash, CanvasVersion, Finish, Sketch, Team


@dataclass(frozen=True, slots=True)
class Version:
    """What stood, or waits beside what stands."""

    id: int
    text: str
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a canvas: the version that stands (0 when nothing was written), and what waits beside it."""

    name: str
    id: int
    text: str
    beside: tuple[Version, ...]


def topic(team: Team) -> str:
    """What a team's phones follow: the feed of its canvas alone, so that writing wakes nobody else."""
    return f"{team.event_id}/{team.id}"


def canvas(team_id: str) -> list[Field]:
    """The fields of a team's canvas in their order."""
    standing = {row.field: row for row in db.session.scalars(standing_versions(Team.id == team_id))}
    beside: dict[str, list[Version]] = {}
    open_clash = exists().where(CanvasClash.version_id == CanvasVersion.id, CanvasClash.settled_at.is_(None))
    waiting = select(CanvasVersion).where(CanvasVersion.team_id == team_id, open_clash).order_by(CanvasVersion.id)
    for row in db.session.scalars(waiting):
        beside.setdefault(row.field, []).append(Version(row.id, row.text))
    return [
        Field(
            name,
            standing[name].id if name in standing else 0,
            standing[name].text if name in standing else "",
            tuple(beside.get(name, ())),
        )
        for name in rules.FIELDS
    ]


def standing_versions(*which: ColumnElement[bool]) -> Select[CanvasVersion]:
    """The version that stands in each field of the teams that `which` names.

    Looks for each field from the newest version backwards, however many there are.
    """
    fields = union_all(*(select(literal(name).label("name")) for name in rules.FIELDS)).subquery()
    here = (CanvasVersion.team_id == Team.id, CanvasVersion.field == fields.c.name)
    newest = _newest(select(CanvasVersion.id)).where(*here).correlate(Team, fields).scalar_subquery()
    return select(CanvasVersion).where(
        CanvasVersion.id.in_(select(newest).join_from(Team, fields, true()).where(*which))
    )


def stands_in(session: Session, team_id: str, field: str) -> CanvasVersion | None:
    """The version that stands in one field."""
    here = (CanvasVersion.team_id == team_id, CanvasVersion.field == field)
    return session.scalar(_newest(select(CanvasVersion)).where(*here))


def standing_id(team_id: str, field: str) -> int:
    """The id of the version that stands in one field; 0 when there is none."""
    version = stands_in(db.session(), team_id, field)
    return version.id if version else 0


def filled(event_id: str) -> dict[str, int]:
    """How many fields each team of an event has written something in."""
    found: dict[str, int] = {}
    for row in db.session.scalars(standing_versions(Team.event_id == event_id)):
        found[row.team_id] = found.get(row.team_id, 0) + bool(row.text)
    return found


def earlier(team_id: str, field: str) -> Sequence[Version]:
    """What stood in a field, the newest first: of each stretch of writing the last."""
    here = (CanvasVersion.team_id == team_id, CanvasVersion.field == field)
    wanted = _readable(select(CanvasVersion.id, CanvasVersion.text, CanvasVersion.at, _clashed().label("apart")))
    rows = {row.id: row for row in db.session.execute(wanted.where(*here).order_by(CanvasVersion.id))}
    apart = [row.id for row in rows.values() if row.apart]
    shown = rules.stretches([(row.id, row.at) for row in rows.values()], apart)
    return [Version(id_, rows[id_].text, rows[id_].at) for id_ in shown if rows[id_].text]


def state(team_id: str) -> str:
    """What a team's phones compare with what they show, as JSON on one line.

    `fields`: the version that stands and its text. When `look` changes, there is something else to see on the page.
    """
    fields = canvas(team_id)
    standing = {field.name: [field.id, field.text] for field in fields}
    return json.dumps({"fields": standing, "look": look(team_id, fields)})


def look(team_id: str, fields: Sequence[Field]) -> str:
    """What the page shows besides what stands: what waits, how the team finished, its sketches, its theme."""
    beside = [version.id for field in fields for version in field.beside]
    finish = select(Finish.contribution_id).where(Finish.team_id == team_id).order_by(Finish.contribution_id)
    sketches = select(Sketch.picture_id).where(Sketch.team_id == team_id, Sketch.taken_back_at.is_(None))
    around = [*db.session.scalars(finish), *db.session.scalars(sketches.order_by(Sketch.picture_id))]
    theme = db.session.scalar(select(Team.theme_id).where(Team.id == team_id))
    return json.dumps([beside, around, theme])


def _newest(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Of versions that ever stood, the last one."""
    return _readable(wanted).where(~_clashed()).order_by(CanvasVersion.id.desc()).limit(1)


def _clashed() -> ColumnElement[bool]:
    return exists().where(CanvasClash.version_id == CanvasVersion.id).correlate(CanvasVersion)


def _readable(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        wanted.outerjoin(Contribution, Contribution.id == CanvasVersion.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .where(or_(CanvasVersion.contribution_id.is_(None), present() & Hiding.contribution_id.is_(None)))
    )
