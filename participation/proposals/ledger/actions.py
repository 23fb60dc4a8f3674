"""Appending to the ledger, and the one lawful way to erase a body. Both work inside the caller's transaction."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.orm import Session

from participation import clock, db
from participation.events.contributions.models import DestructionDecision, Erasure
from participation.media import actions as media
from participation.media.models import Picture
from participation.proposals.ledger.models import Entry, EntryBody, EntryFile
from participation.proposals.ledger.rules import ERASED, START, Link, canonical, digest_of_body, hash_of
from participation.proposals.models import ProposalOrigin
from participation.refusal import Refusal

_LOCK = 0x7472_6164_656E
"""The number of PostgreSQL's advisory lock: one writer of the chain at a time. SQLite has one writer anyway."""


def take_chain(session: Session) -> None:
    """Wait until this transaction alone may append (and give numbers to proposals)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


def append(
    session: Session,
    *,
    proposal: int,
    kind: str,
    now: dt.datetime,
    facts: Mapping[str, Any],
    body: Mapping[str, Any],
    about: int | None = None,
    pictures: Sequence[Picture] = (),
) -> int:
    """Write the next entry of the chain; returns its number in it.

    `facts` stay for ever and must hold nothing personal; `body` (words, names) can be erased. The hashes of
    `pictures` go into the body too.
    """
    take_chain(session)
    last = session.execute(select(Entry.seq, Entry.hash).order_by(Entry.seq.desc()).limit(1)).first()
    place = session.scalar(select(func.max(Entry.proposal_seq)).where(Entry.proposal_number == proposal)) or 0
    salt = secrets.token_bytes(32)
    said = canonical({**body, "files": [picture.sha256 for picture in pictures]} if pictures else dict(body))
    unsigned = Link(
        seq=(last.seq if last else 0) + 1,
        proposal=proposal,
        proposal_seq=place + 1,
        kind=kind,
        at=clock.iso(now),
        about=about,
        facts=canonical(dict(facts)),
        body_digest=digest_of_body(salt, said),
        previous_hash=last.hash if last else START,
        hash="",
    )
    _write(session, unsigned, salt, said)
    for picture in pictures:
        session.execute(insert(EntryFile).values(entry_seq=unsigned.seq, picture_id=picture.id, sha256=picture.sha256))
        media.release(session, picture.id, now)
    return unsigned.seq


def _write(session: Session, link: Link, salt: bytes, body: str) -> None:
    session.execute(
        insert(Entry).values(
            seq=link.seq,
            proposal_number=link.proposal,
            proposal_seq=link.proposal_seq,
            kind=link.kind,
            at=link.at,
            about_seq=link.about,
            facts=link.facts,
            body_digest=link.body_digest,
            previous_hash=link.previous_hash,
            hash=hash_of(link),
        )
    )
    session.execute(insert(EntryBody).values(entry_seq=link.seq, salt=salt, body=body))


def erase(seq: int, decision_id: str, now: dt.datetime) -> int:
    """Erase an entry's words, names and files under an entered decision; returns the entry that says so.

    Safe to run twice: what is erased stays erased and gets no second entry.
    """
    with db.writing() as session:
        decision = session.get(DestructionDecision, decision_id)
        if decision is None:
            raise Refusal("no_destruction_decision")
        take_chain(session)
        entry = session.get(Entry, seq)
        if entry is None or entry.kind == ERASED:
            raise Refusal("no_such_entry", status=404)
        before = session.scalar(select(Entry.seq).where(Entry.kind == ERASED, Entry.about_seq == seq))
        if before is not None:
            return before
        facts = {"board": decision.board, "date": decision.decided_on.isoformat(), "paragraph": decision.paragraph}
        made = append(session, proposal=entry.proposal_number, kind=ERASED, now=now, facts=facts, body={}, about=seq)
        pictures = _destroy(session, seq)
    media.remove_files(pictures)
    return made


def _destroy(session: Session, seq: int) -> Sequence[str]:
    """Take away what an erased entry said; the guards let it pass because the entry that says so stands already.

    Returns the pictures whose files are to be removed once this is committed.
    """
    pictures = session.scalars(select(EntryFile.picture_id).where(EntryFile.entry_seq == seq)).all()
    session.execute(delete(EntryBody).where(EntryBody.entry_seq == seq))
    session.execute(delete(EntryFile).where(EntryFile.entry_seq == seq))
    for picture_id in pictures:
        media.withdraw(session, picture_id)
    return pictures


def follow_erasures(now: dt.datetime) -> int:
    """Erase what the ledger still tells of words that retention destroyed, under the same decision.

    Returns how many entries were erased. Safe to run again: what is erased is not found any more.
    """
    wanted = (
        select(Entry.seq, func.min(Erasure.decision_id))
        .join(EntryBody, EntryBody.entry_seq == Entry.seq)
        .join(ProposalOrigin, ProposalOrigin.proposal_number == Entry.proposal_number)
        .join(Erasure, Erasure.contribution_id == ProposalOrigin.contribution_id)
        .where(Entry.kind == "received")
        .group_by(Entry.seq)
        .order_by(Entry.seq)
    )
    due = [(seq, decision_id) for seq, decision_id in db.db.session.execute(wanted)]
    for seq, decision_id in due:
        erase(seq, decision_id, now)
    return len(due)


def replay_erasures() -> int:
    """Erase again whatever the chain says is erased: run after a backup was restored. Returns how many bodies went."""
    gone: list[str] = []
    with db.writing() as session:
        again = session.scalars(
            select(Entry.about_seq)
            .join(EntryBody, EntryBody.entry_seq == Entry.about_seq)
            .where(Entry.kind == ERASED, Entry.about_seq.is_not(None))
        ).all()
        for seq in again:
            if seq is not None:
                gone += _destroy(session, seq)
    media.remove_files(gone)
    return len(again)
