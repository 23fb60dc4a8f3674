"""Forming teams: by lot, by choice, by table; standing aside; coaches."""

from __future__ import annotations

from sqlalchemy import select

from participation import clock
from participation.db import db
from participation.ideas import actions as ideas
from participation.ideas.choosing import actions as choosing
from participation.teams import queries
from participation.teams.forming import actions
from participation.teams.models import TeamMember
from tests.cast import refusal_of
from tests.reading import said
from tests.teams.hackathon import Hackathon


def members(team_id: str) -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(TeamMember.participant_id).where(TeamMember.team_id == team_id)))


def test_the_lot_makes_teams_of_the_same_size_and_pressing_twice_changes_nothing(hackathon: Hackathon) -> None:
    hackathon.form(17, teams=0)
    assert [team.size for team in hackathon.teams] == [6, 6, 5]
    before = [members(team.id) for team in hackathon.teams]
    actions.form(hackathon.event_id, hackathon.steps["form_teams"], "another lot")
    assert [members(team.id) for team in hackathon.teams] == before


def test_teams_are_drawn_once_more_only_before_work_begins(hackathon: Hackathon) -> None:
    hackathon.form(12, teams=3)
    before = [members(team.id) for team in hackathon.teams]
    again = (hackathon.event_id, hackathon.steps["form_teams"], "once more")
    actions.form(*again, anew=True)
    drawn = [members(team.id) for team in hackathon.teams]
    assert drawn != before
    assert [len(team) for team in drawn] == [4, 4, 4]
    actions.form(*again, anew=True)
    assert [members(team.id) for team in hackathon.teams] == drawn
    hackathon.go_to("team_work")
    team = hackathon.teams[0].id
    hackathon.write(team, next(iter(drawn[0])), "Ljus")
    assert refusal_of(actions.form, hackathon.event_id, again[1], "third", anew=True) == "work_has_begun"
    assert [members(team.id) for team in hackathon.teams] == drawn


def test_who_comes_late_is_put_into_the_smallest_team_and_stays_there(hackathon: Hackathon) -> None:
    hackathon.form(5, teams=2)
    small = hackathon.teams[1]
    late = hackathon.join()
    assert refusal_of(actions.join, hackathon.event_id, late, hackathon.teams[0].id) == "drawn_stays"
    for _press in range(2):
        actions.join(hackathon.event_id, late, None)
    assert late in members(small.id)
    assert refusal_of(actions.join, hackathon.event_id, late, hackathon.teams[0].id) == "drawn_stays"


def test_people_choose_a_team_that_has_room_and_change_their_mind(hackathon: Hackathon) -> None:
    hackathon.form(0, way="choice", teams=2, largest=2)
    first, second = (team.id for team in hackathon.teams)
    alva, bilal, carla = (hackathon.join() for _somebody in range(3))
    for who in (alva, alva, bilal):
        actions.join(hackathon.event_id, who, first)
    assert refusal_of(actions.join, hackathon.event_id, carla, first) == "team_full"
    actions.join(hackathon.event_id, alva, second)
    actions.join(hackathon.event_id, carla, first)
    assert [members(first), members(second)] == [{bilal, carla}, {alva}]


def test_at_a_table_there_is_always_room(hackathon: Hackathon) -> None:
    hackathon.form(0, way="table", teams=2, largest=2)
    table = hackathon.teams[0]
    for _somebody in range(4):
        actions.join(hackathon.event_id, hackathon.join(), table.id)
    assert (hackathon.teams[0].size, hackathon.teams[0].name) == (4, table.name)
    assert table.name == "Bord 1"


def test_who_stands_aside_is_in_no_team_until_coming_back(hackathon: Hackathon) -> None:
    alva = hackathon.join()
    actions.stand_aside(hackathon.event_id, alva, aside=True)
    hackathon.form(4, teams=2)
    assert all(alva not in members(team.id) for team in hackathon.teams)
    actions.join(hackathon.event_id, alva, None)
    assert queries.team_of(alva) is not None
    for _press in range(2):
        actions.stand_aside(hackathon.event_id, alva, aside=True)
    assert queries.team_of(alva) is None
    assert queries.stands_aside(alva)
    actions.stand_aside(hackathon.event_id, alva, aside=False)
    assert not queries.stands_aside(alva)


def test_a_leader_adds_and_closes_teams_and_numbers_are_never_used_again(hackathon: Hackathon) -> None:
    hackathon.form(4, way="choice", teams=2)
    step = hackathon.steps["form_teams"]
    for _press in range(2):
        actions.add_team(hackathon.event_id, step, "form")
    assert [team.number for team in hackathon.teams] == [1, 2, 3]
    alva = hackathon.somebody_in(hackathon.teams[2].id)
    closed = hackathon.teams[2].id
    actions.close_team(hackathon.event_id, closed, hackathon.leader_id, clock.now())
    assert queries.team_of(alva) is None
    assert refusal_of(actions.join, hackathon.event_id, alva, closed) == "unknown_team"
    actions.add_team(hackathon.event_id, step, "another form")
    assert [team.number for team in hackathon.teams] == [1, 2, 4]


def test_a_team_that_has_begun_is_not_closed(hackathon: Hackathon) -> None:
    hackathon.form(2, teams=1)
    team = hackathon.teams[0].id
    hackathon.go_to("team_work")
    hackathon.write(team, hackathon.join(), "Ljus")
    assert (
        refusal_of(actions.close_team, hackathon.event_id, team, hackathon.leader_id, clock.now()) == "work_has_begun"
    )


