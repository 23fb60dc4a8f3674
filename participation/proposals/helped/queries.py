"""Who is asked, what they said, and how many said what."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, func, or_, select

from participation.db import db
from participation.events.contributions.models import Contribution, Support
from participation.proposals.helped.rules import LEAST, MOST_LISTENED, Helped
from participation.proposals.models import HelpedAnswer, Proposal, ProposalOrigin


@dataclass(frozen=True, slots=True)
class Told:
    """What those who were asked said at their latest: how many, and how many said what."""

    count: int
    helped: Mapping[str, int]
    listened: Mapping[int, int]
    whys: Mapping[str, int]

    @property
    def most(self) -> int:
        """The largest group of each question, for bars."""
        return max([1, *self.helped.values(), *self.listened.values()])


def is_asked(number: int, participant_id: str) -> bool:
    """Whether somebody gave or supported what a proposal came from."""
    origins = select(ProposalOrigin.contribution_id).where(ProposalOrigin.proposal_number == number)
    gave = select(Contribution.id).where(Contribution.id.in_(origins), Contribution.participant_id == participant_id)
    stood = select(Support.contribution_id).where(
        Support.contribution_id.in_(origins), Support.participant_id == participant_id
    )
    return db.session.scalar(select(or_(gave.exists(), stood.exists()))) or False


def said_by(number: int, participant_id: str, round_: int) -> HelpedAnswer | None:
    """What somebody answered at one of the two times."""
    return db.session.get(HelpedAnswer, (number, participant_id, round_))


_NEWEST = (
    select(HelpedAnswer.participant_id, func.max(HelpedAnswer.round).label("round"))
    .where(HelpedAnswer.proposal_number == bindparam("number", type_=Integer))
    .group_by(HelpedAnswer.participant_id)
    .subquery()
)
_SAID = select(HelpedAnswer.helped, HelpedAnswer.listened, HelpedAnswer.whys).join(
    _NEWEST, (_NEWEST.c.participant_id == HelpedAnswer.participant_id) & (_NEWEST.c.round == HelpedAnswer.round)
)
_SAID = _SAID.where(HelpedAnswer.proposal_number == bindparam("number", type_=Integer))


def told(number: int) -> Told | None:
    """What was said about a proposal, each by its latest answer; nothing while fewer than five have answered."""
    rows = db.session.connection().execute(_SAID, {"number": number}).all()
    if len(rows) < LEAST:
        return None
    helped, listened = Counter(row.helped for row in rows), Counter(row.listened for row in rows)
    return Told(
        count=len(rows),
        helped={answer.value: helped[answer.value] for answer in Helped},
        listened={step: listened[step] for step in range(MOST_LISTENED, -1, -1)},
        whys=dict(Counter(why for row in rows for why in row.whys).most_common()),
    )


@dataclass(frozen=True, slots=True)
class Summed:
    """The same of one proposal among many: how many answered, how many of them yes, and when the last one did."""

    count: int
    yes: int
    latest: dt.datetime


def told_of(numbers: Sequence[int]) -> dict[int, Summed]:
    """What was said about each of these proposals of which five or more have answered. One query."""
    newest = (
        select(HelpedAnswer.proposal_number, HelpedAnswer.participant_id, func.max(HelpedAnswer.round).label("round"))
        .where(HelpedAnswer.proposal_number.in_(numbers))
        .group_by(HelpedAnswer.proposal_number, HelpedAnswer.participant_id)
        .subquery()
    )
    yes = func.count().filter(HelpedAnswer.helped == Helped.YES.value)
    wanted = (
        select(HelpedAnswer.proposal_number, func.count(), yes, func.max(HelpedAnswer.at))
        .join(
            newest,
            (newest.c.proposal_number == HelpedAnswer.proposal_number)
            & (newest.c.participant_id == HelpedAnswer.participant_id)
            & (newest.c.round == HelpedAnswer.round),
        )
        .group_by(HelpedAnswer.proposal_number)
        .having(func.count() >= LEAST)
    )
    return {row[0]: Summed(row[1], row[2], row[3]) for row in db.session.execute(wanted)}


def said_no() -> Mapping[int, int]:
    """Proposals about which somebody said no after those who did it told last, with how many.

    A no reopens the conversation, not the state.
    """
    wanted = (
        select(HelpedAnswer.proposal_number, func.count())
        .join(Proposal, Proposal.number == HelpedAnswer.proposal_number)
        .where(
            HelpedAnswer.helped == Helped.NO.value,
            or_(Proposal.told_at.is_(None), HelpedAnswer.at > Proposal.told_at),
        )
        .group_by(HelpedAnswer.proposal_number)
    )
    return {number: count for number, count in db.session.execute(wanted)}
