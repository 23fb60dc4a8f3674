"""What becomes of solutions: entries of a vote, origins of proposals, lines of the report, and what is destroyed."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from participation import clock, tokens
from participation.db import db
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.events.contributions.models import DestructionDecision
from participation.events.records import actions as records
from participation.ideas import actions as ideas
from participation.ideas.choosing import actions as choosing
from participation.people.models import Department
from participation.proposals import thread
from participation.proposals.making import actions as making
from participation.proposals.making.actions import Wanted
from participation.teams import rules
from participation.teams.canvas import queries as canvases
from participation.voting import actions as voting
from participation.voting import queries as votes
from participation.voting.models import Vote
from participation.voting.rules import Draft
from tests.cast import ASTRID, PETRA, account
from tests.reading import said
from tests.teams.hackathon import Hackathon


def themed(hackathon: Hackathon) -> list[str]:
    """Two ideas in a theme that was chosen; returns their ids."""
    hackathon.go_to("ideas")
    given = [hackathon.give("Mörkt vid badhuset", hackathon.join()), hackathon.give("Mörkt vid skolan")]
    contributions.support(hackathon.event_id, given[0], hackathon.join())
    theme = ideas.add_theme(hackathon.event_id, hackathon.board, "Ljus")
    for contribution_id in given:
        ideas.group(hackathon.event_id, contribution_id, theme)
    hackathon.go_to("choose_theme")
    choosing.choose(
        hackathon.event_id,
        hackathon.steps["choose_theme"],
        theme,
        chosen=True,
        by_id=hackathon.leader_id,
        now=clock.now(),
    )
    hackathon.go_to("form_teams")
    return given


def test_the_thread_goes_from_ideas_by_theme_and_team_and_vote_to_the_proposal(hackathon: Hackathon) -> None:
    behind = themed(hackathon)
    (team,) = hackathon.working()
    solution = hackathon.finish(team, hackathon.somebody_in(team), "Sex lampor\nPå vägen hem")
    hackathon.approve(solution)
    (offer, *others) = activities.offers(hackathon.event_id)
    assert (offer.team, offer.theme, len(others)) == ("Lag 1", "Ljus", 2)
    assert offer.all_ids == (solution, *behind)
    entry = voted_on(hackathon, solution, behind[0]).entries[0]
    assert (entry.words, entry.theme) == ("Sex lampor\nPå vägen hem", "Ljus")
    number = proposal(hackathon, solution)
    today = clock.now().date()
    with hackathon.app.test_request_context():
        stations = [(station.kind, station) for station in thread.of(number, today).stations if station.reached]
        carried_on = set(activities.carried_on([*behind, solution]))
    assert [kind for kind, _station in stations] == [
        "began", "grouped", "worked_out", "voted", "received", "assigned",
    ]  # fmt: skip
    known = dict(stations)
    assert known["began"].more["words"] == ["Mörkt vid badhuset", "Mörkt vid skolan"]
    assert known["worked_out"].body["team"] == "Lag 1"
    assert carried_on == {*behind, solution}
    page = said(hackathon.desk().get(f"/f/{number}").text)
    assert "Lag 1" in page
    assert "Mörkt vid badhuset" in page


def voted_on(hackathon: Hackathon, *entries: str) -> Vote:
    hackathon.go_to("vote")
    draft = Draft(entries, 1, "Petra Ek", "tar upp det", clock.now().date() + dt.timedelta(days=30), False)
    vote_id = voting.prepare_vote(hackathon.event_id, hackathon.steps["vote"], draft, clock.now())
    voting.open_vote(hackathon.event_id, vote_id, hackathon.leader_id, clock.now())
    voting.close_vote(hackathon.event_id, vote_id, hackathon.leader_id, clock.now())
    vote = votes.vote(vote_id)
    assert vote is not None
    return vote


def proposal(hackathon: Hackathon, *chosen: str) -> int:
    department = db.session.query(Department).first()
    assert department is not None
    today = clock.now().date()
    wanted = Wanted(
        client_id=tokens.new_id(),
        title="Sex lampor",
        summary="På vägen hem.",
        board="Tekniska nämnden",
        chosen=chosen,
        department_ids=[department.id],
        holder_id=department.id,
        answerer_id=account(PETRA).id,
        reply_by=today + dt.timedelta(days=21),
        decide_by=today + dt.timedelta(days=90),
    )
    return making.publish(
        hackathon.event_id, wanted, by_id=hackathon.leader_id, zone="Europe/Stockholm", now=clock.now()
    )


def test_two_solutions_that_began_with_the_same_ideas_make_one_proposal(hackathon: Hackathon) -> None:
    themed(hackathon)
    teams = hackathon.working(2)
    given = [hackathon.finish(team, hackathon.somebody_in(team), f"Lösning {team}\nSå") for team in teams]
    for contribution_id in given:
        hackathon.approve(contribution_id)
    stations = thread.of(proposal(hackathon, *given), clock.now().date()).stations
    assert [station.kind for station in stations[:4]] == ["began", "grouped", "worked_out", "worked_out"]


def test_the_report_tells_how_each_team_finished(small_hackathon: Hackathon) -> None:
    first, second, _third = small_hackathon.working(3)
    small_hackathon.approve(small_hackathon.finish(first, small_hackathon.somebody_in(first), "Ljus\nSex lampor"))
    small_hackathon.approve(
        small_hackathon.finish(second, small_hackathon.somebody_in(second), "Vi var oense", rules.WHY_NOT)
    )
    omar = small_hackathon.desk()
    page = said(omar.get(f"{small_hackathon.path}/report").text)
    assert "Ljus Sex lampor" in page
    assert "Did not finish: Vi var oense" in page
    assert "Nothing was handed in." in page
    rows = omar.get(f"{small_hackathon.path}/report.json").json["rows"]
    assert [(row["kind"], row["team"]) for row in rows] == [("solution", "Team 1"), ("why_not", "Team 2")]


def test_when_an_events_words_are_destroyed_its_canvases_are_too(app: Flask, small_hackathon: Hackathon) -> None:
    (team,) = small_hackathon.working()
    who = small_hackathon.somebody_in(team)
    small_hackathon.write(team, who, "Hemligt ljus")
    small_hackathon.finish(team, who, "Ljus\nSex lampor")
    board = small_hackathon.event.process.board
    astrid, now = account(ASTRID).id, clock.now()
    records.enter_decision(
        board=board, decided_on=now.date(), paragraph="§ 1", keep_days=30, by_id=astrid, today=now.date(), now=now
    )
    assert db.session.query(DestructionDecision).count() == 1
    assert list(records.destroy(now)) in ([], [0])
    assert "Hemligt" in canvases.state(team)
    assert list(records.destroy(now + dt.timedelta(days=40)))[-1] == 1
    db.session.rollback()
    assert "Hemligt" not in canvases.state(team)
