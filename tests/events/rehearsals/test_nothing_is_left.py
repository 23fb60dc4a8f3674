"""After a rehearsal nothing is left: not a row, a job, a file or a letter."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from participation import clock, db
from participation.db import Base
from participation.events.contributions import actions as contributions
from participation.events.duty import actions as duty
from participation.events.models import Event
from participation.events.moderation import actions as moderation
from participation.events.rehearsals import actions, rules, wiping
from participation.events.rehearsals.queries import running
from participation.jobs import worker
from participation.jobs.models import Job
from participation.refusal import Refusal
from participation.voting import actions as voting
from tests.cast import KIM, Evening, account, evening_of, refusal_of
from tests.events.rehearsals.stage import go_through, of, press
from tests.world import proposal_of, vote_of

NO_PART_OF_AN_EVENT = {
    *("department", "destruction_decision", "held_words", "job", "picture", "picture_release"),
    *("process", "process_organiser", "signin_failure", "staff", "staff_departure", "staff_link", "town_map"),
    *("open311_key", "overview_count", "inhabitants", "own_method", "series", "lesson", "evaluation_release"),
    *("follower", "telling", "channel_opening", "quiet_mailbox"),
}
"""Tables whose rows belong to no event. A new table stands here, or has a foreign key that leads to one."""

OF_OTHER_STEPS = {
    *("team", "team_closing", "team_member", "standing_aside", "team_coach", "canvas_version", "canvas_clash"),
    *("sketch", "finish", "pitch_place", "pitch_turn", "theme_wish", "theme_choice"),
    *("observation", "observation_picture", "walker", "place", "place_observation", "place_answer"),
    *("protocol_release", "protocol_letter", "approved_picture"),
    *("public_place", "public_place_publication", "public_place_removal", "public_place_remedy"),
    "vote_counting",
    *("statement", "statement_vote", "group_choice", "finding"),
    *("question_mark", "question_answer", "question_promise"),
    *("story_place", "story_wish", "story_need", "story_release", "diary_entry", "unshared"),
}
"""Tables of steps that the evening of these tests does not have."""

STAYS_EMPTY = {
    *("entry", "entry_body", "entry_file", "pending_entry", "proposal", "proposal_origin", "promise"),
    *("alert_fact", "checklist_point", "checklist_tick", "erasure", "proposal_department", "vote_scrubbing"),
    *("handing", "helped_answer", "answer_draft", "passing_on", "following", "announcement", "telling_entry"),
    *("pulse_sum", "occasion", "proposal_place"),
}
"""Tables that no rehearsal writes: they are destroyed like the others if it should."""


def dump() -> dict[str, list[str]]:
    """Every row of every table."""
    db.db.session.rollback()
    return {
        table.name: sorted(repr(tuple(row)) for row in db.db.session.execute(select(table)))
        for table in Base.metadata.sorted_tables
    }


# Nothing is left


def test_every_table_belongs_to_an_event_or_is_named_as_one_that_does_not() -> None:
    owned = {table.name for table in wiping.owned()}
    everything = {table.name for table in Base.metadata.sorted_tables}
    assert owned | NO_PART_OF_AN_EVENT >= everything
    assert owned & NO_PART_OF_AN_EVENT == set()


def test_after_a_rehearsal_the_database_is_what_it_was_before(prepared: Evening) -> None:
    evening_of(prepared.app)
    before = dump()
    rehearsal = of(prepared)
    go_through(rehearsal)
    grown = {name for name, rows in dump().items() if rows != before[name]}
    assert {table.name for table in wiping.owned()} - grown <= STAYS_EMPTY | OF_OTHER_STEPS
    pictures = Path(prepared.app.config["MEDIA_DIR"])
    assert len(list(pictures.iterdir())) == 2
    for _press in range(2):
        actions.end(rehearsal.event_id)
    assert dump() == before
    assert list(pictures.iterdir()) == []
    assert running(prepared.event_id) is None
    assert refusal_of(of, prepared) == "accepted"


def test_another_event_in_full_stays_as_it_is(prepared: Evening) -> None:
    other = evening_of(prepared.app)
    other.go_to("ideas")
    given = [other.give("Ljus", other.join()), other.give("Bussar")]
    duty.choose_adult(other.event_id, account(KIM).id, clock.now())
    other.give("Pappa slår mig", other.join())
    vote_id = vote_of(other, given)
    voting.open_vote(other.event_id, vote_id, other.leader_id, clock.now())
    proposal_of(other)
    before = dump()
    rehearsal = of(prepared)
    rehearsal.go_to("ideas")
    press(rehearsal, "ideas")
    actions.end(rehearsal.event_id)
    assert dump() == before


def test_a_rehearsal_that_nobody_ended_ends_by_itself(prepared: Evening) -> None:
    rehearsal = of(prepared)
    later = clock.now() + rules.LASTS
    assert not worker.do_one(clock.now())
    assert worker.do_one(later + dt.timedelta(minutes=1))
    assert db.db.session.get(Event, rehearsal.event_id) is None
    assert db.db.session.scalars(select(Job)).all() == []


def test_it_ends_also_while_phones_go_on_writing(prepared: Evening) -> None:
    before = dump()
    rehearsal = of(prepared)
    rehearsal.go_to("ideas")
    moderation.set_approval(rehearsal.event_id, rehearsal.board, "open")
    phones, stop = [rehearsal.join() for _phone in range(3)], threading.Event()

    def write(phone: str) -> None:
        with prepared.app.app_context():
            while not stop.is_set():
                with contextlib.suppress(Refusal, IntegrityError):
                    contributions.support(rehearsal.event_id, rehearsal.give("Ljus", phone), phone)
            db.db.session.remove()

    threads = [threading.Thread(target=write, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    press(rehearsal, "ideas")
    actions.end(rehearsal.event_id)
    stop.set()
    for thread in threads:
        thread.join()
    assert dump() == before


def test_a_real_event_is_never_ended_so(prepared: Evening) -> None:
    before = dump()
    assert refusal_of(actions.end, prepared.event_id) == "no_rehearsal"
    let = refusal_of(actions.let_answer, prepared.event_id, prepared.board, 0)
    assert (let, dump() == before) == ("no_rehearsal", True)
