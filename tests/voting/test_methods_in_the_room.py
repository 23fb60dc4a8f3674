"""Votes by other methods, from preparing over phones without JavaScript to the published result."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from participation import clock, db, jobs
from participation.voting import actions, queries, recount
from participation.voting.counting.outcome import from_data
from participation.voting.models import VoteClosure
from participation.voting.rules import Draft
from tests.voting.browsers import ballot, in_the_vote, leader, phone
from tests.voting.hall import BY, NOW, Hall, refusal_of

COSTS = (40, 30, 50, 20, 60)
SAYS = {
    "approval": [["1", "2"], ["2", "4"], ["5"], ["1"]],
    "equal-shares": [["1", "2"], ["2", "4"], ["5"], ["1"]],
    "greedy": [["1", "2"], ["2", "4"], ["5"], ["1"]],
    "irv": [["1", "2"], ["2", "1"], ["3", "2"], ["1", "3"]],
    "stv": [["1", "2"], ["2", "1"], ["3", "2"], ["1", "3"]],
    "schulze": [["1", "2"], ["2", "1"], ["3", "2"], ["1", "3"]],
    "dots": [["1:2", "2:1"], ["3:1"], ["1:1", "4:1", "5:1"], ["2:2"]],
    "majority-judgment": [["1:5", "2:3"], ["1:4", "2:0", "3:5"], ["1:2"], ["4:5"]],
    "score": [["1:5", "2:3"], ["1:4", "2:0", "3:5"], ["1:2"], ["4:5"]],
    "score-mean": [["1:5", "2:3"], ["1:4", "2:0", "3:4"], ["1:3"], ["4:4"]],
    "viewers": [["1:1", "2:0"], ["1:1", "2:1", "3:0"], ["1:0", "2"], ["4:0", "5:0"]],
    "plurality": [["1"], ["2"], ["1"], ["4"]],
}
every_method = pytest.mark.parametrize("method", list(SAYS))


def opened(hall: Hall, method: str, budget: int = 100, costs: tuple[int, ...] = COSTS) -> None:
    """A vote on five entries by a method, open."""
    money = method in {"equal-shares", "greedy"}
    draft = Draft(
        contribution_ids=tuple(hall.ideas[:5]),
        most=3,
        promise_who="Petra Ek",
        promise_what="tar upp det",
        promise_by=BY,
        announced_live=False,
        method=method,
        seats=2 if method == "stv" else 1,
        budget=budget if money else 0,
        costs=costs if money else (),
    )
    hall.vote_id = actions.prepare_vote(hall.event_id, hall.step_id, draft, NOW)
    actions.open_vote(hall.event_id, hall.vote_id, hall.leader_id, NOW)


def cast(hall: Hall, method: str) -> None:
    for voter, parts in zip(hall.join(4), SAYS[method], strict=True):
        sent = [f"{hall.vote_id}.{part}" for part in parts]
        actions.cast_ballot(hall.event_id, hall.vote_id, voter.id, voter.secret, sent)


def finished(hall: Hall) -> VoteClosure:
    """Close the vote, and do what is left to a job."""
    hall.close()
    jobs.work(once=True)
    closure = hall.vote.closure
    assert closure is not None
    return closure


@every_method
def test_a_vote_is_counted_published_and_counts_the_same_again(hall: Hall, method: str) -> None:
    opened(hall, method)
    cast(hall, method)
    closure = finished(hall)
    assert closure.rule == method
    assert from_data(closure.outcome).winners
    published = json.loads(closure.record)
    assert list(recount.problems(published)) == []
    assert queries.recount_differences(hall.vote) == []
    assert published["outcome"] == closure.outcome
    assert published["ballots"] is None
    assert published["method"].get("seats") == (2 if method == "stv" else None)


@every_method
def test_the_small_program_finds_a_result_that_was_changed(hall: Hall, method: str) -> None:
    opened(hall, method)
    cast(hall, method)
    published = json.loads(finished(hall).record)
    outcome = published["outcome"]
    loser = outcome["ranking"][-1][1]
    for place in outcome["ranking"]:
        place[1] = loser
    if "winners" in outcome:
        outcome["winners"] = loser[:1]
    assert list(recount.problems(published)) != []


@every_method
def test_the_public_page_and_the_data_show_the_result(small_hall: Hall, method: str) -> None:
    opened(small_hall, method)
    cast(small_hall, method)
    finished(small_hall)
    client = small_hall.app.test_client()
    client.set_cookie("language", "en")
    page = client.get(f"/v/{small_hall.vote_id}").text
    assert "How it was counted" in page
    assert "The same as a table" in page
    for address in (".csv", ".json", "/record.json", "/secrecy"):
        assert client.get(f"/v/{small_hall.vote_id}{address}").status_code == 200


def tap(client: FlaskClient, hall: Hall, entries: list[str], tap: str) -> str:
    address = ballot(hall)
    answer = client.post(address, data={"entry": entries, "tap": tap})
    assert answer.status_code == 200
    return answer.text


def test_an_order_is_tapped_without_javascript_and_nothing_is_cast_before_the_button(small_hall: Hall) -> None:
    opened(small_hall, "irv")
    client = phone(in_the_vote(small_hall), small_hall.join(1)[0])
    key = f"{small_hall.vote_id}."
    page = tap(client, small_hall, [f"{key}3"], "add:1")
    assert page.index(f'value="{key}3"') < page.index(f'value="{key}1"')
    page = tap(client, small_hall, [f"{key}3", f"{key}1"], "up:1")
    assert page.index(f'value="{key}1"') < page.index(f'value="{key}3"')
    assert small_hall.account.turnout == 0
    sent = {"entry": [f"{key}1", f"{key}3"]}
    assert client.post(ballot(small_hall), data=sent).status_code == 303
    assert small_hall.account.turnout == 1


def test_a_basket_that_is_too_dear_is_refused_with_words_and_kept(small_hall: Hall) -> None:
    opened(small_hall, "greedy")
    client = phone(in_the_vote(small_hall), small_hall.join(1)[0])
    sent = [f"{small_hall.vote_id}.{number}" for number in (1, 2, 3)]
    answer = client.post(ballot(small_hall), data={"entry": sent})
    assert answer.status_code == 422
    assert all(f'value="{key}"' in answer.text for key in sent)
    assert small_hall.account.turnout == 0


@every_method
def test_a_phone_shows_the_paper_and_whatever_is_sent_never_breaks_it(small_hall: Hall, method: str) -> None:
    opened(small_hall, method)
    client = phone(in_the_vote(small_hall), small_hall.join(1)[0])
    assert client.get(f"/e/{small_hall.event_id}").status_code == 200
    address = ballot(small_hall)
    for rubbish in ({"entry": "🌳"}, {"entry": "x" * 500}, {"entry": f"{small_hall.vote_id}.99:99"}, {"grade-1": "ö"}):
        assert client.post(address, data=rubbish).status_code == 422
        assert client.post(address, data={**rubbish, "tap": "up:🌳"}).status_code == 200
    assert client.post(address, data={"abstain": "1"}).status_code == 303


@every_method
def test_a_leader_prepares_it_from_the_page(small_hall: Hall, method: str) -> None:
    client = leader(small_hall)
    address = f"/e/{small_hall.event_id}/lead/votes/{small_hall.step_id}"
    assert client.get(f"{address}?method={method}").status_code == 200
    form = {
        "method": method,
        "entry": small_hall.ideas[:3],
        "most": "2",
        "seats": "2",
        "budget": "100",
        "entitlement": "open",
        "promise_who": "Petra Ek",
        "promise_what": "svarar",
        "promise_by": clock.now().date().isoformat(),
        **{f"cost-{idea}": "30" for idea in small_hall.ideas[:3]},
    }
    assert client.post(address, data=form).status_code == 303
    db.db.session.rollback()
    vote = queries.of_step(small_hall.step_id)
    assert vote is not None
    assert vote.method == method
    assert [entry.cost for entry in vote.entries] == [30 if vote.budget else 0] * 3


def test_what_costs_more_than_there_is_and_too_many_seats_are_refused(hall: Hall) -> None:
    base = Draft(tuple(hall.ideas[:2]), 1, "A", "b", BY, announced_live=False)
    for changed, code in (
        ({"method": "greedy", "budget": 10, "costs": (5, 11)}, "cost_over_budget"),
        ({"method": "stv", "seats": 2}, "too_many_seats"),
        ({"method": "dots", "most": 21}, "too_many_dots_each"),
    ):
        draft = Draft(**{**{name: getattr(base, name) for name in base.__dataclass_fields__}, **changed})
        attempt = lambda draft=draft: actions.prepare_vote(hall.event_id, hall.step_id, draft, NOW)  # noqa: E731
        assert refusal_of(attempt) == code
