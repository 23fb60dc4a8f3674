"""What a process tells of the votes that were held in it: on its line, and in its evaluation."""

from __future__ import annotations

import datetime as dt

from participation import clock, db
from participation.events.contributions import actions as contributions
from participation.events.models import Event
from participation.processes import chapters, line
from participation.processes.line.rules import Kind
from tests.voting.hall import LATER, WORDS, Hall


def told(hall: Hall) -> list[tuple[str, list[str]]]:
    """The votes of the hall's process: what a line says, and what its evaluation says won."""
    db.db.session.rollback()
    process_id = db.db.session.get_one(Event, hall.event_id).process_id
    with hall.app.test_request_context(headers={"Accept-Language": "en"}):
        on_line = [one.words for one in line.milestones(process_id, clock.now().date()) if one.kind is Kind.VOTE]
        won = [
            vote.won
            for chapter, read in chapters.told(process_id)
            if chapter.key == "votes"
            for vote in read.facts["votes"]
        ]
    return list(zip(on_line, won, strict=True))


def held(hall: Hall, voters: int) -> None:
    hall.open()
    for voter in hall.join(voters):
        hall.cast(voter, [1, 2])
    hall.close()


def test_nothing_is_told_of_a_vote_that_is_open(hall: Hall) -> None:
    hall.open()
    assert told(hall) == []


def test_what_came_first_is_named_until_it_is_hidden(hall: Hall) -> None:
    held(hall, 6)
    assert told(hall) == [(f"First: {WORDS[0]}, {WORDS[1]} · 6 voted", [WORDS[0], WORDS[1]])]
    contributions.hide(hall.event_id, hall.ideas[0], "names_a_person", hall.leader_id, LATER + dt.timedelta(days=1))
    assert told(hall) == [(f"First: {WORDS[1]} · 6 voted", [WORDS[1]])]
