"""How migrations run: on the application's own engine, on both databases, each migration in one transaction."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from participation.db import db


def run() -> None:
    """Run the migrations that are asked for. `flask db upgrade --sql` is not offered: some look at the data."""
    if context.is_offline_mode():
        raise SystemExit("Migrations run on a database, not as a script.")
    with db.engine.connect() as plain:
        # As every writing transaction here: SQLite begins it immediately.
        connection = plain.execution_options(writes=True)
        _let_tables_be_rebuilt(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transactional_ddl=True,
            transaction_per_migration=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        # Foreign keys were off on it; the pool opens another in its place.
        connection.invalidate()


def _let_tables_be_rebuilt(connection: Connection) -> None:
    """Changing a table in SQLite drops and renames it: references to it must not be acted on meanwhile."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")


run()
