"""Sign-ins that failed, as the database counts them."""

from __future__ import annotations

from sqlalchemy import func, select

from participation.db import db
from participation.people.models import SigninFailure


def failures() -> int:
    """How many are remembered."""
    return db.session.scalar(select(func.count()).select_from(SigninFailure)) or 0
