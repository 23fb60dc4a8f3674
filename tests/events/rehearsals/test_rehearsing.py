"""A rehearsal is an evening with pretend participants, out of every list, of which nothing comes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import clock, db
from participation.events import queries
from participation.events.contributions import actions as contributions
from participation.events.contributions.models import Contribution
from participation.events.duty import actions as duty
from participation.events.participants.models import Participant
from participation.events.rehearsals import actions, rules
from participation.events.rehearsals.queries import running
from participation.jobs import worker
from participation.voting import actions as voting
from participation.voting import queries as votes
from participation.voting.admission import queries as admission
from tests.cast import ASTRID, KIM, Evening, account, at_desk, evening_of, refusal_of, staff_of
from tests.events.rehearsals.stage import of, press
from tests.reading import Browser, said
from tests.world import proposal_of, vote_of

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)

# What it is


def test_beginning_twice_is_one_rehearsal_with_twelve_people_and_the_same_agenda(prepared: Evening) -> None:
    rehearsal, again = of(prepared), of(prepared)
    assert rehearsal.event_id == again.event_id != prepared.event_id
    assert rehearsal.code != prepared.code
    told = [[(step.kind, step.title, step.settings) for step in one.event.steps] for one in (rehearsal, prepared)]
    assert told[0] == told[1]
    assert queries.joined(rehearsal.event_id) == rules.PEOPLE
    assert refusal_of(actions.begin, rehearsal.event_id, prepared.leader_id, NOW) == "only_rehearsed"
    prepared.end()
    assert refusal_of(actions.begin, prepared.event_id, prepared.leader_id, NOW) == "event_over"


def test_pretend_participants_act_a_few_at_a_press_and_the_same_press_twice_is_one(prepared: Evening) -> None:
    rehearsal = of(prepared)
    assert refusal_of(actions.let_answer, rehearsal.event_id, rehearsal.board, 0) == "step_closed"
    rehearsal.go_to("ideas")
    for _tap in range(2):
        actions.let_answer(rehearsal.event_id, rehearsal.board, rules.AT_ONCE)
    given = select(func.count(Contribution.participant_id.distinct())).where(
        Contribution.event_id == rehearsal.event_id
    )
    assert db.db.session.scalar(given) == rules.AT_ONCE
    for turn in (8, 12):
        actions.let_answer(rehearsal.event_id, rehearsal.board, turn)
    db.db.session.rollback()
    assert db.db.session.scalar(given) == rules.PEOPLE
    assert refusal_of(actions.let_answer, rehearsal.event_id, rehearsal.steps["welcome"], 0) == "nobody_answers"
    assert refusal_of(actions.let_answer, rehearsal.event_id, rehearsal.steps["vote"], 0) == "no_such_vote"


def test_no_kind_of_step_that_gathers_forgets_the_pretend_participants(prepared: Evening) -> None:
    gathering = [activity for activity in prepared.app.extensions["activities"].values() if activity.gathers]
    assert gathering
    assert [activity.kind for activity in gathering if activity.pretend is None] == []


def test_a_vote_in_a_rehearsal_is_counted_like_any_other(prepared: Evening) -> None:
    rehearsal = of(prepared)
    rehearsal.go_to("ideas")
    vote_id = vote_of(rehearsal, [rehearsal.give("Ljus"), rehearsal.give("Bussar")])
    voting.open_vote(rehearsal.event_id, vote_id, rehearsal.leader_id, clock.now())
    rehearsal.go_to("vote")
    press(rehearsal, "vote")
    vote = votes.of_step(rehearsal.steps["vote"])
    assert vote is not None
    assert admission.account(vote).turnout == rules.PEOPLE


# Nothing comes of it


def test_no_proposal_and_no_letter_comes_of_it(prepared: Evening) -> None:
    rehearsal = of(prepared)
    rehearsal.go_to("ideas")
    rehearsal.give("Ljus")
    assert refusal_of(proposal_of, rehearsal) == "only_rehearsed"
    duty.choose_adult(rehearsal.event_id, account(KIM).id, NOW)
    rehearsal.give("Pappa slår mig", rehearsal.join())
    while worker.do_one(clock.now() + dt.timedelta(minutes=10)):
        pass
    assert not (Path(prepared.app.config["INSTANCE_DIR"]) / "mail").exists()


@pytest.fixture
def small_rehearsal(app: Flask) -> tuple[Evening, Evening]:
    """An evening with a name that is easily found, and its rehearsal with one idea that was taken back."""
    staff_of(app)
    made = evening_of(app, title="Zebrakväll")
    return made, of(made)


def test_it_stands_in_no_list(small_rehearsal: tuple[Evening, Evening]) -> None:
    made, rehearsal = small_rehearsal
    rehearsal.go_to("ideas")
    own = rehearsal.join()
    contributions.withdraw(rehearsal.event_id, rehearsal.give("Tas tillbaka", own), own, clock.now())
    stranger, omar, astrid = Browser(made.app), made.desk(), at_desk(made.app, ASTRID)
    pages = [(stranger, "/"), (stranger, f"/p/{made.process_id}"), (omar, "/staff"), (omar, "/staff/processes")]
    pages += [(omar, f"/staff/processes/{made.process_id}"), (astrid, "/staff"), (astrid, "/staff/registrar")]
    for browser, address in pages:
        answer = browser.get(address)
        assert rehearsal.event_id not in answer.text, address
        assert rehearsal.code not in answer.text, address
        assert "Tas tillbaka" not in answer.text, address


# In the browser


def test_omar_rehearses_with_pretend_participants_and_his_own_phone_and_ends_it(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/prepare")
    omar.send("/rehearsal")
    twin_id = running(small_evening.event_id)
    assert twin_id is not None
    assert omar.at == f"/e/{twin_id}/lead"
    assert "Rehearsal. Nothing of this is kept." in said(omar.page)
    rehearsal = of(small_evening)
    rehearsal.go_to("ideas")
    omar.get(omar.at)
    assert "Make proposals" not in omar.page
    omar.send("/pretend")
    phone = rehearsal.browser()
    for browser, address in ((phone, rehearsal.path), (omar, f"{rehearsal.path}/screen")):
        assert "Rehearsal. Nothing of this is kept." in said(browser.get(address).text)
    assert "Rehearsal" not in said(small_evening.browser().page)
    omar.get(f"{rehearsal.path}/lead")
    assert "13 here" in said(omar.page)
    omar.send("/rehearsal/end")
    assert omar.at == f"{small_evening.path}/prepare"
    for path in ("", "/lead", "/screen", "/report"):
        assert omar.client.get(f"{rehearsal.path}{path}").status_code == 404
    assert phone.get(rehearsal.path).status_code == 404
    assert phone.forge(f"{rehearsal.path}/ideas", text="x", step=rehearsal.board).status_code in {404, 409, 410}
    assert db.db.session.scalar(select(func.count()).select_from(Participant)) == 1


def test_the_pages_cost_a_constant_number_of_queries(small_evening: Evening, queries: Any) -> None:
    omar, rehearsal = small_evening.desk(), of(small_evening)
    rehearsal.go_to("ideas")

    def asked() -> list[int]:
        counts = []
        for path in (f"{rehearsal.path}/lead", f"{small_evening.path}/prepare"):
            omar.get(path)
            with queries() as seen:
                omar.get(path)
            counts.append(seen.count)
        return counts

    press(rehearsal, "ideas", 1)
    few = asked()
    for turn in range(4, 24, 4):
        actions.let_answer(rehearsal.event_id, rehearsal.board, turn)
    assert asked() == few
