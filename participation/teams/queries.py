"""Reads about teams that every part of this room uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from participation.db import db
from participation.events import activities
from participation.events.activities import Chosen
from participation.events.participants.models import Participant
from participation.teams.models import (
    CanvasVersion,
    Finish,
    StandingAside,
    Team,
    TeamClosing,
    TeamCoach,
    TeamMember,
)
from participation.teams.rules import TABLE
from participation.teams.words import TABLE as TABLE_NAME
from participation.teams.words import TEAM as TEAM_NAME


@dataclass(frozen=True, slots=True)
class Listed:
    """A team as pages list it: its name in the reader's language, how many are in it, whether it has a coach."""

    id: str
    number: int
    name: str
    size: int
    coached: bool
    theme: str | None


def name_of(number: int, way: str, own: str) -> str:
    """What a team is called: the leader's name for it, or its number."""
    return own or str(TABLE_NAME if way == TABLE else TEAM_NAME) % {"number": number}


def is_open() -> ColumnElement[bool]:
    """Whether a team of the enclosing query was not closed."""
    return ~exists().where(TeamClosing.team_id == Team.id).correlate(Team)


def of_event(event_id: str) -> list[Listed]:
    """The teams of an event in their order: as many queries for two as for forty."""
    size = select(func.count()).where(TeamMember.team_id == Team.id).correlate(Team).scalar_subquery()
    coached = exists().where(TeamCoach.team_id == Team.id, TeamCoach.ended_at.is_(None)).correlate(Team)
    wanted = select(Team.id, Team.number, Team.way, Team.name, Team.theme_id, size, coached)
    rows = db.session.execute(wanted.where(Team.event_id == event_id, is_open()).order_by(Team.number)).all()
    themes = activities.chosen_themes(event_id) if rows else []
    found = []
    for row in rows:
        theme = theme_of(row.theme_id, themes)
        name = name_of(row.number, row.way, row.name)
        found.append(Listed(row.id, row.number, name, row[5], row[6], theme.title if theme else None))
    return found


def theme_of(theme_id: str | None, themes: Sequence[Chosen]) -> Chosen | None:
    """What a team works with: the theme that it took; when only one was chosen, that one."""
    taken = next((theme for theme in themes if theme.id == theme_id), None)
    return taken or (themes[0] if len(themes) == 1 else None)


def team_of(participant_id: str) -> Team | None:
    """The team that somebody is in."""
    wanted = select(Team).join(TeamMember, TeamMember.team_id == Team.id)
    return db.session.scalar(wanted.where(TeamMember.participant_id == participant_id))


def coached_by(participant_id: str) -> Team | None:
    """The team that somebody coaches."""
    wanted = select(Team).join(TeamCoach, TeamCoach.team_id == Team.id)
    return db.session.scalar(wanted.where(TeamCoach.participant_id == participant_id, TeamCoach.ended_at.is_(None)))


def stands_aside(participant_id: str) -> bool:
    """Whether somebody would rather not be in a team."""
    return db.session.get(StandingAside, participant_id) is not None


def named(team: Team) -> str:
    """What a team is called."""
    return name_of(team.number, team.way, team.name)


def without_team(event_id: str) -> Select[str]:
    """The ids of those who joined, are in no team, coach none, and did not stand aside."""
    return select(Participant.id).where(
        Participant.event_id == event_id,
        ~exists().where(TeamMember.participant_id == Participant.id),
        ~exists().where(StandingAside.participant_id == Participant.id),
        ~exists().where(TeamCoach.participant_id == Participant.id, TeamCoach.ended_at.is_(None)),
    )


def has_begun(team: type[Team] = Team) -> ColumnElement[bool]:
    """Whether a team of the enclosing query wrote or handed in anything."""
    wrote = exists().where(CanvasVersion.team_id == team.id).correlate(team)
    return or_(wrote, exists().where(Finish.team_id == team.id).correlate(team))
