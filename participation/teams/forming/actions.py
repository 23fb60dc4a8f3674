"""Forming teams, joining one, standing aside, coaching. Everything here is safe to send twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from flask import current_app
from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events import activities
from participation.events.actions import check_event_running, step_of, take_turn
from participation.events.models import Step
from participation.events.participants import queries as participant_queries
from participation.live import changed
from participation.refusal import Refusal
from participation.teams import queries, rules
from participation.teams.models import StandingAside, Team, TeamClosing, TeamCoach, TeamMember

KIND = "form_teams"
CODE_LENGTH = 5


def set_up(event_id: str, step_id: str, *, way: str, teams: int, largest: int) -> None:
    """How a step forms teams; 0 teams: as many as fit those who are there."""
    with db.writing() as session:
        step = _forming_step(session, event_id, step_id)
        step.settings = {**step.settings, "way": way, "teams": teams, "largest": largest}
    changed(event_id)


def form(event_id: str, step_id: str, seed: str, *, anew: bool = False) -> None:
    """Form the teams as the step says; when there are some already, nothing happens, unless they are drawn `anew`.

    `seed` comes from the form: sent twice, the lot falls the same way.
    """
    with db.writing() as session:
        step = _forming_step(session, event_id, step_id)
        check_event_running(session, event_id)
        known = [team.id for team in _teams(session, event_id)]
        if known and (not anew or step.settings.get("lot") == seed):
            return
        rules.check_not_begun(begun=_any_begun(session, event_id))
        session.execute(delete(TeamMember).where(TeamMember.team_id.in_(known)))
        people = list(session.scalars(queries.without_team(event_id)))
        if _way(step) == rules.THEME:
            _make_tables(session, step)
        else:
            wanted = step.settings.get("teams") or rules.teams_for(len(people), _largest(step))
            _make(session, step, wanted - len(known))
        if _way(step) == rules.DRAW:
            _deal(session, event_id, people, seed)
            step.settings = {**step.settings, "lot": seed}
    changed(event_id)


def add_team(event_id: str, step_id: str, once: str) -> None:
    """One more team; `once` comes from the form: sent twice, it is one."""
    with db.writing() as session:
        step = _forming_step(session, event_id, step_id)
        check_event_running(session, event_id)
        if session.get(Team, tokens.id_of("team", event_id, once)) is None:
            _make(session, step, 1, once)
    changed(event_id)


def close_team(event_id: str, team_id: str, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None) -> None:
    """Close a team that has not begun; who was in it has none now."""
    with db.writing() as session:
        take_turn(session, event_id)
        _team(session, event_id, team_id)
        if session.get(TeamClosing, team_id) is None:
            begun = session.scalar(select(Team.id).where(Team.id == team_id, queries.has_begun()))
            rules.check_not_begun(begun=begun is not None)
            session.execute(delete(TeamMember).where(TeamMember.team_id == team_id))
            _end_coaching(session, now, TeamCoach.team_id == team_id)
            session.add(TeamClosing(team_id=team_id, at=now, by_id=by_id, co_leader_id=co_leader_id))
    changed(event_id)


def rename(event_id: str, team_id: str, name: str) -> None:
    """A leader gives a team another name; an empty one is its number again."""
    with db.writing() as session:
        _team(session, event_id, team_id).name = name
    changed(event_id)


def join(event_id: str, participant_id: str, team_id: str | None) -> None:
    """Somebody goes into a team, or into the smallest one (None). Going where one is changes nothing."""
    with db.writing() as session:
        take_turn(session, event_id)
        check_event_running(session, event_id)
        sizes = _sizes(session, event_id)
        mine = session.get(TeamMember, participant_id)
        if mine is not None and team_id in (None, mine.team_id):
            return
        wanted = _team(session, event_id, team_id or rules.smallest(sizes))
        step = session.get_one(Step, wanted.step_id)
        if mine is not None or (team_id is not None and _way(step) == rules.DRAW):
            rules.check_may_change(_way(step))
        if mine is not None:
            rules.check_not_begun(begun=_any_begun(session, event_id), way=_way(step))
        if team_id is not None:
            rules.check_room(_way(step), sizes.get(wanted.id, 0), _largest(step))
        _go_in(session, participant_id, wanted.id)
    changed(event_id)


def stand_aside(event_id: str, participant_id: str, *, aside: bool) -> None:
    """Somebody would rather not be in a team, or no longer; who joins one does not stand aside either."""
    with db.writing() as session:
        take_turn(session, event_id)
        check_event_running(session, event_id)
        if aside:
            session.execute(delete(TeamMember).where(TeamMember.participant_id == participant_id))
            session.merge(StandingAside(participant_id=participant_id))
        else:
            session.execute(delete(StandingAside).where(StandingAside.participant_id == participant_id))
    changed(event_id)


def coach(event_id: str, participant_id: str, code: str, now: dt.datetime) -> None:
    """Somebody coaches the team whose code they typed. A code works once; the same person may press twice."""
    with db.writing() as session:
        take_turn(session, event_id)
        check_event_running(session, event_id)
        if session.get(TeamMember, participant_id) is not None:
            raise Refusal("coach_is_member", field="code")
        team_id = {known: id_ for id_, known in _codes(session, event_id).items()}.get(tokens.normal_code(code))
        if team_id is None:
            raise Refusal("unknown_coach_code", field="code")
        present = session.scalar(select(TeamCoach).where(TeamCoach.team_id == team_id, TeamCoach.ended_at.is_(None)))
        if present is not None and present.participant_id == participant_id:
            return
        if present is not None:
            raise Refusal("unknown_coach_code", field="code")
        _end_coaching(session, now, TeamCoach.participant_id == participant_id)
        session.add(TeamCoach(team_id=team_id, participant_id=participant_id, begun_at=now))
    changed(event_id)


def end_coaching(event_id: str, team_id: str, now: dt.datetime) -> None:
    """A leader lets another coach in: the team gets another code."""
    with db.writing() as session:
        _team(session, event_id, team_id)
        _end_coaching(session, now, TeamCoach.team_id == team_id)
    changed(event_id)


def take_theme(event_id: str, team_id: str, theme_id: str, known: Sequence[str]) -> None:
    """A team takes one of the themes that were chosen (`known`)."""
    if theme_id not in known:
        raise Refusal("unknown_topic", field="theme")
    with db.writing() as session:
        check_event_running(session, event_id)
        _team(session, event_id, team_id).theme_id = theme_id
    changed(event_id)


def codes(event_id: str) -> Mapping[str, str]:
    """The code that lets a coach into each team, by the team's id; it follows from the installation's key."""
    return _codes(db.db.session(), event_id)


def _codes(session: Session, event_id: str) -> dict[str, str]:
    ended = func.count(TeamCoach.ended_at)
    wanted = select(Team.id, ended).outerjoin(TeamCoach, TeamCoach.team_id == Team.id).group_by(Team.id)
    rows = session.execute(wanted.where(Team.event_id == event_id, queries.is_open()))
    return {team_id: _code(f"{event_id}:{team_id}:{count}") for team_id, count in rows}


def _code(of: str) -> str:
    number = int(tokens.keyed_digest(current_app.config["SECRET_KEY"], "coach", of), 16)
    letters = []
    for _place in range(CODE_LENGTH):
        number, index = divmod(number, len(tokens.CODE_ALPHABET))
        letters.append(tokens.CODE_ALPHABET[index])
    return "".join(letters)


def _forming_step(session: Session, event_id: str, step_id: str) -> Step:
    take_turn(session, event_id)
    step = step_of(session, event_id, step_id)
    if step.kind != KIND:
        raise Refusal("not_a_team_step", status=404)
    return step


def _way(step: Step) -> str:
    return str(step.settings.get("way", rules.DRAW))


def _largest(step: Step) -> int:
    return int(step.settings.get("largest", rules.USUAL))


def _teams(session: Session, event_id: str) -> Sequence[Team]:
    return session.scalars(select(Team).where(Team.event_id == event_id, queries.is_open()).order_by(Team.number)).all()


def _sizes(session: Session, event_id: str) -> dict[str, int]:
    counted = select(Team.id, func.count(TeamMember.participant_id)).outerjoin(TeamMember).group_by(Team.id)
    wanted = counted.where(Team.event_id == event_id, queries.is_open()).order_by(Team.number)
    return {row[0]: row[1] for row in session.execute(wanted)}


def _team(session: Session, event_id: str, team_id: str) -> Team:
    team = session.get(Team, team_id)
    if team is None or team.event_id != event_id or session.get(TeamClosing, team_id) is not None:
        raise Refusal("unknown_team", status=404)
    return team


def _any_begun(session: Session, event_id: str) -> bool:
    return bool(session.scalar(select(exists().where(Team.event_id == event_id, queries.has_begun()))))


def _make(session: Session, step: Step, count: int, once: str = "") -> None:
    if count <= 0:
        return
    rules.check_teams(len(_teams(session, step.event_id)) + count - 1)
    last = session.scalar(select(func.max(Team.number)).where(Team.event_id == step.event_id)) or 0
    for number in range(last + 1, last + 1 + count):
        team_id = tokens.id_of("team", step.event_id, once) if once else tokens.new_id()
        session.add(Team(id=team_id, event_id=step.event_id, step_id=step.id, number=number, way=_way(step)))
    session.flush()


def _make_tables(session: Session, step: Step) -> None:
    """A table for each theme that was chosen; a leader gave the theme its words, so the screen may show them."""
    themes = activities.chosen_themes(step.event_id)
    rules.check_themes(len(themes))
    _make(session, step, len(themes))
    for team, theme in zip(_teams(session, step.event_id), themes, strict=True):
        team.theme_id, team.name = theme.id, theme.title[: rules.LONGEST_NAME]


def _deal(session: Session, event_id: str, people: Sequence[str], seed: str) -> None:
    known = participant_queries.roles(event_id)
    teams = _teams(session, event_id)
    dealt = rules.draw([(person, known.get(person)) for person in people], len(teams), seed)
    rows = [
        {"participant_id": person, "team_id": team.id}
        for team, members in zip(teams, dealt, strict=True)
        for person in members
    ]
    if rows:
        session.execute(insert(TeamMember), rows)


def _go_in(session: Session, participant_id: str, team_id: str) -> None:
    session.execute(delete(StandingAside).where(StandingAside.participant_id == participant_id))
    session.merge(TeamMember(participant_id=participant_id, team_id=team_id))


def _end_coaching(session: Session, now: dt.datetime, *which: object) -> None:
    session.execute(update(TeamCoach).where(*which, TeamCoach.ended_at.is_(None)).values(ended_at=now))  # type: ignore[arg-type]
