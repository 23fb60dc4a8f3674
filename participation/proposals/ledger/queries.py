"""Reads of the chain: the whole, one proposal's part, its head, its head at the end of each day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Integer, Row, Select, bindparam, func, select

from participation.db import db
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.proposals.ledger.models import Entry, EntryBody
from participation.proposals.ledger.rules import Link
from participation.proposals.models import ProposalOrigin

_COLUMNS = (
    Entry.seq, Entry.proposal_number, Entry.proposal_seq, Entry.kind, Entry.at, Entry.about_seq, Entry.facts,
    Entry.body_digest, Entry.previous_hash, Entry.hash, EntryBody.salt, EntryBody.body,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayHead:
    """The chain's end on a day (UTC)."""

    day: str
    seq: int
    hash: str


_LINKS = select(*_COLUMNS).outerjoin(EntryBody, EntryBody.entry_seq == Entry.seq).order_by(Entry.seq)
_OF_PROPOSAL = _LINKS.where(Entry.proposal_number == bindparam("number", type_=Integer))


def chain() -> Iterator[Link]:
    """Every entry in order, read as it is walked."""
    for row in db.session.execute(_LINKS, execution_options={"yield_per": 500}):
        yield Link(*row)


def chain_after(seq: int, limit: int) -> list[Link]:
    """The entries that follow `seq`, at most `limit`: the chain in parts, for whoever reads slowly."""
    return [Link(*row) for row in db.session.execute(_LINKS.where(Entry.seq > seq).limit(limit))]


def chain_of(number: int) -> list[Link]:
    """One proposal's entries in order."""
    return [Link(*row) for row in db.session.connection().execute(_OF_PROPOSAL, {"number": number})]


def latest(limit: int, numbers: Select[int] | None = None) -> list[Link]:
    """The newest entries first, of the proposals with these numbers or of all."""
    wanted = select(*_COLUMNS).outerjoin(EntryBody, EntryBody.entry_seq == Entry.seq)
    if numbers is not None:
        wanted = wanted.where(Entry.proposal_number.in_(numbers))
    return [Link(*row) for row in db.session.execute(wanted.order_by(Entry.seq.desc()).limit(limit))]


def some(seqs: Collection[int]) -> list[Link]:
    """These entries in order."""
    return [Link(*row) for row in db.session.execute(_LINKS.where(Entry.seq.in_(seqs)))]


def newest(numbers: Collection[int]) -> dict[int, Row[int, int, str, str]]:
    """The last entry of each of these proposals: proposal, place in the chain, kind, when."""
    last = select(func.max(Entry.seq)).where(Entry.proposal_number.in_(numbers)).group_by(Entry.proposal_number)
    wanted = select(Entry.proposal_number, Entry.seq, Entry.kind, Entry.at).where(Entry.seq.in_(last))
    return {row.proposal_number: row for row in db.session.execute(wanted)}


def head_of(number: int) -> DayHead | None:
    """The newest entry of one proposal."""
    row = db.session.execute(
        select(Entry.at, Entry.seq, Entry.hash)
        .where(Entry.proposal_number == number)
        .order_by(Entry.proposal_seq.desc())
        .limit(1)
    ).first()
    return DayHead(row.at[:10], row.seq, row.hash) if row else None


def heads() -> list[DayHead]:
    """The chain's end on each day on which something was published, newest first."""
    day = func.substr(Entry.at, 1, 10)
    last = select(func.max(Entry.seq).label("seq")).group_by(day).subquery()
    rows = db.session.execute(
        select(day, Entry.seq, Entry.hash).join(last, last.c.seq == Entry.seq).order_by(Entry.seq.desc())
    )
    return [DayHead(*row) for row in rows]


def withheld_proposals(number: int | None = None) -> set[int]:
    """Proposals of whose origins something was withdrawn, hidden or erased: the chain is shown without those words."""
    wanted = (
        select(ProposalOrigin.proposal_number)
        .join(Contribution, Contribution.id == ProposalOrigin.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .where(
            Withdrawal.contribution_id.is_not(None)
            | Hiding.contribution_id.is_not(None)
            | Erasure.contribution_id.is_not(None)
        )
    )
    if number is not None:
        wanted = wanted.where(ProposalOrigin.proposal_number == number)
    return set(db.session.scalars(wanted))
