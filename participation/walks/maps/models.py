"""The town's own maps. The one that was kept last is used for new walks; older ones stay with their walks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment
from participation.walks.maps.rules import Bounds, Name


class TownMap(Model):
    """A map: the picture, whose units are metres, where it lies, and the names on it. Its id follows from that."""

    __tablename__ = "town_map"
    __table_args__ = (CheckConstraint("west < east and south < north", name="order"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    kept_at: Mapped[dt.datetime] = mapped_column(Moment)
    west: Mapped[float]
    south: Mapped[float]
    east: Mapped[float]
    north: Mapped[float]
    attribution: Mapped[str] = mapped_column(String(200))
    names: Mapped[list[list[Any]]] = mapped_column(JSON)
    """Name, kind, and the place of its middle."""
    svg: Mapped[str] = mapped_column(Text, deferred=True)

    @property
    def bounds(self) -> Bounds:
        """Where it lies."""
        return Bounds(self.west, self.south, self.east, self.north)

    @property
    def known_names(self) -> list[Name]:
        """Every street and place on it."""
        return [Name(*item) for item in self.names]
