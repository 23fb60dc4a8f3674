"""Who a follower's link leads to, what is followed, and which proposals that is."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import ColumnElement, Select, false, or_, select

from participation import tokens
from participation.db import db
from participation.people.models import Department
from participation.processes.models import Process
from participation.proposals.following.models import Follower, Following
from participation.proposals.following.rules import Subject
from participation.proposals.models import Proposal, ProposalDepartment

CODE = 48
"""Characters of the code in a follower's links: its id, and what only this installation can add to it."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that somebody follows, by name."""

    id: int
    subject: Subject
    name: str
    waits: bool


def code_of(follower_id: str) -> str:
    """The code in a follower's links. It is not kept: it follows from the id and the installation's key."""
    return follower_id + tokens.keyed_digest(current_app.config["SECRET_KEY"], "follower", follower_id)[: CODE - 16]


def follower_of(code: str) -> Follower | None:
    """The follower whose link this is."""
    follower_id = code[:16]
    if not hmac.compare_digest(code_of(follower_id).encode(), code.encode()):
        return None
    return db.session.get(Follower, follower_id)


def id_of_browser(endpoint: str) -> str:
    """The follower that a browser is, if it is one."""
    return tokens.id_of("follower", "push", endpoint)


def mailbox_hash(mailbox: str) -> str:
    """How a mailbox that wants to be left alone is remembered."""
    return tokens.keyed_digest(current_app.config["SECRET_KEY"], "quiet mailbox", mailbox)


def is_about(subject: Subject) -> Iterable[ColumnElement[bool]]:
    """The conditions that a row follows exactly this."""
    return (
        Following.proposal_number.is_not_distinct_from(subject.proposal),
        Following.process_id.is_not_distinct_from(subject.process),
        Following.department_id.is_not_distinct_from(subject.department),
    )


def name_of(subject: Subject) -> str | None:
    """What a subject is called; empty for all, None when there is no such thing."""
    if subject.proposal is not None:
        return db.session.scalar(select(Proposal.title).where(Proposal.number == subject.proposal))
    if subject.process is not None:
        return db.session.scalar(select(Process.title).where(Process.id == subject.process))
    if subject.department is not None:
        return db.session.scalar(select(Department.name).where(Department.id == subject.department))
    return ""


def followed_by(follower_id: str) -> Sequence[Followed]:
    """What somebody follows, by name, in the order of beginning."""
    wanted = (
        select(*Following.__table__.columns, Proposal.title, Process.title.label("process"), Department.name)
        .outerjoin(Proposal, Proposal.number == Following.proposal_number)
        .outerjoin(Process, Process.id == Following.process_id)
        .outerjoin(Department, Department.id == Following.department_id)
        .where(Following.follower_id == follower_id)
        .order_by(Following.id)
    )
    return [
        Followed(
            row.id,
            Subject(row.proposal_number, row.process_id, row.department_id),
            row.title or row.process or row.name or "",
            row.confirmed_at is None,
        )
        for row in db.session.execute(wanted)
    ]


def proposals_of(subjects: Sequence[Subject]) -> Select[int] | None:
    """The numbers of the proposals that these subjects are about; None: of all."""
    if any(not subject.named for subject in subjects):
        return None
    return select(Proposal.number).where(or_(false(), *(_concerns(subject) for subject in subjects)))


def _concerns(subject: Subject) -> ColumnElement[bool]:
    if subject.proposal is not None:
        return Proposal.number == subject.proposal
    if subject.process is not None:
        return Proposal.process_id == subject.process
    responsible = select(ProposalDepartment.proposal_number)
    return Proposal.number.in_(responsible.where(ProposalDepartment.department_id == subject.department))
