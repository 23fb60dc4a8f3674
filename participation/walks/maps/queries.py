"""Reads of maps."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.db import db
from participation.walks.maps import rules, shapes
from participation.walks.maps.models import TownMap


def present() -> TownMap | None:
    """The map that new walks get."""
    return db.session.scalar(select(TownMap).order_by(TownMap.kept_at.desc()).limit(1))


def one(map_id: str) -> TownMap | None:
    """A map without its picture."""
    return db.session.get(TownMap, map_id)


def of_plan(map_id: str) -> TownMap | None:
    """The map that a walk was planned on, or the present one."""
    return one(map_id) if map_id else present()


def told(spots: Sequence[tuple[float, float] | None], town: TownMap | None) -> list[tuple[float, float] | None]:
    """Where places are told to be in public: off the houses of the town's map, and then on a coarse grid."""
    svg = picture(town.id) if town is not None and any(spots) else None
    if town is None or not svg:
        return [rules.coarse(*spot) if spot else None for spot in spots]
    houses, ways = shapes.houses(svg), shapes.ways(svg)
    off = [shapes.off_houses(town.bounds.metres(*spot), houses, ways) if spot else None for spot in spots]
    return [rules.coarse(*town.bounds.degrees(*spot)) if spot else None for spot in off]


def picture(map_id: str) -> str | None:
    """A map's picture."""
    return db.session.scalar(select(TownMap.svg).where(TownMap.id == map_id))
