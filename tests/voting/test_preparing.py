"""Preparing and opening a vote, on both databases."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from participation.events import actions as events
from participation.events.contributions import actions as contributions
from participation.voting import actions
from participation.voting.models import Vote
from participation.voting.rules import Draft, State
from tests.voting.hall import BY, LATER, NOW, WORDS, Hall, choices, count, refusal_of
from tests.voting.hall import hall as build


def test_a_prepared_vote_holds_its_entries_in_the_chosen_order_and_its_promise(hall: Hall) -> None:
    hall.prepare(entries=4, most=2)
    vote = hall.vote
    assert [entry.text for entry in vote.entries] == list(WORDS[:4])
    assert (vote.state, vote.most, vote.promise_by, vote.method) == (State.PREPARED, 2, BY, "approval")


def test_preparing_again_replaces_and_makes_no_second_vote(hall: Hall) -> None:
    first = hall.prepare(entries=5)
    assert hall.prepare(entries=2, most=1) == first
    assert (count(Vote), len(hall.vote.entries), hall.vote.most) == (1, 2, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"contribution_ids": ()}, "too_few_entries"),
        ({"contribution_ids": ("nothing-like-this",)}, "entry_gone"),
        ({"most": 5}, "most_too_many"),
        ({"most": 0}, "most_too_many"),
        ({"promise_by": NOW.date() - dt.timedelta(days=1)}, "promise_passed"),
    ],
)
def test_a_draft_that_cannot_become_a_vote_is_refused_and_leaves_nothing(
    hall: Hall, change: dict[str, object], code: str
) -> None:
    good = Draft(tuple(hall.ideas[:5]), 3, "Petra", "svarar", BY, announced_live=False)
    bad = dataclasses.replace(good, **change)
    assert refusal_of(lambda: actions.prepare_vote(hall.event_id, hall.step_id, bad, NOW)) == code
    assert count(Vote) == 0


def test_another_events_idea_cannot_be_voted_on(hall: Hall) -> None:
    other = build(hall.app)
    draft = Draft((hall.ideas[0], other.ideas[0]), 1, "Petra", "svarar", BY, announced_live=False)
    attempt = lambda: actions.prepare_vote(hall.event_id, hall.step_id, draft, NOW)  # noqa: E731
    assert refusal_of(attempt) == "entry_gone"


def test_opening_twice_is_opening_once_and_fixes_the_vote(hall: Hall) -> None:
    hall.open()
    actions.open_vote(hall.event_id, hall.vote_id, hall.leader_id, LATER)
    assert hall.vote.opening is not None
    assert hall.vote.opening.at == NOW
    assert refusal_of(hall.prepare) == "vote_is_fixed"


def test_an_idea_that_was_hidden_after_preparing_stops_the_opening(hall: Hall) -> None:
    hall.prepare()
    contributions.hide(hall.event_id, hall.ideas[1], "Fel forum", hall.leader_id, NOW)
    attempt = lambda: actions.open_vote(hall.event_id, hall.vote_id, hall.leader_id, NOW)  # noqa: E731
    assert refusal_of(attempt) == "entry_gone"
    assert hall.vote.state is State.PREPARED


def test_what_happens_to_an_idea_after_opening_changes_nothing_on_the_ballot(hall: Hall) -> None:
    hall.open()
    contributions.hide(hall.event_id, hall.ideas[1], "Fel forum", hall.leader_id, NOW)
    assert [entry.text for entry in hall.vote.entries] == list(WORDS[:5])


def test_nobody_votes_before_opening_after_closing_or_after_the_event(hall: Hall) -> None:
    hall.prepare()
    alva, bilal = hall.join(2)
    assert refusal_of(lambda: hall.cast(alva, [1])) == "vote_not_open"
    actions.open_vote(hall.event_id, hall.vote_id, hall.leader_id, NOW)
    hall.cast(alva, [1])
    hall.close()
    assert refusal_of(lambda: hall.cast(bilal, [1])) == "vote_closed"
    events.end_event(hall.event_id, "closed", reason="", hear_back_on=BY, by_id=hall.leader_id, now=NOW)
    assert refusal_of(lambda: hall.cast(alva, [2])) in {"vote_closed", "event_over"}
    assert choices(hall) == ["1"]


def test_an_event_is_not_ended_while_its_vote_is_open(hall: Hall) -> None:
    hall.open()
    alva = hall.join(1)[0]
    hall.cast(alva, [1])

    def end() -> None:
        events.end_event(hall.event_id, "closed", reason="", hear_back_on=BY, by_id=hall.leader_id, now=NOW)

    assert refusal_of(end) == "vote_still_open"
    hall.close()
    end()
    assert choices(hall) == ["1"]
