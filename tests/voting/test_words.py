"""What is hidden, taken back or destroyed is read nowhere, also in a counted vote; the proof still holds."""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy import select

from participation import db
from participation.events.contributions import actions as contributions
from participation.events.models import Event
from participation.events.records import actions as records
from participation.voting.models import VoteEntry
from tests.voting.hall import LATER, WORDS, Hall


def counted(hall: Hall) -> None:
    """Three people vote, and the vote is closed."""
    hall.open()
    for voter in hall.join(3):
        hall.cast(voter, [1, 2])
    hall.close()


def test_words_that_were_hidden_are_gone_from_the_result_and_its_files(hall: Hall) -> None:
    counted(hall)
    contributions.hide(hall.event_id, hall.ideas[0], "Namn på en person", hall.leader_id, LATER)
    client = hall.app.test_client()
    for path in (f"/v/{hall.vote_id}", f"/v/{hall.vote_id}.csv", f"/v/{hall.vote_id}.json"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert WORDS[0] not in answer.text
        assert WORDS[1] in json.dumps(answer.get_json(silent=True), ensure_ascii=False) or WORDS[1] in answer.text


def test_destroyed_words_are_destroyed_in_the_vote_too_and_the_count_still_proves_right(hall: Hall) -> None:
    counted(hall)
    event = db.db.session.get_one(Event, hall.event_id)
    board, over = event.process.board, event.ends_at + dt.timedelta(days=31)
    records.enter_decision(
        board=board, decided_on=over.date(), paragraph="§ 9", keep_days=30, by_id=hall.leader_id,
        today=over.date(), now=over,
    )  # fmt: skip
    assert list(records.destroy(over)) != []
    left = db.db.session.execute(select(VoteEntry.text, VoteEntry.salt).where(VoteEntry.vote_id == hall.vote_id)).all()
    assert {tuple(row) for row in left} == {("", "")}
    result = hall.app.test_cli_runner().invoke(args=["recount", hall.vote_id])
    assert result.exit_code == 0, result.output
