"""After closing, nothing in the database or its files ties a ballot to a person.

Each voter says something that nobody else says, so that every tie would show.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from participation import db
from participation.jobs import worker
from participation.voting import rules, scrubbing
from participation.voting.models import Ballot, Turnout
from tests.voting.hall import LATER, Hall, Voter

VOTERS = 40
CHANCE = 9
"""Right guesses that pure chance gives less often than once in a million runs (one is expected)."""


def everybody_says_something_else(hall: Hall) -> dict[str, str]:
    """Everybody votes in the order of joining; what each participant's ballot says, by id."""
    hall.open(entries=8, most=3)
    said = {}
    for voter, numbers in zip(hall.join(VOTERS), itertools.combinations(range(1, 9), 3), strict=False):
        hall.cast(voter, numbers)
        said[voter.id] = ",".join(str(number) for number in numbers)
    return said


def hashes(hall: Hall) -> set[str]:
    return {rules.token_hash(voter.secret, hall.vote_id) for voter in hall.voters}


def close_and_scrub(hall: Hall) -> None:
    hall.close()
    assert scrubbing.scrub(hall.vote_id, LATER) is True


def right_guesses(said: dict[str, str], people: list[str], choices: list[str]) -> int:
    """How many ballots somebody finds who lays both boxes beside each other in these orders."""
    assert len(people) == len(choices) == VOTERS
    return sum(said[person] == choice for person, choice in zip(people, choices, strict=True))


def in_order(order: str) -> tuple[list[str], list[str]]:
    people = db.db.session.execute(text(f"SELECT participant_id FROM turnout {order}")).scalars()
    choices = db.db.session.execute(text(f"SELECT choice FROM ballot {order}")).scalars()
    return list(people), list(choices)


def files(hall: Hall) -> Iterator[tuple[Path, bytes]]:
    """Every file of the installation with its bytes: database, log, index of the log, whatever else lies there."""
    for path in Path(hall.app.config["INSTANCE_DIR"]).rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def test_turnout_and_ballot_share_no_column_but_the_vote(hall: Hall) -> None:
    tables = inspect(db.db.engine)
    turnout, ballot, receipt = (
        {column["name"] for column in tables.get_columns(name)} for name in ("turnout", "ballot", "receipt")
    )
    assert turnout & ballot == turnout & receipt == ballot & receipt == {"vote_id"}
    assert ballot == {"id", "vote_id", "token_hash", "choice", "weight"}


def test_what_can_be_joined_after_closing_finds_nobody(hall: Hall) -> None:
    said = everybody_says_something_else(hall)
    close_and_scrub(hall)
    db.db.session.rollback()
    by_hash = "SELECT count(*) FROM receipt r JOIN ballot b ON b.token_hash = r.hash OR b.id = r.hash"
    assert db.db.session.scalar(text(by_hash)) == 0
    assert right_guesses(said, *in_order("")) <= CHANCE
    assert right_guesses(said, *in_order("ORDER BY 1")) <= CHANCE
    assert right_guesses(said, list(said), in_order("")[1]) <= CHANCE
    assert right_guesses(said, in_order("")[0], list(said.values())) <= CHANCE
    by_id = list(db.db.session.scalars(select(Ballot.choice).order_by(Ballot.id)))
    assert right_guesses(said, list(said), by_id) <= CHANCE, "new ids were given in the order of casting"


def test_nothing_in_the_published_pages_or_files_names_a_participant(hall: Hall) -> None:
    everybody_says_something_else(hall)
    close_and_scrub(hall)
    client = hall.app.test_client()
    for address in ("record.json", "receipts.txt"):
        body = client.get(f"/v/{hall.vote_id}/{address}").text
        assert body
        assert not any(voter.id in body or voter.secret in body for voter in hall.voters)


