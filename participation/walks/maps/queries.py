"""Reads of maps."""

from __future__ import annotations

from sqlalchemy import select

from participation.db import db
from participation.walks.maps.models import TownMap


def present() -> TownMap | None:
    """The map that new walks get."""
    return db.session.scalar(select(TownMap).order_by(TownMap.kept_at.desc()).limit(1))


def one(map_id: str) -> TownMap | None:
    """A map without its picture."""
    return db.session.get(TownMap, map_id)


def picture(map_id: str) -> str | None:
    """A map's picture."""
    return db.session.scalar(select(TownMap.svg).where(TownMap.id == map_id))