def test_a_code_lets_one_coach_in_who_is_not_counted_in_the_team(hackathon: Hackathon) -> None:
    hackathon.form(4, teams=2)
    team = hackathon.teams[1]
    code = actions.codes(hackathon.event_id)[team.id]
    coach, other = hackathon.join(), hackathon.join()
    for _press in range(2):
        actions.coach(hackathon.event_id, coach, code.lower(), clock.now())
    found = queries.coached_by(coach)
    assert found is not None
    assert found.id == team.id
    assert [(listed.size, listed.coached) for listed in hackathon.teams] == [(2, False), (2, True)]
    assert refusal_of(actions.coach, hackathon.event_id, other, code, clock.now()) == "unknown_coach_code"
    actions.end_coaching(hackathon.event_id, team.id, clock.now())
    assert queries.coached_by(coach) is None
    fresh = actions.codes(hackathon.event_id)[team.id]
    assert fresh != code
    assert refusal_of(actions.coach, hackathon.event_id, coach, code, clock.now()) == "unknown_coach_code"
    actions.coach(hackathon.event_id, other, fresh, clock.now())


def test_a_member_coaches_nobody(hackathon: Hackathon) -> None:
    (alva,) = hackathon.form(1, teams=1)
    code = actions.codes(hackathon.event_id)[hackathon.teams[0].id]
    assert refusal_of(actions.coach, hackathon.event_id, alva, code, clock.now()) == "coach_is_member"


def test_a_phone_says_which_team_and_the_screen_shows_them_all(small_hackathon: Hackathon) -> None:
    alva = small_hackathon.browser()
    assert "The leader forms the teams now" in said(alva.get(small_hackathon.path).text)
    omar = small_hackathon.desk()
    omar.get(f"{small_hackathon.path}/lead")
    assert omar.send(f"/teams/{small_hackathon.steps['form_teams']}").status_code == 200
    assert "You are in Team 1" in said(alva.get(small_hackathon.path).text)
    assert "Team 1 1" in said(omar.get(f"{small_hackathon.path}/screen").text)


def test_a_shy_person_stands_aside_and_a_late_one_asks_for_a_team(small_hackathon: Hackathon) -> None:
    small_hackathon.form(3, teams=1)
    alva = small_hackathon.browser()
    alva.get(small_hackathon.path)
    assert "You stand aside" in said(alva.send("/team/aside").text)
    assert "You have no team yet" in said(alva.send("/team/aside").text)
    assert "You are in Team 1" in said(alva.send("/team").text)


def test_phones_are_told_when_teams_are_there_and_when_they_are_drawn_anew(small_hackathon: Hackathon) -> None:
    alva = small_hackathon.browser()

    def key() -> str:
        return alva.get(f"{small_hackathon.path}/signal").text

    keys = [key()]
    small_hackathon.form(4)
    keys.append(key())
    actions.form(small_hackathon.event_id, small_hackathon.steps["form_teams"], "anew", anew=True)
    keys.append(key())
    assert len(set(keys)) == 3


def test_odd_settings_are_refused_with_words(small_hackathon: Hackathon) -> None:
    omar = small_hackathon.desk()
    for wrong in ({"teams": "41"}, {"teams": "x"}, {"largest": "1"}, {"way": "dice"}, {"way": ""}):
        omar.get(f"{small_hackathon.path}/prepare")
        answer = omar.send(f"/teams/{small_hackathon.steps['form_teams']}/settings", **{"way": "draw", **wrong})
        assert answer.status_code == 422, wrong
    omar.get(f"{small_hackathon.path}/prepare")
    answer = omar.send(f"/teams/{small_hackathon.steps['form_teams']}/settings", way="table", teams="6", largest="")
    assert answer.status_code == 200


def tables_of(hackathon: Hackathon, *titles: str) -> None:
    """Themes are chosen, and each becomes a table."""
    for title in titles:
        theme_id = ideas.add_theme(hackathon.event_id, hackathon.board, title)
        choosing.choose(
            hackathon.event_id,
            hackathon.steps["choose_theme"],
            theme_id,
            chosen=True,
            by_id=hackathon.leader_id,
            now=clock.now(),
        )
    hackathon.form(3, way="theme")


def test_each_theme_that_was_chosen_becomes_a_table(hackathon: Hackathon) -> None:
    tables_of(hackathon, "Bussarna", "En plats att vara på " + "å" * 40)
    assert [(team.name, team.theme) for team in hackathon.teams] == [
        ("Bussarna", "Bussarna"),
        ("En plats att vara på " + "å" * 19, "En plats att vara på " + "å" * 40),
    ]
    actions.form(hackathon.event_id, hackathon.steps["form_teams"], "twice")
    assert len(hackathon.teams) == 2


def test_people_come_and_go_between_tables_while_these_work(hackathon: Hackathon) -> None:
    tables_of(hackathon, "Bussarna", "Ljus")
    hackathon.go_to("team_work")
    first, second = (team.id for team in hackathon.teams)
    who = hackathon.somebody_in(first)
    hackathon.write(first, who, "Fler turer")
    actions.join(hackathon.event_id, who, second)
    assert (members(first), members(second)) == (set(), {who})
    browser = hackathon.member(1)
    browser.get(hackathon.path)
    answer = browser.send("/team", team=first)
    assert "You sit at Bussarna" in said(answer.text)


def test_there_are_no_tables_before_a_theme_is_chosen(hackathon: Hackathon) -> None:
    assert refusal_of(tables_of, hackathon) == "no_theme_yet"