def test_row_versions_of_postgresql_tie_ballots_to_people_only_until_closing(hall_on_postgresql: Hall) -> None:
    hall = hall_on_postgresql
    said = everybody_says_something_else(hall)
    db.db.session.rollback()
    join = text("SELECT t.participant_id, b.choice FROM turnout t JOIN ballot b ON b.xmin::text = t.xmin::text")
    assert dict(tuple(row) for row in db.db.session.execute(join)) == said, "the attack itself must work"
    close_and_scrub(hall)
    db.db.session.rollback()
    assert len(db.db.session.execute(join).all()) == VOTERS * VOTERS
    for order in ("ctid", "xmin::text, ctid", "cmin::text::int, ctid", "cmax::text::int, ctid"):
        assert right_guesses(said, *in_order(f"ORDER BY {order}")) <= CHANCE
    people, choices = in_order("ORDER BY ctid")
    assert right_guesses(said, list(said), choices) <= CHANCE
    assert right_guesses(said, people, list(said.values())) <= CHANCE


def test_the_tables_files_of_postgresql_forget_old_rows(hall_on_postgresql: Hall) -> None:
    hall = hall_on_postgresql
    are_forgotten(hall, found_by_postgresql)
    with_receipt = database_files()
    for value in hashes(hall):
        holders = [path for path, body in with_receipt if value.encode() in body]
        assert holders
        assert set(holders) <= relation_files("receipt", "pk_receipt")


def test_the_log_of_postgresql_forgets_too_where_it_is_not_recycled(hall_on_postgresql: Hall) -> None:
    are_forgotten(hall_on_postgresql, found_in_the_log)


def are_forgotten(hall: Hall, search: Callable[[set[str]], set[str]]) -> None:
    """All ballots' ids are found by a search while a vote is open, and none of them once it is closed."""
    everybody_says_something_else(hall)
    db.db.session.rollback()
    old = set(db.db.session.scalars(select(Ballot.id)))
    assert search(old) == old, "the search itself must work"
    close_and_scrub(hall)
    assert search(old) == set()


def found_in_the_log(wanted: set[str]) -> set[str]:
    with db.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        folder = Path(str(connection.scalar(text("SHOW data_directory")))) / "pg_wal"
        connection.execute(text("SET synchronous_commit = on"))
        connection.execute(text("SELECT pg_logical_emit_message(true, 'what was written reaches', 'the file')"))
        connection.execute(text("SET synchronous_commit = DEFAULT"))
    bodies = [path.read_bytes() for path in folder.iterdir() if path.is_file()]
    return {value for value in wanted if any(value.encode() in body for body in bodies)}


def database_files() -> list[tuple[str, bytes]]:
    """Every file of this database on the server, by its path below the data directory, after a checkpoint."""
    db.db.session.rollback()
    with db.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        home = Path(str(connection.scalar(text("SHOW data_directory"))))
        number = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    folder = home / "base" / str(number)
    return [(str(path.relative_to(home)), path.read_bytes()) for path in folder.iterdir() if path.is_file()]


def relation_files(*names: str) -> set[str]:
    with db.db.engine.connect() as connection:
        found = [connection.scalar(text("SELECT pg_relation_filepath(:name)"), {"name": name}) for name in names]
    return {str(path) for path in found}


def found_by_postgresql(wanted: set[str]) -> set[str]:
    bodies = [body for _path, body in database_files()]
    return {value for value in wanted if any(value.encode() in body for body in bodies)}


def test_no_byte_of_sqlites_files_remembers_how_it_was_before_closing(small_hall: Hall) -> None:
    hall = small_hall
    everybody_says_something_else(hall)
    db.db.session.rollback()
    old = {value.encode() for value in db.db.session.scalars(select(Ballot.id))}
    db.db.session.rollback()
    before = [body for _path, body in files(hall)]
    assert all(any(value in body for body in before) for value in old), "the search itself must work"
    close_and_scrub(hall)
    db.db.session.remove()
    bodies = [body for _path, body in files(hall)]
    assert not [value for value in old if any(value in body for body in bodies)]
    for value in hashes(hall):
        assert sum(body.count(value.encode()) for body in bodies) == 1
    for voter in hall.voters:
        assert sum(body.count((hall.vote_id + voter.id).encode()) for body in bodies) == 1
        assert not any(voter.secret.encode() in body for body in bodies)


