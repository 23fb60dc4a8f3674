"""The ledger on both databases: what it refuses, what it tells, and that a single changed byte is named."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from participation.db import db, is_postgresql, writing
from participation.proposals.ledger import guards, queries, rules
from tests.proposals.town import Town, yes


@pytest.fixture
def chained(lindvik: Town) -> Town:
    """A town with five entries in its chain: two proposals, the first answered."""
    first, _second = lindvik.made(), lindvik.made()
    lindvik.publish(first, yes())
    return lindvik


def _run(statement: str) -> None:
    with writing() as session:
        session.execute(text(statement))


def _verify(app: Flask, *arguments: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["verify", *arguments])
    return answer.exit_code, answer.output


# What the database refuses


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET kind = 'done' WHERE seq = 1",
        "UPDATE entry SET seq = 99 WHERE seq = 5",
        "DELETE FROM entry WHERE seq = 5",
        "DELETE FROM entry",
        "UPDATE entry_body SET body = '{}' WHERE entry_seq = 1",
        "DELETE FROM entry_body WHERE entry_seq = 1",
        "INSERT INTO entry SELECT 99, proposal_number, 99, kind, at, about_seq, facts, body_digest, hash, 'x' "
        "FROM entry WHERE seq = 5",
        "INSERT INTO entry SELECT 6, proposal_number, 99, kind, at, about_seq, facts, body_digest, 'x', 'y' "
        "FROM entry WHERE seq = 5",
    ],
)
def test_the_database_refuses_to_rewrite_the_ledger(chained: Town, statement: str) -> None:
    before = list(queries.chain())
    db.session.rollback()
    with pytest.raises(DBAPIError, match="append-only"):
        _run(statement)
    assert list(queries.chain()) == before


REPLACE = "INSERT OR REPLACE INTO entry SELECT {seq}, proposal_number, proposal_seq, 'done', at, about_seq, facts, "
REPLACED_BODY = "INSERT OR REPLACE INTO entry_body SELECT entry_seq, salt, '{}' FROM entry_body WHERE entry_seq = 1"


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize(
    "statement",
    [
        REPLACE.format(seq="seq") + "body_digest, previous_hash, hash FROM entry WHERE seq = 5",
        REPLACE.format(seq="6") + "body_digest, hash, 'x' FROM entry WHERE seq = 5",
        "INSERT INTO entry SELECT * FROM entry WHERE seq = 5 ON CONFLICT (seq) DO UPDATE SET kind = 'done'",
        REPLACED_BODY,
    ],
)
def test_sqlite_does_not_replace_an_entry(small_lindvik: Town, statement: str, recursive: str) -> None:
    first, _second = small_lindvik.made(), small_lindvik.made()
    small_lindvik.publish(first, yes())
    path = Path(small_lindvik.app.config["INSTANCE_DIR"]) / "traden.sqlite"
    db.session.remove()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    assert rules.first_break(queries.chain()) is None


@pytest.mark.parametrize("statement", [
    "TRUNCATE entry CASCADE", "TRUNCATE entry_body", "TRUNCATE proposal CASCADE",
    "INSERT INTO entry_body SELECT * FROM entry_body ON CONFLICT (entry_seq) DO UPDATE SET body = '{}'",
])  # fmt: skip
def test_postgresql_does_not_empty_the_ledger(chained: Town, statement: str) -> None:
    if not is_postgresql():
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DBAPIError, match="append-only"):
        _run(statement)
    assert len(list(queries.chain())) == 5


def test_guards_stand_after_the_migrations(town: Flask) -> None:
    assert guards.guards_missing(db.session()) == []


def test_a_guard_lost_by_a_rebuilt_table_is_named(chained: Town) -> None:
    if is_postgresql():
        _run("ALTER TABLE entry DISABLE TRIGGER entry_refuses_delete")
        lost = ["entry_refuses_delete"]
    else:
        with writing() as session:
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
            session.execute(text("CREATE TABLE rebuilt AS SELECT * FROM entry_file"))
            session.execute(text("DROP TABLE entry_file"))
            session.execute(text("ALTER TABLE rebuilt RENAME TO entry_file"))
        lost = ["entry_file_refuses_update", "entry_file_refuses_delete", "entry_file_refuses_replace"]
    assert guards.guards_missing(db.session()) == lost
    code, told = _verify(chained.app)
    assert code == 1
    assert all(name in told for name in lost)


def test_a_guard_that_no_longer_guards_is_named(chained: Town) -> None:
    if is_postgresql():
        _run("CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
        lost = ["ledger_refuses"]
    else:
        _run("DROP TRIGGER entry_refuses_update")
        _run("CREATE TRIGGER entry_refuses_update BEFORE UPDATE ON entry BEGIN SELECT 1; END")
        lost = ["entry_refuses_update"]
    assert guards.guards_missing(db.session()) == lost


# flask verify


def test_a_whole_chain_is_whole(chained: Town) -> None:
    code, told = _verify(chained.app)
    assert (code, told.startswith("The ledger is whole (5:")) == (0, True)


def test_an_empty_chain_is_whole(lindvik: Town) -> None:
    assert _verify(lindvik.app) == (0, "The ledger is whole (nothing published yet).\n")


def test_verify_names_the_entry_of_which_one_byte_was_rewritten(small_lindvik: Town) -> None:
    number = small_lindvik.made()
    small_lindvik.publish(number, yes())
    path = Path(small_lindvik.app.config["INSTANCE_DIR"]) / "traden.sqlite"
    db.session.remove()
    db.engine.dispose()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = path.read_bytes()
    # The paragraph that the answer rests on stands in the file once, in the third entry's facts.
    old, new = "§ 84".encode(), "§ 85".encode()
    assert raw.count(b'"paragraph":"' + old) == 1
    path.write_bytes(raw.replace(b'"paragraph":"' + old, b'"paragraph":"' + new))
    code, told = _verify(small_lindvik.app)
    assert (code, told) == (1, "Entry 3 of proposal 1 is broken: its hash does not belong to what it says.\n")


def test_a_rewritten_body_is_named(small_lindvik: Town) -> None:
    small_lindvik.made()
    _run("DROP TRIGGER entry_body_refuses_update")
    _run("UPDATE entry_body SET body = replace(body, 'lampor', 'bänkar') WHERE entry_seq = 1")
    code, told = _verify(small_lindvik.app)
    assert code == 1
    assert "Entry 1 of proposal 1 is broken: its body is not the one that was published." in told
    assert "entry_body_refuses_update" in told


def test_a_cut_tail_shows_against_a_published_head(small_lindvik: Town, tmp_path: Path) -> None:
    number = small_lindvik.made()
    small_lindvik.publish(number, yes())
    published = tmp_path / "heads.txt"
    published.write_text(small_lindvik.app.test_client().get("/data/heads.txt").get_data(as_text=True))
    assert _verify(small_lindvik.app, "--heads", str(published))[0] == 0
    with writing() as session:
        for name in ("entry_refuses_delete", "entry_body_refuses_delete"):
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text("UPDATE pending_entry SET entry_seq = NULL"))
        session.execute(text("DELETE FROM entry_body WHERE entry_seq = 3"))
        session.execute(text("DELETE FROM entry WHERE seq = 3"))
    code, told = _verify(small_lindvik.app, "--heads", str(published))
    assert code == 1
    assert "Entry 2 is broken: the chain ends here, but entry 3 was published." in told


def test_another_entry_under_a_published_number_shows(chained: Town) -> None:
    code, told = _verify(chained.app, "--head", f"2:{'0' * 64}")
    assert (code, "another entry was published under this number" in told) == (1, True)


def test_a_head_that_is_none_is_refused(chained: Town) -> None:
    assert _verify(chained.app, "--head", "nonsense")[0] == 2
