"""The life of a proposal as a property: whatever is published in whatever order, some things never happen."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.proposals import rules
from participation.proposals.rules import Answer, Basis, Kind, Standing, State, Verdict
from participation.refusal import Refusal

TODAY = dt.date(2026, 9, 12)
STEPS = st.tuples(st.sampled_from(Kind), st.sampled_from(Verdict), st.sampled_from(Basis), st.booleans())


def _walk(steps: list[tuple[Kind, Verdict, Basis, bool]]) -> list[tuple[Kind, Verdict, Basis, bool, Standing]]:
    """The steps that were let through, each with the standing that it led to."""
    standing = rules.after(Standing(State.RECEIVED), Kind.ASSIGNED)
    passed = []
    for kind, verdict, basis, whole in steps:
        try:
            standing = rules.after(standing, kind, verdict, basis, whole)
        except Refusal:
            continue
        passed.append((kind, verdict, basis, whole, standing))
    return passed


@given(st.lists(STEPS, max_size=25))
def test_nothing_is_done_that_nobody_agreed_to(steps: list[tuple[Kind, Verdict, Basis, bool]]) -> None:
    agreed = False
    for kind, verdict, basis, _whole, standing in _walk(steps):
        if kind == Kind.ANSWERED:
            agreed = (verdict in {Verdict.YES, Verdict.PARTLY} and basis != Basis.WISH) or verdict == Verdict.PLANNED
        if standing.state in {State.DONE, State.IN_PROGRESS}:
            assert agreed


@given(st.lists(STEPS, max_size=25))
def test_yes_partly_and_no_rest_on_a_decision(steps: list[tuple[Kind, Verdict, Basis, bool]]) -> None:
    for kind, _verdict, basis, _whole, standing in _walk(steps):
        if kind == Kind.ANSWERED and standing.state in {State.ACCEPTED, State.PARTLY, State.DECLINED}:
            assert basis != Basis.WISH


@given(st.lists(STEPS, max_size=25))
def test_what_has_ended_stays_ended(steps: list[tuple[Kind, Verdict, Basis, bool]]) -> None:
    ended = False
    for kind, _verdict, _basis, _whole, standing in _walk(steps):
        if ended:
            assert kind in {Kind.REGISTERED, Kind.CORRECTED, Kind.ERASED}
        ended = standing.state in rules.ENDED


@given(st.lists(STEPS, max_size=25))
def test_a_wish_leaves_the_matter_undecided(steps: list[tuple[Kind, Verdict, Basis, bool]]) -> None:
    for kind, verdict, basis, _whole, standing in _walk(steps):
        if kind == Kind.ANSWERED and verdict in rules.JUDGEMENTS and basis == Basis.WISH:
            assert standing.state == State.DECIDING
            assert not rules.is_decision(verdict, basis)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(Verdict.NO, ""), "needs_reasons"),
        (Answer(Verdict.YES, "x", Basis.BOARD, decided_on=TODAY), "needs_paragraph"),
        (Answer(Verdict.YES, "x", Basis.DELEGATED), "needs_decision_date"),
        (Answer(Verdict.YES, "x", Basis.DELEGATED, decided_on=TODAY + dt.timedelta(days=1)), "basis_in_future"),
        (Answer(Verdict.PASSED_ON, "x"), "needs_receiver"),
        (Answer(Verdict.PLANNED, "x"), "needs_when"),
        (Answer(Verdict.DUPLICATE, "x"), "needs_other_number"),
        (Answer(Verdict.DUPLICATE, "x", duplicate_of=7), "needs_other_number"),
        (Answer(Verdict.TRIAL, "x", ends_on=TODAY + dt.timedelta(days=9)), "needs_question"),
        (Answer(Verdict.TRIAL, "x", question="Blir det lugnare?", ends_on=TODAY), "needs_later_date"),
    ],
)
def test_an_answer_says_all_that_its_verdict_needs(answer: Answer, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_answer(answer, 7, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "answer",
    [
        Answer(Verdict.YES, "x", Basis.BOARD, "§ 84", TODAY),
        Answer(Verdict.NO, "x"),
        Answer(Verdict.NOTHING, "x"),
        Answer(Verdict.PASSED_ON, "x", passed_to="Regionen"),
        Answer(Verdict.PLANNED, "x", planned="i vår"),
        Answer(Verdict.DUPLICATE, "x", duplicate_of=3),
        Answer(Verdict.TRIAL, "x", question="Blir det lugnare?", ends_on=TODAY + dt.timedelta(days=9)),
    ],
)
def test_an_answer_that_says_it_all_is_let_through(answer: Answer) -> None:
    rules.check_answer(answer, 7, TODAY)


def test_a_date_moves_with_a_reason_and_not_into_the_past() -> None:
    day = dt.timedelta(days=1)
    rules.check_move(TODAY, TODAY + day, "Snön kom", TODAY)
    for old, new, reason in [(TODAY, TODAY + day, ""), (TODAY, TODAY, "x"), (TODAY, TODAY - day, "x")]:
        with pytest.raises(Refusal):
            rules.check_move(old, new, reason, TODAY)


def test_a_promise_is_not_about_yesterday() -> None:
    rules.check_promise_date(TODAY, TODAY)
    with pytest.raises(Refusal):
        rules.check_promise_date(TODAY - dt.timedelta(days=1), TODAY)


def test_done_is_shown_and_a_picture_has_words() -> None:
    rules.check_done("Lamporna lyser", has_picture=False, picture_text="")
    rules.check_done("", has_picture=True, picture_text="Sex lampor")
    for words, picture, text in [("", False, "Sex lampor"), ("Lyser", True, "")]:
        with pytest.raises(Refusal):
            rules.check_done(words, picture, text)


def test_the_reply_comes_before_the_decision() -> None:
    rules.check_dates(TODAY, TODAY, TODAY)
    for reply, decide in [(TODAY - dt.timedelta(days=1), TODAY), (TODAY + dt.timedelta(days=2), TODAY)]:
        with pytest.raises(Refusal):
            rules.check_dates(reply, decide, TODAY)


def test_only_its_author_takes_back_and_only_in_time() -> None:
    now = dt.datetime(2026, 9, 12, 12, 0, tzinfo=dt.UTC)
    later = now + dt.timedelta(minutes=10)
    rules.check_take_back(True, later, True, now)
    for author, waits, moment in [(False, True, now), (True, False, now), (True, True, later)]:
        with pytest.raises(Refusal):
            rules.check_take_back(author, later, waits, moment)


def test_what_is_owed_next_is_the_nearest_open_date() -> None:
    dates = {"reply_by": TODAY, "decide_by": TODAY + dt.timedelta(days=60), "trial_ends_on": None}
    promise = TODAY - dt.timedelta(days=3)
    assert rules.next_due(Standing(State.ASSIGNED), promises=[], **dates) == TODAY
    assert rules.next_due(Standing(State.ASSIGNED), promises=[promise], **dates) == promise
    assert rules.next_due(Standing(State.ACCEPTED), promises=[], **dates) is None
    assert rules.next_due(Standing(State.DONE), promises=[promise], **dates) is None
    trial = {**dates, "trial_ends_on": TODAY}
    assert rules.next_due(Standing(State.TRIAL), promises=[], **trial) == TODAY
