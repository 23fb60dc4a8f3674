"""What stands when an event is over: its report, its data, and the poster that tells how it went."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator

import pytest
from flask import Flask

from participation import clock, tokens
from participation.db import db
from participation.events.afterwards import exports, queries, rules
from participation.events.contributions import actions as contributions
from participation.events.participants import actions as participants
from participation.ideas import actions as ideas
from participation.proposals.answering import actions as answering
from participation.proposals.answering.actions import Draft
from participation.proposals.rules import Kind
from participation.voting import actions as voting
from tests.cast import PETRA, TOVE, Evening, account
from tests.conftest import count_queries
from tests.reading import said
from tests.world import proposal_of, vote_of

AT_ONCE = dt.timedelta(0)


@pytest.fixture
def held(evening: Evening) -> Evening:
    """Omar's evening with seven who joined and four ideas, one of them merged, one withdrawn and one hidden."""
    return fill(evening)


@pytest.fixture
def asking(town: Flask) -> Iterator[None]:
    """Somebody asks for a page: addresses are made for it."""
    with town.test_request_context():
        yield


@pytest.fixture
def small_held(small_evening: Evening) -> Evening:
    return fill(small_evening)


def fill(evening: Evening) -> Evening:
    people = [evening.join() for _one in range(7)]
    lamps = evening.give("Mer ljus på gångvägen", people[0])
    same = evening.give("Lampor bakom skolan", people[1])
    evening.give("=SUM(A1:A9)", people[2])
    gone, hidden = evening.give("Ångrar mig", people[3]), evening.give("Dumt om någon", people[4])
    for who in people:
        contributions.support(evening.event_id, lamps, who)
    contributions.merge(evening.event_id, same, lamps, evening.leader_id, clock.now())
    contributions.withdraw(evening.event_id, gone, people[3], clock.now())
    contributions.hide(evening.event_id, hidden, "Pekar ut någon", evening.leader_id, clock.now())
    ideas.group(evening.event_id, lamps, ideas.add_theme(evening.event_id, evening.board, "Ute"))
    return evening


def held_vote(evening: Evening) -> str:
    """A vote between two more ideas, opened and closed; returns its id."""
    vote_id = vote_of(evening, [evening.give("Fler bussar"), evening.give("En skatehall")])
    voting.open_vote(evening.event_id, vote_id, evening.leader_id, clock.now())
    voting.close_vote(evening.event_id, vote_id, evening.leader_id, clock.now())
    return vote_id


def answer(number: int, reasons: str = "Vi sätter upp sex lampor. Det blir i höst.") -> None:
    told = {"verdict": "yes", "basis": "board", "paragraph": "§ 84", "decided_on": clock.now().date().isoformat()}
    draft = Draft(Kind.ANSWERED, told, {"reasons": reasons})
    answering.publish(number, tokens.new_id(), draft, by_id=account(PETRA).id, wait=AT_ONCE, now=clock.now())


# What may be told


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (140, 140)])
def test_a_number_of_people_from_one_to_four_is_not_told(count: int, told: int | None) -> None:
    assert rules.told(count) == told


@pytest.mark.parametrize(("count", "whole", "told"), [(30, 34, None), (29, 34, 29), (34, 34, 34), (3, 34, None)])
def test_a_part_is_not_told_when_the_rest_could_be_worked_out(count: int, whole: int, told: int | None) -> None:
    assert rules.told_part(count, whole) == told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Vi gör det. I höst.", "Vi gör det. I höst."),
        ("Vi gör det. I höst. Och mer.", "Vi gör det. I höst."),
        ("Vi vill det, men vi vet inte när.", "Vi vill det, men vi …"),
        ("å" * 500, "å" * 21 + " …"),
        ("  ", ""),
    ],
)
def test_a_poster_says_the_first_sentences_and_breaks_no_word_that_fits(text: str, line: str) -> None:
    assert rules.first_sentences(text, limit=21) == line


# The report


def test_the_report_counts_what_came_in_and_shows_nothing_that_was_taken_away(asking: None, held: Evening) -> None:
    report = queries.report(held.event)
    assert (report.given.shown, report.given.merged) == (2, 1)
    assert (report.given.hidden, report.given.withdrawn) == (None, None)
    assert report.attendance.joined == 7
    words = [row["text"] for row in queries.rows(report, "")]
    assert words == ["Mer ljus på gångvägen", "=SUM(A1:A9)"]
    assert [row["merged"] for row in queries.rows(report, "")] == [1, 0]
    assert [row["theme"] for row in queries.rows(report, "")] == ["Ute", None]


def test_the_report_is_as_many_queries_for_one_idea_as_for_many(asking: None, evening: Evening) -> None:
    evening.give("Mer ljus")
    proposal_of(evening)
    seen = []
    for _round in range(2):
        event = evening.event
        with count_queries() as counted:
            queries.report(event)
        seen.append(counted.count)
        for number in range(30):
            evening.give(f"Idé {number}")
        answer(proposal_of(evening))
    assert seen[0] == seen[1] <= 20


def test_the_report_tells_votes_only_when_they_are_closed(asking: None, held: Evening) -> None:
    vote_id = vote_of(held, [held.give("Fler bussar"), held.give("En skatehall")])
    voting.open_vote(held.event_id, vote_id, held.leader_id, clock.now())
    assert {row["kind"] for row in queries.rows(queries.report(held.event), "")} == {"idea"}
    voting.close_vote(held.event_id, vote_id, held.leader_id, clock.now())
    rows = queries.rows(queries.report(held.event), "https://lindvik.example")
    assert [row["address"] for row in rows if row["kind"] == "choice"] == [f"https://lindvik.example/v/{vote_id}"] * 2


