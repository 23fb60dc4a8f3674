"""Keeping what somebody writes, and letting go of it when an answer is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from participation import db
from participation.proposals.drafting import rules
from participation.proposals.models import AnswerDraft


def save(number: int, said: Mapping[str, str], *, by_id: str, now: dt.datetime) -> None:
    """Keep what somebody has written so far; the last sending counts."""
    with db.writing() as session:
        keep(session, number, by_id, said, now)


def keep(session: Session, number: int, by_id: str, said: Mapping[str, Any], now: dt.datetime) -> None:
    """The same inside another transaction; where nothing is written there is no draft.

    `said` may be the facts and the body of an answer that was taken back.
    """
    fields = {name: str(said[name]) for name in rules.FIELDS if said.get(name)}
    if not fields:
        own = (AnswerDraft.proposal_number == number, AnswerDraft.by_id == by_id)
        session.execute(delete(AnswerDraft).where(*own))
        return
    session.merge(AnswerDraft(proposal_number=number, by_id=by_id, said=fields, at=now))


def let_go(session: Session, number: int) -> None:
    """An answer is published: what was written for it has done its part."""
    session.execute(delete(AnswerDraft).where(AnswerDraft.proposal_number == number))
