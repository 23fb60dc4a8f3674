"""Statements: what voting does to the counts, who may vote when, and what is found in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from participation import clock, db, tokens
from participation.dialogues.models import Finding, StatementVote
from participation.dialogues.statements import actions, queries, rules
from participation.events.contributions import actions as contributions
from participation.events.contributions import queries as given_queries
from participation.events.contributions.actions import Gift
from participation.events.moderation import actions as moderation
from participation.jobs.models import Job
from participation.jobs.worker import do_one
from tests.cast import refusal_of
from tests.dialogues.talk import Talk


def votes() -> int:
    db.db.session.rollback()
    return db.db.session.scalar(select(func.count()).select_from(StatementVote)) or 0


# Voting


def test_a_vote_counts_once_and_can_be_changed(talk: Talk) -> None:
    alva, dark = talk.evening.join(), talk.state("Det är för mörkt")
    for value, told in ((1, (1, 0, 0)), (1, (1, 0, 0)), (-1, (0, 1, 0)), (0, (0, 0, 1)), (1, (1, 0, 0))):
        talk.vote(alva, dark, value)
        assert talk.counts(dark) == told
    assert votes() == 1
    assert queries.votes_of(talk.statements, alva) == {dark: 1}


def test_the_counts_are_what_the_votes_say(talk: Talk) -> None:
    first, second = talk.state("Ljus"), talk.state("Hall")
    people = [talk.evening.join() for _ in range(9)]
    for place, person in enumerate(people):
        talk.vote(person, first, (1, -1, 0)[place % 3])
        talk.vote(person, second, 1)
        talk.vote(person, first, (1, 1, 0)[place % 3])
    assert (talk.counts(first), talk.counts(second)) == ((6, 0, 3), (9, 0, 0))


def test_many_at_the_same_moment_are_all_counted(talk: Talk) -> None:
    dark = talk.state("Det är för mörkt")
    people = [talk.evening.join() for _ in range(6)]
    app = talk.evening.app

    def press(person: str) -> None:
        with app.app_context():
            for value in (1, -1, 1):
                talk.vote(person, dark, value)
            db.db.session.remove()

    presses = [threading.Thread(target=press, args=(person,)) for person in [*people, people[0]]]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert talk.counts(dark) == (6, 0, 0)
    assert votes() == 6


def _withdraw(talk: Talk, statement_id: str, author: str) -> None:
    contributions.withdraw(talk.event_id, statement_id, author, clock.now())


def _hide(talk: Talk, statement_id: str, _author: str) -> None:
    contributions.hide(talk.event_id, statement_id, "Handlar om en person", talk.evening.leader_id, clock.now())


def _merge(talk: Talk, statement_id: str, _author: str) -> None:
    other = talk.state("Samma sak")
    contributions.merge(talk.event_id, statement_id, other, talk.evening.leader_id, clock.now())


@pytest.mark.parametrize("take_away", [_withdraw, _hide, _merge])
def test_what_was_taken_away_is_not_voted_on(talk: Talk, take_away: Callable[[Talk, str, str], None]) -> None:
    alva, bilal = talk.evening.join(), talk.evening.join()
    statement = talk.state("Alla fuskar", alva)
    talk.vote(bilal, statement, -1)
    take_away(talk, statement, alva)
    assert refusal_of(talk.vote, bilal, statement, 1) == "unknown_statement"
    assert talk.counts(statement) == (0, 1, 0)


def test_what_waits_for_the_leader_is_not_voted_on_before_it_is_let_through(talk: Talk) -> None:
    moderation.set_approval(talk.event_id, talk.statements, "first")
    alva = talk.evening.join()
    statement = talk.state("Mer ljus", alva)
    assert refusal_of(talk.vote, alva, statement, 1) == "unknown_statement"
    moderation.approve(talk.event_id, [statement], talk.evening.leader_id, clock.now())
    talk.vote(alva, statement, 1)
    assert talk.counts(statement) == (1, 0, 0)


def test_nobody_votes_in_a_closed_step_or_an_event_that_is_over(talk: Talk) -> None:
    from participation.events.room import actions as room

    alva, dark = talk.evening.join(), talk.state("Det är för mörkt")
    room.close_beside(talk.event_id, talk.statements, by_id=talk.evening.leader_id, now=clock.now())
    assert refusal_of(talk.vote, alva, dark, 1) == "step_closed"
    talk.evening.open_beside(talk.statements)
    talk.vote(alva, dark, 1)
    talk.evening.end()
    assert refusal_of(talk.vote, alva, dark, -1) == "event_over"
    assert talk.counts(dark) == (1, 0, 0)


def test_an_idea_or_another_events_statement_is_no_statement_here(
    talk: Talk, other_evening_in: Callable[[], Talk]
) -> None:
    alva, there = talk.evening.join(), other_evening_in()
    elsewhere = there.state("Någon annanstans")
    talk.evening.go_to("ideas")
    idea = talk.evening.give("En idé")
    for wrong in (elsewhere, idea, "x" * 16):
        assert refusal_of(talk.vote, alva, wrong, 1) == "unknown_statement"


@pytest.fixture
def other_evening_in(talk: Talk) -> Callable[[], Talk]:
    from tests.cast import OLGA, evening_of

    def make() -> Talk:
        evening = evening_of(talk.evening.app, OLGA, title="Planera våren")
        evening.go_to("welcome")
        return Talk(evening)

    return make


# Giving


def test_the_same_form_twice_is_one_statement_and_so_is_the_same_line(talk: Talk) -> None:
    alva = talk.evening.join()
    gift = Gift(tokens.new_id(), talk.event_id, talk.statements, alva, actions.KIND, "Mer ljus", "sv")
    for _ in range(2):
        actions.give_statement(gift, clock.now())
    for _ in range(2):
        actions.write_statements(talk.event_id, talk.statements, ["En hall", "Två hallar"], "sv", clock.now())
    shown = given_queries.of_step(talk.statements, None)
    assert sorted(item.text for item in shown) == ["En hall", "Mer ljus", "Två hallar"]


def test_a_twenty_first_statement_is_refused_and_nothing_of_it_stays(talk: Talk) -> None:
    alva = talk.evening.join()
    for number in range(rules.MOST_OWN):
        talk.state(f"Påstående {number}", alva)
    assert refusal_of(talk.state, "Ett till", alva) == "too_many_statements"
    assert given_queries.shown_in(talk.statements) == rules.MOST_OWN


def test_statements_are_given_in_their_own_kind_of_step_alone(talk: Talk) -> None:
    gift = Gift(tokens.new_id(), talk.event_id, talk.questions, None, actions.KIND, "Mer ljus", "sv")
    assert refusal_of(actions.give_statement, gift, clock.now()) == "not_a_statement_step"
    assert refusal_of(actions.write_statements, talk.event_id, talk.evening.board, ["a"], "sv", clock.now()) == (
        "not_a_statement_step"
    )


# Groups


def test_people_say_in_which_group_they_are_and_may_rather_not(talk: Talk) -> None:
    actions.set_up(talk.event_id, talk.statements, ["Unga", "Beslutsfattare"], you_are_here=False)
    alva = talk.evening.join()
    assert queries.group_of(talk.statements, alva) is None
    for name in ("Unga", "", "Beslutsfattare"):
        actions.choose_group(talk.event_id, talk.statements, alva, name, clock.now())
        assert queries.group_of(talk.statements, alva) == name
    wrong = (talk.event_id, talk.statements, alva, "Lärare", clock.now())
    assert refusal_of(actions.choose_group, *wrong) == "not_a_choice"


# In the background


def test_votes_are_analysed_by_the_worker_once_for_many(talk: Talk) -> None:
    first, second = talk.state("Ljus"), talk.state("Hall")
    actions.set_up(talk.event_id, talk.statements, ["Unga", "Beslutsfattare"], you_are_here=False)
    young = [talk.evening.join() for _ in range(6)]
    deciding = [talk.evening.join() for _ in range(5)]
    now = clock.now()
    for group, people in (("Unga", young), ("Beslutsfattare", deciding)):
        for person in people:
            actions.choose_group(talk.event_id, talk.statements, person, group, now)
            actions.vote(talk.event_id, first, person, 1, now)
            actions.vote(talk.event_id, second, person, 1 if group == "Unga" else -1, now)
    jobs = db.db.session.scalar(select(func.count()).select_from(Job).where(Job.kind == actions.JOB))
    assert jobs == 1
    assert db.db.session.get(Finding, talk.statements) is None
    db.db.session.rollback()
    later = now.replace(year=now.year + 1)
    assert do_one(later)
    results = queries.results(talk.step(talk.statements))
    assert [row.text for row in results.rows] == ["Ljus", "Hall"]
    assert results.rows[0].consensus == pytest.approx(7 / 8 * 6 / 7)
    assert results.rows[1].consensus == pytest.approx(7 / 8 * 1 / 7)
    assert {group.name: [item.text for item in group.typical] for group in results.groups} == {
        "Beslutsfattare": ["Hall"],
        "Unga": ["Hall"],
    }
    assert not do_one(later)


def test_what_fewer_than_five_said_is_told_nobody(talk: Talk) -> None:
    actions.set_up(talk.event_id, talk.statements, ["Unga", "Beslutsfattare"], you_are_here=False)
    dark, people = talk.state("Det är för mörkt"), [talk.evening.join() for _ in range(5)]
    for person in people[:4]:
        talk.vote(person, dark, 1)
        actions.choose_group(talk.event_id, talk.statements, person, "Unga", clock.now())
    talk.find()
    results = queries.results(talk.step(talk.statements))
    assert (results.rows, results.groups) == ([], [])
    talk.vote(people[4], dark, 1)
    assert [row.agree for row in queries.results(talk.step(talk.statements)).rows] == [5]


def test_what_was_hidden_after_it_was_analysed_is_shown_nowhere(talk: Talk) -> None:
    dark, people = talk.state("Det är för mörkt"), [talk.evening.join() for _ in range(6)]
    for person in people:
        talk.vote(person, dark, 1)
    talk.find()
    _hide(talk, dark, "")
    assert queries.results(talk.step(talk.statements)).rows == []


def test_what_is_destroyed_leaves_counts_and_no_votes(talk: Talk) -> None:
    dark, hall, alva = talk.state("Det är för mörkt"), talk.state("En hall"), talk.evening.join()
    actions.set_up(talk.event_id, talk.statements, ["Unga"], you_are_here=False)
    actions.choose_group(talk.event_id, talk.statements, alva, "Unga", clock.now())
    talk.vote(alva, dark, 1)
    with db.writing() as session:
        actions.erase_votes(session, [dark])
    assert votes() == 0
    assert talk.counts(dark) == (1, 0, 0)
    assert queries.group_of(talk.statements, alva) == "Unga"
    with db.writing() as session:
        actions.erase_votes(session, [dark, hall])
    assert queries.group_of(talk.statements, alva) is None