def test_the_report_tells_proposals_with_what_is_owed(asking: None, held: Evening) -> None:
    number = proposal_of(held)
    report = queries.report(held.event)
    assert [outcome.number for outcome in report.outcomes] == [number]
    assert [item.due for item in report.coming] == sorted(item.due for item in report.coming)
    assert len(report.coming) == 3, "a reply, a decision, and the day on which people hear back"
    answer(number)
    outcome = queries.report(held.event).outcomes[0]
    assert (outcome.state, outcome.reasons[:8], outcome.owed) == ("accepted", "Vi sätte", ())


def test_an_answer_that_can_still_be_taken_back_is_told_nobody(asking: None, held: Evening) -> None:
    number = proposal_of(held)
    draft = Draft(Kind.ANSWERED, {"verdict": "yes", "basis": "wish"}, {"reasons": "Jag vill."})
    answering.publish(
        number, tokens.new_id(), draft, by_id=account(PETRA).id, wait=dt.timedelta(minutes=10), now=clock.now()
    )
    assert queries.report(held.event).outcomes[0].answered_on is None
    assert not queries.how_it_went(held.event).answered


def test_a_correction_stands_beside_the_answer_that_it_corrects(asking: None, held: Evening) -> None:
    from participation.proposals.ledger import queries as ledger

    number = proposal_of(held)
    answer(number, "Åtta lampor.")
    seq = ledger.chain_of(number)[-1].seq
    answering.publish(
        number,
        tokens.new_id(),
        Draft(Kind.CORRECTED, {}, {"words": "Det är sex lampor."}, about=seq),
        by_id=account(PETRA).id,
        wait=AT_ONCE,
        now=clock.now(),
    )
    outcome = queries.how_it_went(held.event).outcomes[0]
    assert (outcome.reasons, outcome.corrected) == ("Åtta lampor.", "Det är sex lampor.")


def test_the_data_says_the_same_as_the_page_and_no_spreadsheet_runs_it(small_held: Evening) -> None:
    held_vote(small_held)
    number = proposal_of(small_held)
    omar = small_held.desk()
    table = omar.client.get(f"{small_held.path}/report.csv")
    assert table.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig"))))
    assert list(rows[0]) == list(exports.COLUMNS)
    assert "'=SUM(A1:A9)" in [row["text"] for row in rows]
    assert [row["id"] for row in rows if row["kind"] == "proposal"] == [str(number)]
    told = json.loads(omar.client.get(f"{small_held.path}/report.json").data)
    assert told["people"] == {"joined": 7, "slips_printed": 0, "slips_used": 0, "here_as": {}}
    assert told["contributions"]["withdrawn"] is None
    assert len(told["rows"]) == len(rows)
    assert set(told["columns"]) == set(exports.COLUMNS)
    everything = table.text + json.dumps(told, ensure_ascii=False)
    assert "Ångrar mig" not in everything
    assert "Dumt om någon" not in everything


def test_omar_reads_the_report_as_a_page(small_held: Evening) -> None:
    held_vote(small_held)
    proposal_of(small_held)
    page = said(small_held.desk().get(f"{small_held.path}/report").text)
    for words in ("Joined", "fewer than 5", "Mer ljus på gångvägen", "1 more said the same", "How it was grouped",
                  "0 of 7 voted", "Petra Ek", "What happens next"):  # fmt: skip
        assert words in page
    assert "Ångrar mig" not in page
    assert "Dumt om någon" not in page


def test_an_empty_event_has_a_report_and_a_poster_too(small_evening: Evening) -> None:
    omar = small_evening.desk()
    small_evening.end("cancelled")
    assert "The event was cancelled" in said(omar.get(f"{small_evening.path}/report").text)
    assert "Nothing is answered yet" in said(omar.get(f"{small_evening.path}/how-it-went").text)


def test_slips_are_told_as_printed_and_used(small_evening: Evening) -> None:
    participants.print_slips(small_evening.event_id, 30, tokens.new_id())
    for _one in range(6):
        small_evening.join()
    page = said(small_evening.desk().get(f"{small_evening.path}/report").text)
    assert "30" in page
    assert queries.report(small_evening.event).attendance == queries.Attendance(6, 30, 0, {})


# The poster, and the closed event in its leader's hand


def test_the_poster_says_what_is_promised_until_something_is_answered(small_held: Evening) -> None:
    number = proposal_of(small_held)
    omar = small_held.desk()
    page = said(omar.get(f"{small_held.path}/how-it-went").text)
    assert "Nothing is answered yet. This is promised." in page
    assert "Petra Ek" in page
    assert "Mer ljus på gångvägen" in page
    answer(number)
    page = said(omar.get(f"{small_held.path}/how-it-went").text)
    assert "This is the answer" in page
    assert "Vi sätter upp sex lampor. Det blir i höst." in page


def test_the_poster_tells_when_it_is_done(small_held: Evening) -> None:
    number = proposal_of(small_held)
    answer(number)
    done = Draft(Kind.DONE, {}, {"words": "Lamporna lyser.", "what": ""})
    answering.publish(number, tokens.new_id(), done, by_id=account(TOVE).id, wait=AT_ONCE, now=clock.now())
    assert "Done on" in said(small_held.desk().get(f"{small_held.path}/how-it-went").text)


def test_a_closed_event_shows_its_leader_the_day_the_papers_and_the_proposals(small_held: Evening) -> None:
    proposal_of(small_held)
    small_held.end()
    db.session.rollback()
    page = small_held.desk().get(f"{small_held.path}/lead").text
    assert f"{small_held.path}/report" in page
    assert f"{small_held.path}/how-it-went" in page
    assert "The young people hear back on" in said(page)
    assert "Ljus på gångvägen" in said(page)
