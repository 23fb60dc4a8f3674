"""What a message tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select

from participation.db import db
from participation.people.models import Department
from participation.proposals import queries as proposals
from participation.proposals.following.models import ChannelOpening, Follower, Following, TellingEntry
from participation.proposals.ledger import queries as ledger
from participation.proposals.ledger.models import Entry
from participation.proposals.models import Proposal, ProposalDepartment
from participation.proposals.queries import Told


@dataclass(frozen=True, slots=True)
class News:
    """An entry as followers are told of it, with its proposal's title."""

    title: str
    told: Told


def concerned(number: int, after: str, count: int) -> Select[Follower]:
    """The followers of a proposal after one of them, in the order of ids, whose channel its process has on now."""
    process = select(Proposal.process_id).where(Proposal.number == number).scalar_subquery()
    follows = select(Following.follower_id).where(Following.confirmed_at.is_not(None), _is_about(number))
    channels = select(ChannelOpening.channel).where(
        ChannelOpening.process_id == process, ChannelOpening.closed_at.is_(None)
    )
    wanted = select(Follower).where(Follower.id > after, Follower.id.in_(follows), Follower.channel.in_(channels))
    return wanted.order_by(Follower.id).limit(count)


def _is_about(number: int) -> ColumnElement[bool]:
    process = select(Proposal.process_id).where(Proposal.number == number).scalar_subquery()
    departments = select(ProposalDepartment.department_id).join(Department)
    nothing_named = and_(
        Following.proposal_number.is_(None), Following.process_id.is_(None), Following.department_id.is_(None)
    )
    return or_(
        nothing_named,
        Following.proposal_number == number,
        Following.process_id == process,
        Following.department_id.in_(departments.where(ProposalDepartment.proposal_number == number)),
    )


def news_of(telling_id: str, channel: str) -> Sequence[News]:
    """What a message tells, by proposal and in order, as it is now: what was erased or turned off meanwhile is not."""
    on = select(ChannelOpening.process_id).where(ChannelOpening.channel == channel, ChannelOpening.closed_at.is_(None))
    wanted = (
        select(Entry.seq, Proposal.title)
        .join(TellingEntry, TellingEntry.entry_seq == Entry.seq)
        .join(Proposal, Proposal.number == Entry.proposal_number)
        .where(TellingEntry.telling_id == telling_id, Proposal.process_id.in_(on))
    )
    titles = {row.seq: row.title for row in db.session.execute(wanted)}
    links = [link for link in ledger.some(list(titles)) if link.body is not None]
    ordered = sorted(links, key=lambda link: (link.proposal, link.seq))
    return [News(titles[link.seq], proposals.told(link)) for link in ordered]
