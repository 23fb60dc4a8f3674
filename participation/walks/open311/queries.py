"""Reads of keys."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation import tokens
from participation.db import db
from participation.walks.open311.models import Open311Key


def by_secret(secret: str) -> Open311Key | None:
    """The system whose key this is, unless that was revoked."""
    wanted = select(Open311Key).where(Open311Key.digest == tokens.digest("open311", secret))
    return db.session.scalar(wanted.where(Open311Key.revoked_at.is_(None)))


def keys() -> Sequence[Open311Key]:
    """All keys, those in use first."""
    return db.session.scalars(
        select(Open311Key).order_by(Open311Key.revoked_at.is_not(None), Open311Key.made_at.desc())
    ).all()


def names() -> dict[str, str]:
    """The systems by the ids of their keys."""
    return {row.id: row.name for row in db.session.execute(select(Open311Key.id, Open311Key.name))}
