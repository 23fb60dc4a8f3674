"""Writes committed together: what is acknowledged is there, also when the database gives a whole transaction up."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event

from participation.together import Together


@pytest.fixture
def together(tmp_path: Path) -> Together:
    """Writers on a file of their own."""
    engine = create_engine(f"sqlite:///{tmp_path / 'box.sqlite'}", connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE box (ballot)")

    def begin() -> Connection:
        connection = engine.connect()
        connection.begin()
        return connection

    return Together(begin, threading.Lock())


def stored(together: Together) -> list[object]:
    with together.writing() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT ballot FROM box ORDER BY ballot")]


def test_many_writers_are_all_there_and_a_refused_one_undoes_only_itself(together: Together) -> None:
    told: list[int] = []

    def write(number: int) -> None:
        try:
            with together.writing() as connection:
                connection.exec_driver_sql("INSERT INTO box VALUES (?)", (number,))
                if number % 3 == 0:
                    raise ValueError("no")
        except ValueError:
            return
        told.append(number)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(60)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert stored(together) == sorted(told) == [number for number in range(60) if number % 3]


def test_when_the_database_gives_up_the_whole_transaction_nobody_in_it_is_told_done(together: Together) -> None:
    fates: dict[str, str] = {}

    def second() -> None:
        try:
            with together.writing() as connection:
                driver = connection.connection.dbapi_connection
                assert driver is not None
                driver.rollback()  # as SQLite does by itself when the disk is full
                raise ValueError
        except Exception as problem:
            fates["second"] = type(problem).__name__

    other = threading.Thread(target=second)
    try:
        with together.writing() as connection:
            connection.exec_driver_sql("INSERT INTO box VALUES (1)")
            other.start()
            while not together._coming:
                """The other one is on its way, so that both are in one transaction."""
        fates["first"] = "told done"
    except Exception as problem:
        fates["first"] = type(problem).__name__
    other.join()
    assert fates == {"first": "OperationalError", "second": "OperationalError"}
    assert stored(together) == []
