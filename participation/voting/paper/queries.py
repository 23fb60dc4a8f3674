"""Reads about paper ballots."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.db import db
from participation.voting.paper.models import PaperBallot


def typed(vote_id: str) -> Sequence[int]:
    """The numbers of the papers that were typed in, the last first."""
    wanted = select(PaperBallot.number).where(PaperBallot.vote_id == vote_id)
    return db.session.scalars(wanted.order_by(PaperBallot.number.desc())).all()
