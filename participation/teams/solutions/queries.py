"""Reads of how teams finished, of their sketches, and what other rooms may carry on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select

from participation.db import db
from participation.events import activities
from participation.events.activities import Offer
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.contributions.queries import waits_for
from participation.media.models import Picture, PictureRelease
from participation.teams import queries, rules
from participation.teams.models import Finish, Sketch, Team


@dataclass(frozen=True, slots=True)
class Finished:
    """How a team finished. `kind` is `solution` or `why_not`; `waits_for` and `hidden_because` say what holds it back.

    The words are empty where only the adult on duty reads them.
    """

    contribution_id: str
    kind: str
    text: str
    language: str
    said_at: dt.datetime
    waits_for: str
    hidden_because: str | None

    @property
    def shown(self) -> bool:
        """Whether everybody may read it."""
        return not (self.waits_for or self.hidden_because)

    @property
    def title(self) -> str:
        """The first line."""
        return rules.parts_of(self.text)[0]

    @property
    def summary(self) -> str:
        """What follows."""
        return rules.parts_of(self.text)[1]


@dataclass(frozen=True, slots=True)
class Shown:
    """A sketch as pages show it."""

    id: str
    text: str
    width: int
    height: int
    released: bool
    mine: bool


def finishes(event_id: str) -> dict[str, Finished]:
    """How the teams of an event finished, by the team's id; what was taken back is not there."""
    return _finishes(Team.event_id == event_id)


def finish_of(team_id: str) -> Finished | None:
    """How one team finished."""
    return _finishes(Team.id == team_id).get(team_id)


def offers(event_id: str) -> list[Offer]:
    """The solutions of an event that may be voted on or become proposals, with the ideas behind their themes."""
    found = [(team_id, finished) for team_id, finished in finishes(event_id).items() if finished.shown]
    solutions = [(team_id, finished) for team_id, finished in found if finished.kind == rules.SOLUTION]
    if not solutions:
        return []
    teams = {team.id: team for team in db.session.scalars(select(Team).where(Team.event_id == event_id))}
    themes = activities.chosen_themes(event_id)
    made = []
    for team_id, finished in solutions:
        team = teams[team_id]
        theme = queries.theme_of(team.theme_id, themes)
        made.append(
            Offer(
                contribution_ids=(finished.contribution_id,),
                text=finished.text,
                theme=theme.title if theme else None,
                support=0,
                said_at=finished.said_at,
                team=queries.named(team),
                behind=theme.behind if theme else (),
            )
        )
    return made


def sketches(team_id: str, viewer_id: str | None = None) -> Sequence[Shown]:
    """The sketches of a team, the oldest first."""
    rows = db.session.execute(_sketches(Sketch.team_id == team_id))
    return [Shown(row[1], row[2], row[3], row[4], row[5], row[6] == viewer_id) for row in rows]


def sketches_on_screen(event_id: str) -> dict[str, Shown]:
    """For each team of an event the last sketch that a leader let on the screen."""
    of_teams = Sketch.team_id.in_(select(Team.id).where(Team.event_id == event_id))
    rows = db.session.execute(_sketches(of_teams)).all()
    return {row[0]: Shown(row[1], row[2], row[3], row[4], True, False) for row in rows if row[5]}


def is_of_team(team_id: str, picture_id: str) -> bool:
    """Whether a picture is a sketch of this team."""
    found = db.session.get(Sketch, picture_id)
    return found is not None and found.team_id == team_id and found.taken_back_at is None


def _finishes(which: ColumnElement[bool]) -> dict[str, Finished]:
    wanted = (
        select(
            Finish.team_id,
            Contribution.id,
            Contribution.kind,
            Contribution.text,
            Contribution.language,
            Contribution.created_at,
            waits_for(),
            Hiding.reason,
        )
        .select_from(Finish)
        .join(Team, Team.id == Finish.team_id)
        .join(Contribution, Contribution.id == Finish.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .where(which, Withdrawal.contribution_id.is_(None), Erasure.contribution_id.is_(None))
        .order_by(Contribution.created_at)
    )
    rows = db.session.execute(wanted)
    return {row[0]: Finished(row[1], row[2], "" if row[6] == "apart" else row[3], *row[4:]) for row in rows}


def _sketches(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    released = exists().where(PictureRelease.picture_id == Picture.id).correlate(Picture)
    columns = (Sketch.team_id, Picture.id, Picture.text, Picture.width, Picture.height, released)
    wanted = select(*columns, Sketch.participant_id).join(Picture, Picture.id == Sketch.picture_id)
    return wanted.where(which, Sketch.taken_back_at.is_(None)).order_by(Picture.created_at)
