"""Teams of an event, who is in them, what they write together, how they finish, and who pitches when."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation import tokens
from participation.db import Model, Moment


class Team(Model):
    """A team, known by its number or table. `name` is the leader's own, or empty.

    `theme_id` is what the team chose among the themes of its event; the room that gathers themes knows the rest.
    """

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), index=True)
    number: Mapped[int]
    way: Mapped[str] = mapped_column(String(10))
    """How it was formed, one of `rules.WAYS`: a table is called a table."""
    name: Mapped[str] = mapped_column(String(40), default="")
    theme_id: Mapped[str | None] = mapped_column(String(16))


class TeamClosing(Model):
    """A leader closed a team in which nobody had worked yet; its number is not used again."""

    __tablename__ = "team_closing"

    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))


class TeamMember(Model):
    """A participant is in a team: one in an event. Nothing says since when."""

    __tablename__ = "team_member"

    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)


class StandingAside(Model):
    """A participant would rather not be in a team now."""

    __tablename__ = "standing_aside"

    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True)


class TeamCoach(Model):
    """Somebody coaches a team from their own phone, let in by the team's code; the row without an end is now's.

    Each new row gives the team another code.
    """

    __tablename__ = "team_coach"
    __table_args__ = (
        Index(
            "uq_team_coach_team_id",
            "team_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        Index(
            "uq_team_coach_participant_id",
            "participant_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"))
    begun_at: Mapped[dt.datetime] = mapped_column(Moment)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class CanvasVersion(Model):
    """What stood in a field of a team's canvas once: every save is a row, and none says who wrote it.

    `base_id` is the version that the writer had seen. `contribution_id` is set when the words suggest danger: then
    they were given like everything that suggests danger, and stand here only once the adult on duty let them go on.
    """

    __tablename__ = "canvas_version"
    __table_args__ = (Index("ix_canvas_version_team_id_field_id", "team_id", "field", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    field: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("canvas_version.id"))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    contribution_id: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"), index=True)


class CanvasClash(Model):
    """A version that could not be put together with the one that stands: it waits beside it until the team settles."""

    __tablename__ = "canvas_clash"

    version_id: Mapped[int] = mapped_column(ForeignKey("canvas_version.id"), primary_key=True)
    settled_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class Sketch(Model):
    """A photograph of what a team drew on paper: for the team and the leader, until it is let on the screen."""

    __tablename__ = "sketch"

    picture_id: Mapped[str] = mapped_column(ForeignKey("picture.id"), primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"))
    taken_back_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class Finish(Model):
    """How a team finished: a contribution that is its solution, or that says why there is none.

    A team may do so again until the step closes; what it handed in before is taken back by that.
    """

    __tablename__ = "finish"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)


class PitchPlace(Model):
    """When a team pitches in a step: its place in the order, from 1."""

    __tablename__ = "pitch_place"
    __table_args__ = (UniqueConstraint("step_id", "place"),)

    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), primary_key=True)
    place: Mapped[int]


class PitchTurn(Model):
    """A team was called to pitch, and perhaps its time started. The newest row of a step is whose turn it is.

    A row without a team says that all have pitched.
    """

    __tablename__ = "pitch_turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), index=True)
    team_id: Mapped[str | None] = mapped_column(ForeignKey("team.id"))
    called_at: Mapped[dt.datetime] = mapped_column(Moment)
    started_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
