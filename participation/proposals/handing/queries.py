"""Where a handing of the thread stands, and which ones wait for a department."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from participation.db import db
from participation.people.models import Staff
from participation.proposals.models import Handing, Proposal, ProposalDepartment


def newest(number: int) -> Handing | None:
    """The newest handing of a proposal's thread, settled or not."""
    wanted = select(Handing).where(Handing.proposal_number == number).order_by(Handing.at.desc(), Handing.id)
    return db.session.scalar(wanted.limit(1))


def holds(number: int, department_id: str | None) -> bool:
    """Whether a department holds the thread."""
    wanted = select(ProposalDepartment.holds).where(
        ProposalDepartment.proposal_number == number, ProposalDepartment.department_id == department_id
    )
    return bool(db.session.scalar(wanted))


def waiting_for(staff: Staff) -> Sequence[Any]:
    """The proposals whose thread a civil servant's department is asked to hold, the longest waiting first."""
    wanted = (
        select(Proposal.number, Proposal.title, Proposal.state, Proposal.verdict)
        .join(Handing, Handing.proposal_number == Proposal.number)
        .where(Handing.to_id == staff.department_id, Handing.settled_at.is_(None))
    )
    return db.session.execute(wanted.order_by(Handing.at, Handing.id)).all()
