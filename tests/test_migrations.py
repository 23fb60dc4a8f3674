"""The migrations make what the models say, on both databases, and whole or not at all."""

from __future__ import annotations

from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect

from participation.db import db

GOOD_AND_BAD = """
from alembic import op
revision = "probe"
down_revision = None
def upgrade():
    op.execute("CREATE TABLE probe (id INTEGER)")
    op.execute("INSERT INTO no_such_table VALUES (1)")
def downgrade():
    op.execute("DROP TABLE probe")
"""


def _is_a_model(name: str | None, kind: str, _parents: object) -> bool:
    """Whether something is made from the models: the full text index of each database is its own."""
    return kind != "table" or not (name or "").startswith("proposal_search")


def test_the_migrations_make_what_the_models_say(town: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _is_a_model})
        assert compare_metadata(context, db.metadata) == []


def test_migrating_twice_changes_nothing(town: Flask) -> None:
    before = sorted(inspect(db.engine).get_table_names())
    flask_migrate.upgrade()
    assert sorted(inspect(db.engine).get_table_names()) == before


def test_a_migration_that_fails_leaves_nothing_behind(
    town: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from participation.config import ROOT

    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text((ROOT / "participation" / "migrations" / "env.py").read_text())
    (folder / "versions" / "probe.py").write_text(GOOD_AND_BAD)
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    with pytest.raises(Exception, match="no_such_table"):
        flask_migrate.upgrade(directory=str(folder))
    assert "probe" not in inspect(db.engine).get_table_names()