def test_sqlites_boxes_have_no_row_numbers_and_no_order_of_casting(small_hall: Hall) -> None:
    said = everybody_says_something_else(small_hall)
    db.db.session.rollback()
    path = Path(small_hall.app.config["INSTANCE_DIR"]) / "traden.sqlite"
    with sqlite3.connect(path) as plain:
        for table in ("turnout", "ballot", "receipt"):
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                plain.execute(f"SELECT rowid FROM {table}")
        plain.rollback()
    plain.close()
    assert right_guesses(said, *in_order("")) <= CHANCE


def test_while_somebody_reads_the_files_scrubbing_waits_and_is_tried_again(hall: Hall) -> None:
    everybody_says_something_else(hall)
    db.db.session.rollback()
    reader = db.db.engine.connect().execution_options(
        isolation_level="REPEATABLE READ" if db.is_postgresql() else "SERIALIZABLE"
    )
    assert reader.scalar(select(Ballot.choice).limit(1))
    hall.close()
    assert scrubbing.scrub(hall.vote_id, LATER) is False
    assert worker.do_one(LATER + scrubbing.FIRST_TRY) is True
    assert scrubbing.waiting(hall.vote_id) is True
    reader.close()
    assert worker.do_one(LATER + scrubbing.FIRST_TRY) is False, "not before its time"
    assert worker.do_one(LATER + scrubbing.FIRST_TRY + scrubbing.NEXT_TRY) is True
    assert scrubbing.waiting(hall.vote_id) is False
    assert worker.do_one(LATER + 10 * scrubbing.NEXT_TRY) is False


def test_a_process_that_dies_after_closing_leaves_the_scrubbing_to_a_worker(hall: Hall) -> None:
    hall.open()
    hall.cast(hall.join(1)[0], [1])
    hall.close()
    assert scrubbing.waiting(hall.vote_id) is True
    assert worker.do_one(LATER + scrubbing.FIRST_TRY) is True
    assert scrubbing.waiting(hall.vote_id) is False
    assert scrubbing.scrub(hall.vote_id, LATER) is True


def test_who_reads_something_else_keeps_old_rows_alive_and_is_waited_for(hall_on_postgresql: Hall) -> None:
    hall = hall_on_postgresql
    everybody_says_something_else(hall)
    reader = db.db.engine.connect().execution_options(isolation_level="REPEATABLE READ")
    assert reader.scalar(text("SELECT count(*) FROM staff"))
    hall.close()
    assert scrubbing.scrub(hall.vote_id, LATER) is False
    reader.close()
    assert scrubbing.scrub(hall.vote_id, LATER) is True


def test_scrubbing_that_fails_is_not_given_up(hall_on_postgresql: Hall) -> None:
    hall = hall_on_postgresql
    everybody_says_something_else(hall)
    hall.close()
    with db.writing() as session:
        session.execute(text("ALTER TABLE presence RENAME TO away"))
    now = LATER + scrubbing.FIRST_TRY
    for _minute in range(8):
        assert worker.do_one(now) is True
        now += scrubbing.NEXT_TRY
    assert scrubbing.waiting(hall.vote_id) is True
    with db.writing() as session:
        session.execute(text("ALTER TABLE away RENAME TO presence"))
    assert worker.do_one(now) is True
    assert scrubbing.waiting(hall.vote_id) is False


def test_an_open_vote_has_nothing_to_scrub(hall: Hall) -> None:
    hall.open()
    hall.cast(hall.join(1)[0], [1])
    assert scrubbing.waiting(hall.vote_id) is False
    assert scrubbing.scrub(hall.vote_id, LATER) is True
    assert db.db.session.scalar(select(Turnout.vote_id)) == hall.vote_id


def test_the_token_of_a_ballot_cannot_be_made_without_the_devices_secret(hall: Hall) -> None:
    hall.open()
    alva, bilal = hall.join(2)
    hall.cast(alva, [1])
    stored = db.db.session.scalar(select(Ballot.token_hash))
    assert stored == rules.token_hash(alva.secret, hall.vote_id)
    assert stored not in {rules.token_hash(guess, hall.vote_id) for guess in (alva.id, bilal.secret, "")}
    assert rules.token_hash(alva.secret, "another vote") != stored
    assert Voter(alva.id, alva.secret) == alva
