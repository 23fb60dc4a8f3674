"""The database: one handle, SQLite by default and PostgreSQL by one setting, and the only way to write."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from participation.config import ROOT
from participation.together import Together


class Base(DeclarativeBase):
    """What every table is made from; constraints get names so that migrations can reach them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate(directory=str(ROOT / "participation" / "migrations"), compare_type=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class Moment(TypeDecorator[dt.datetime]):
    """A point in time: aware in Python, UTC in both databases (SQLite itself forgets zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Refuse naive times, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Give the zone back that SQLite left out."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def init_app(app: Flask) -> None:
    """Bind the handle to `app` with engine settings for its database."""
    url = app.config["DATABASE_URL"]
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    if url.startswith("sqlite"):
        connect: dict[str, Any] = {"timeout": 15, "check_same_thread": False}
        options: dict[str, Any] = {"connect_args": connect, "pool_size": 16, "max_overflow": 64, "pool_timeout": 5}
    else:
        options = {"pool_size": 16, "max_overflow": 16, "pool_pre_ping": True, "pool_timeout": 5}
    # What people wrote must not reach a log with the statement that failed.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options | {"hide_parameters": True}
    db.init_app(app)
    migrate.init_app(app, db, render_as_batch=False)
    app.extensions["writing-together"] = Together(_begin, _writer)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine, app.config["SQLITE_SYNCHRONOUS"])


def _prepare_sqlite(engine: Engine, synchronous: str) -> None:
    """Write-ahead log, real transactions, and guards that hold for every connection.

    The driver's own transaction handling lost updates when it was tried; so it is switched off and each
    transaction is begun here: immediately when it will write, deferred when it only reads.
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "busy_timeout=15000",
            "recursive_triggers=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_writer = threading.Lock()
"""One writing transaction at a time in this process: to wait here is cheap, to wait in SQLite is not."""


@contextmanager
def writing() -> Iterator[Session]:
    """The only way to write, and only actions use it: one transaction, begun at once, committed at the end.

    Ends the read that went before (a read followed by a write in one SQLite transaction fails at once, whatever
    the time-out), takes the process's lock on SQLite, begins, and yields the session. Objects loaded before are
    reloaded when touched. An exception rolls everything back.
    """
    session = db.session()
    session.rollback()
    with nullcontext() if is_postgresql() else _writer:
        session.connection(execution_options={"writes": True})
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def writing_fast() -> Iterator[Connection]:
    """The same without objects, for what a whole room does in the same minute: joining and voting.

    Yields a connection of its own with the transaction begun. A read that went before ends here too, so that the
    session afterwards sees what was written.
    """
    if db.session.registry.has():
        db.session.rollback()
    if not is_postgresql():
        together: Together = current_app.extensions["writing-together"]
        with together.writing() as connection:
            yield connection
        return
    with _begun() as connection, connection.begin():
        yield connection


def _begun() -> Connection:
    return db.engine.connect().execution_options(writes=True)


def _begin() -> Connection:
    connection = _begun()
    connection.begin()
    return connection


def stamp() -> int | None:
    """What is another one after any commit by anybody; None where it cannot be told cheaply (PostgreSQL).

    A connection of its own, which never writes: SQLite's `data_version` tells what *others* committed. Costs 4 µs.
    """
    if is_postgresql():
        return None
    watcher: sqlite3.Connection | None = current_app.extensions.get("db-watcher")
    if watcher is None:
        watcher = sqlite3.connect(db.engine.url.database or "", isolation_level=None, check_same_thread=False)
        current_app.extensions["db-watcher"] = watcher
    return int(watcher.execute("PRAGMA data_version").fetchone()[0])


def is_postgresql() -> bool:
    """Whether this installation runs on PostgreSQL."""
    return db.engine.dialect.name == "postgresql"
