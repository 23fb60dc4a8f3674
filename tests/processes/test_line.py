"""A process on one line: what stands on it, where today is, and what it costs to draw."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from participation import clock
from participation.db import db
from participation.demo import cast
from participation.events.models import Event
from participation.processes import line
from participation.processes.line import rules
from participation.processes.line.rules import Kind, Milestone
from participation.proposals.answering.actions import Draft
from participation.proposals.rules import Kind as Entry
from participation.voting import actions as voting
from tests.cast import Evening
from tests.conftest import count_queries
from tests.proposals.town import NOW, TODAY, Town, build, finished, promised, yes
from tests.world import vote_of

DAY = dt.timedelta(days=1)


def _all(months: list[rules.Month]) -> list[rules.Station]:
    return [station for month in months for station in month.stations]


@given(st.lists(st.tuples(st.integers(-400, 400), st.sampled_from(Kind), st.booleans()), max_size=40))
def test_the_line_holds_everything_once_in_order_and_is_cut_at_today(rows: list[tuple[int, Kind, bool]]) -> None:
    given_ones = [Milestone(TODAY + days * DAY, kind, "x", reached=reached) for days, kind, reached in rows]
    drawn = rules.draw(given_ones, TODAY)
    been, ahead = _all(list(drawn.been)), _all(list(drawn.ahead))
    assert sum(len(one.items) for one in been + ahead) == len(given_ones)
    for part in (been, ahead):
        assert [one.on for one in part] == sorted(one.on for one in part)
    assert all(one.reached or one.overdue for one in been)
    assert all(not one.reached and one.on >= TODAY for one in ahead)


def test_what_happened_on_one_day_stands_together_and_themes_before_votes() -> None:
    told = [Milestone(TODAY, Kind.VOTE, "V"), Milestone(TODAY, Kind.THEME, "A"), Milestone(TODAY, Kind.THEME, "B")]
    drawn = rules.draw(told, TODAY)
    assert [[item.title for item in one.items] for one in _all(list(drawn.been))] == [["A", "B"], ["V"]]


def _told(app: Flask, process_id: str, today: dt.date) -> list[tuple[Kind, str, dt.date, bool]]:
    db.session.rollback()
    with app.test_request_context():
        return [(one.kind, one.title, one.on, one.reached) for one in line.milestones(process_id, today)]


def _process(lindvik: Town) -> str:
    return db.session.get_one(Event, lindvik.event_id).process_id


def test_a_proposal_stands_on_the_line_from_received_to_whether_it_helped(town: Flask) -> None:
    lindvik = build(town)
    number = lindvik.made(title="Ljus")
    process_id = _process(lindvik)
    assert (Kind.REPLY, "Ljus", TODAY + 21 * DAY, False) in _told(town, process_id, TODAY)
    lindvik.publish(number, yes(), now=NOW + DAY)
    lindvik.publish(number, promised("one"), by=cast.TOVE)
    lindvik.publish(number, promised("two", TODAY + 9 * DAY), by=cast.TOVE)
    lindvik.publish(number, finished(promise="two"), by=cast.TOVE, now=NOW + 8 * DAY)
    told = _told(town, process_id, TODAY)
    assert (Kind.PROPOSAL, "Ljus", TODAY, True) in told
    assert (Kind.ANSWER, "Ljus", TODAY + DAY, True) in told
    assert (Kind.PROMISE, "Sex lampor sätts upp", dt.date(2026, 10, 17), False) in told
    assert (Kind.KEPT, "Sex lampor sätts upp", TODAY + 8 * DAY, True) in told
    assert not [one for one in told if one[0] in {Kind.REPLY, Kind.DECISION}]
    lindvik.publish(number, finished(), by=cast.TOVE, now=NOW + 20 * DAY)
    assert (Kind.DONE, "Ljus", TODAY + 20 * DAY, True) in _told(town, process_id, TODAY)


def test_what_was_taken_back_promises_nothing(town: Flask) -> None:
    lindvik = build(town)
    number = lindvik.made(title="Ljus")
    lindvik.publish(number, promised("one"), by=cast.TOVE)
    lindvik.publish(number, Draft(Entry.WITHDRAWN, {}, {"reason": "Fel"}), by=cast.OMAR)
    assert all(reached for kind, title, _on, reached in _told(town, _process(lindvik), TODAY) if title == "Ljus")


def test_an_event_and_its_closed_vote_stand_on_the_line(evening: Evening) -> None:
    evening.go_to("ideas")
    given_ones = [evening.give("Mer ljus"), evening.give("Fler bussar")]
    vote_id = vote_of(evening, given_ones)
    voting.open_vote(evening.event_id, vote_id, evening.leader_id, clock.now())
    today = clock.now().date()
    assert Kind.VOTE not in {one[0] for one in _told(evening.app, evening.process_id, today)}
    voting.close_vote(evening.event_id, vote_id, evening.leader_id, clock.now())
    told = _told(evening.app, evening.process_id, today)
    assert [title for kind, title, _on, _reached in told if kind == Kind.VOTE] == [evening.event.title]
    evening.end("cancelled")
    kinds = {kind for kind, *_rest in _told(evening.app, evening.process_id, today)}
    assert Kind.CANCELLED in kinds
    assert not {Kind.EVENT, Kind.HEAR_BACK} & kinds


def test_the_page_asks_as_often_for_many_proposals_as_for_one(app: Flask) -> None:
    lindvik = build(app)
    reader, address = app.test_client(), f"/p/{_process(lindvik)}/line"

    def grow(count: int) -> int:
        for place in range(count):
            number = lindvik.made(title=f"Ljus {place}")
            lindvik.publish(number, yes())
            lindvik.publish(number, promised(f"{number}"), by=cast.TOVE)
        with count_queries() as asked:
            assert reader.get(address).status_code == 200
        return asked.count

    assert grow(1) == grow(9)


def test_the_page_is_a_list_with_today_in_it(app: Flask) -> None:
    lindvik = build(app)
    lindvik.made(title="Ljus <b>")
    lindvik.publish(1, yes())
    for _more in range(6):
        lindvik.made(title="Fler")
    process_id = _process(lindvik)
    shown = app.test_client().get(f"/p/{process_id}/line").get_data(as_text=True)
    assert 'id="today"' in shown
    assert "Ljus &lt;b&gt;" in shown
    assert shown.count("<time") >= 3
    assert f"/p/{process_id}/line" in app.test_client().get(f"/p/{process_id}").get_data(as_text=True)
    assert app.test_client().get("/p/nothing/line").status_code == 404


def test_an_empty_process_says_so(app: Flask) -> None:
    lindvik = build(app)
    other = db.session.get_one(Event, lindvik.other_event_id).process_id
    assert app.test_client().get(f"/p/{other}/line").status_code == 200
