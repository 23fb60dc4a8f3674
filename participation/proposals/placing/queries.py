"""Reads of the places that proposals are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from participation.db import db
from participation.processes.models import Process
from participation.proposals.models import Proposal, ProposalDepartment, ProposalOrigin, ProposalPlace
from participation.proposals.placing.rules import Spot
from participation.proposals.queries import LISTED, Filter
from participation.proposals.rules import State

_PLACED = LISTED.add_columns(
    ProposalPlace.name.label("place"), ProposalPlace.key.label("place_key"), ProposalPlace.lon, ProposalPlace.lat
).join(ProposalPlace, ProposalPlace.proposal_number == Proposal.number)


def placed(asked: Filter, most: int) -> Sequence[Any]:
    """The newest proposals that are about a place: rows as in the list, with the place. One query.

    What was taken back is left out, unless it is asked for.
    """
    wanted = _PLACED.order_by(ProposalPlace.proposal_number.desc()).limit(most)
    if asked.department:
        wanted = wanted.join(ProposalDepartment, ProposalDepartment.proposal_number == Proposal.number)
        wanted = wanted.where(ProposalDepartment.department_id == asked.department)
    if asked.process:
        wanted = wanted.where(Proposal.process_id == asked.process)
    state = Proposal.state == asked.state if asked.state else Proposal.state != State.WITHDRAWN.value
    return db.session.execute(wanted.where(state)).all()


def of(number: int) -> Spot | None:
    """The place that a proposal is about."""
    wanted = select(ProposalPlace.name, ProposalPlace.lon, ProposalPlace.lat)
    row = db.session.execute(wanted.where(ProposalPlace.proposal_number == number)).first()
    return Spot(*row) if row else None


def origins(number: int) -> Sequence[str]:
    """The contributions that a proposal comes from."""
    wanted = select(ProposalOrigin.contribution_id).where(ProposalOrigin.proposal_number == number)
    return db.session.scalars(wanted.order_by(ProposalOrigin.offer, ProposalOrigin.contribution_id)).all()


def everything() -> Iterator[Any]:
    """Every proposal that is about a spot, in order: for open data."""
    wanted = (
        select(
            Proposal.number, Proposal.title, Proposal.state, Proposal.verdict, Proposal.process_id, Proposal.support,
            Process.title.label("process"), ProposalPlace.name.label("place"), ProposalPlace.lon, ProposalPlace.lat,
        )
        .join(ProposalPlace, ProposalPlace.proposal_number == Proposal.number)
        .join(Process, Process.id == Proposal.process_id)
        .where(ProposalPlace.lon.is_not(None))
    )  # fmt: skip
    yield from db.session.execute(wanted.order_by(Proposal.number))
