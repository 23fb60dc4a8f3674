"""Pretend participants take part in a hackathon too."""

from __future__ import annotations

from participation.events import queries
from participation.events.contributions import queries as contributions
from participation.events.rehearsals import actions, rules
from participation.ideas.choosing import queries as choosing
from participation.teams import queries as teams
from tests.cast import Evening
from tests.events.rehearsals.stage import of, press
from tests.teams.conftest import Hackathon


def rehearsed(hackathon: Hackathon) -> Evening:
    rehearsal = of(hackathon)
    rehearsal.go_to("choose_theme")
    return rehearsal


def test_they_wish_for_a_theme_go_into_teams_fill_the_canvas_and_hand_in(hackathon: Hackathon) -> None:
    rehearsal = rehearsed(hackathon)
    board = Hackathon(**{name: getattr(rehearsal, name) for name in Evening.__dataclass_fields__})
    board.form(0, way="draw", teams=2)
    rehearsal.go_to("team_work")
    press(rehearsal, "team_work", 8)
    listed = teams.of_event(rehearsal.event_id)
    assert sum(team.size for team in listed) == rules.PEOPLE
    given = contributions.of_step(rehearsal.steps["team_work"], None, everything=True)
    assert len(given) + len(_held(rehearsal)) == len(listed)
    actions.end(rehearsal.event_id)
    assert queries.event(rehearsal.event_id) is None
    assert choosing.choosable(rehearsal.event_id, None) == []


def _held(rehearsal: Evening) -> list[str]:
    from participation.events.moderation import queries as moderation

    return [item.id for item in moderation.waiting(rehearsal.event_id).shown]
