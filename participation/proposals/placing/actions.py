"""Saying which place a proposal is about."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from participation import db
from participation.proposals.models import Proposal, ProposalPlace
from participation.proposals.placing import rules
from participation.proposals.placing.rules import Spot


def place(number: int, spot: Spot | None, *, by_id: str, now: dt.datetime) -> None:
    """Say which place a proposal is about; None takes it off the map. Saying the same again changes nothing."""
    with db.writing() as session:
        session.get_one(Proposal, number, with_for_update=True)
        put(session, number, spot, by_id, now)


def put(session: Session, number: int, spot: Spot | None, by_id: str, now: dt.datetime) -> None:
    """The same inside the caller's transaction."""
    known = session.get(ProposalPlace, number)
    if known is not None and spot == Spot(known.name, known.lon, known.lat):
        return
    if known is not None:
        session.delete(known)
        session.flush()
    if spot is not None:
        session.add(
            ProposalPlace(
                proposal_number=number,
                name=spot.name,
                key=rules.key(spot.name),
                lon=spot.lon,
                lat=spot.lat,
                by_id=by_id,
                at=now,
            )
        )
