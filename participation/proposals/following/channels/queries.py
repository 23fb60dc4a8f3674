"""Which channels are on, and for how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from participation.db import db
from participation.proposals.following.models import ChannelOpening, Follower, Following
from participation.proposals.following.rules import Subject
from participation.proposals.models import Proposal

LEAST = 5
"""Fewer followers than this are told to nobody as a number."""


def openings(process_id: str) -> Sequence[ChannelOpening]:
    """What a process has turned on."""
    wanted = select(ChannelOpening).where(ChannelOpening.process_id == process_id, ChannelOpening.closed_at.is_(None))
    return db.session.scalars(wanted).all()


def open_for(subject: Subject) -> set[str]:
    """The channels by which somebody is told of a subject; of many processes: that at least one turned on."""
    wanted = select(ChannelOpening.channel).where(ChannelOpening.closed_at.is_(None))
    if subject.proposal is not None:
        process = select(Proposal.process_id).where(Proposal.number == subject.proposal).scalar_subquery()
        wanted = wanted.where(ChannelOpening.process_id == process)
    elif subject.process is not None:
        wanted = wanted.where(ChannelOpening.process_id == subject.process)
    return set(db.session.scalars(wanted.distinct()))


def anywhere() -> set[str]:
    """The channels that any process has turned on."""
    return open_for(Subject())


def followers(process_id: str) -> Mapping[str, int]:
    """How many follow a process or a proposal of it, by channel; those of few are left out."""
    of_process = select(Proposal.number).where(Proposal.process_id == process_id)
    wanted = (
        select(Follower.channel, func.count(Follower.id.distinct()))
        .join(Following, Following.follower_id == Follower.id)
        .where(Following.confirmed_at.is_not(None))
        .where((Following.process_id == process_id) | Following.proposal_number.in_(of_process))
        .group_by(Follower.channel)
    )
    return {channel: count for channel, count in db.session.execute(wanted) if count >= LEAST}
