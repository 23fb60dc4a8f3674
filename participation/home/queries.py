"""What the gathering pages need beyond single rooms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from participation.catching.actions import METHOD as OUT_IN_TOWN
from participation.config import ROOT
from participation.db import db
from participation.events.models import Event, EventEnding
from participation.events.rehearsals.queries import is_real


def going_on(now: dt.datetime, count: int) -> Sequence[Event]:
    """Events of today and later that are not over, the nearest first; nobody gathers at what is caught out in town."""
    wanted = (
        select(Event)
        .outerjoin(EventEnding, EventEnding.event_id == Event.id)
        .where(EventEnding.event_id.is_(None), Event.ends_at > now - dt.timedelta(hours=12), is_real())
        .where(Event.method != OUT_IN_TOWN)
        .order_by(Event.starts_at)
    )
    return db.session.scalars(wanted.limit(count)).unique().all()


def migrations_are_current() -> bool:
    """Whether the database has every migration of this version; raises when it cannot be reached."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "participation" / "migrations"))
    with db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_heads()
    return set(present) == set(ScriptDirectory.from_config(config).get_heads())
