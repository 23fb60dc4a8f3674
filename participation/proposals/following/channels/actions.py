"""Turning a channel of a process on and off."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import db
from participation.processes.models import Process
from participation.proposals.following import actions as following
from participation.proposals.following.channels import queries
from participation.proposals.following.models import ChannelOpening, Follower, Following
from participation.proposals.following.rules import Channel
from participation.proposals.models import Proposal


def turn_on(process_id: str, channel: Channel, *, by_id: str, now: dt.datetime) -> None:
    """Let people follow what happens in a process by a channel; on is on."""
    with db.writing() as session:
        if _open(session, process_id, channel) is None:
            session.add(ChannelOpening(process_id=process_id, channel=channel.value, opened_at=now, opened_by_id=by_id))


def turn_off(process_id: str, channel: Channel, *, by_id: str, now: dt.datetime) -> None:
    """Nobody is told by it any more, and who followed by it is forgotten; off is off."""
    with db.writing() as session:
        opening = _open(session, process_id, channel)
        if opening is None:
            return
        opening.closed_at, opening.closed_by_id = now, by_id
        session.flush()
        theirs = select(Following.id).join(Follower).where(Follower.channel == channel.value)
        if channel.value in queries.anywhere():
            of_process = select(Proposal.number).where(Proposal.process_id == process_id)
            here = (Following.process_id == process_id) | Following.proposal_number.in_(of_process)
            theirs = theirs.where(here)
        following.let_go(session, session.scalars(theirs).all())


def _open(session: Session, process_id: str, channel: Channel) -> ChannelOpening | None:
    session.execute(select(Process.id).where(Process.id == process_id).with_for_update())
    return session.scalar(
        select(ChannelOpening).where(
            ChannelOpening.process_id == process_id,
            ChannelOpening.channel == channel.value,
            ChannelOpening.closed_at.is_(None),
        )
    )
