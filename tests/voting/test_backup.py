"""The copy that the operating instructions make: nothing of open ballot boxes, and votes that can go on."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from participation import db
from participation.config import ROOT
from participation.voting.admission import actions as admission
from participation.voting.admission.queries import waiting
from participation.voting.models import Ballot
from tests.voting.hall import Hall
from tests.voting.test_methods_in_the_room import cast, opened
from tests.voting.test_paper import type_in
from tests.voting.test_secrecy import close_and_scrub, everybody_says_something_else


def copied(hall: Hall, folder: Path) -> Path:
    """What the program in the instructions makes of the running database."""
    program = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "operate.md").read_text(), re.DOTALL)
    assert program is not None
    source, target = Path(hall.app.config["INSTANCE_DIR"]) / "traden.sqlite", folder / "copy.sqlite"
    subprocess.run([sys.executable, "-c", program[1], source, target], check=True)
    return target


def rows(copy: Path, table: str) -> int:
    with contextlib.closing(sqlite3.connect(copy)) as plain:
        found: int = plain.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return found


def test_no_byte_of_the_copy_knows_who_voted_what_while_the_vote_is_open(small_hall: Hall, tmp_path: Path) -> None:
    small_hall.open(by="room")
    voters = small_hall.join(20)
    for voter in voters:
        admission.ask(small_hall.event_id, small_hall.vote_id, voter.id)
        (number,) = waiting(small_hall.vote_id)
        admission.let_in(small_hall.event_id, small_hall.vote_id, number)
        small_hall.cast(voter, [1])
    type_in(small_hall, "2")
    ids = list(db.db.session.scalars(select(Ballot.id)))
    copy = copied(small_hall, tmp_path)
    assert [rows(copy, table) for table in ("ballot", "turnout", "presence", "paper_ballot")] == [0, 0, 0, 0]
    bodies = [path.read_bytes() for path in tmp_path.glob("copy.sqlite*")]
    for value in [*ids, *(small_hall.vote_id + voter.id for voter in voters)]:
        assert not any(value.encode() in body for body in bodies)


def test_a_vote_whose_count_was_not_done_is_open_again_in_the_copy(small_hall: Hall, tmp_path: Path) -> None:
    opened(small_hall, "equal-shares")
    cast(small_hall, "equal-shares")
    small_hall.close()
    copy = copied(small_hall, tmp_path)
    assert [rows(copy, table) for table in ("vote_opening", "vote_counting", "ballot")] == [1, 0, 0]


def test_a_closed_vote_is_whole_in_the_copy(small_hall: Hall, tmp_path: Path) -> None:
    everybody_says_something_else(small_hall)
    close_and_scrub(small_hall)
    copy = copied(small_hall, tmp_path)
    assert [rows(copy, table) for table in ("ballot", "turnout", "receipt", "vote_closure")] == [40, 40, 40, 1]
