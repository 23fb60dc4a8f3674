"""Reads everything of a proposal, also what is not public any more: for the registrar alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from participation.db import db
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.processes.models import Process
from participation.proposals import words
from participation.proposals.ledger import queries as ledger
from participation.proposals.ledger.models import EntryFile
from participation.proposals.ledger.rules import Link
from participation.proposals.models import Proposal, ProposalOrigin
from participation.proposals.registrar.rules import Entered, Line, Picture, Record
from participation.proposals.registrar.words import FACTS, FIELDS, GONE

_PLAIN = tuple(FIELDS)


def record(proposal: Proposal) -> Record:
    """The whole record of a proposal. As many queries for a long one as for a short one."""
    process = db.session.get_one(Process, proposal.process_id)
    facts = {
        "number": str(proposal.number),
        "record_number": proposal.record_number,
        "board": proposal.board,
        "process": process.title,
        "state": str(words.state_of(proposal.state, proposal.verdict)),
        "reply_by": proposal.reply_by.isoformat(),
        "decide_by": proposal.decide_by.isoformat(),
        "support": str(proposal.support),
    }
    gone, hashes = _gone(proposal.number), _hashes(proposal.number)
    return Record(
        number=proposal.number,
        title=proposal.title,
        facts=[(str(FACTS[name]), value) for name, value in facts.items() if value],
        entries=[_entered(link, gone, hashes) for link in ledger.chain_of(proposal.number)],
    )


def _gone(number: int) -> dict[str, str]:
    """Contributions whose words are not public any more, and why."""
    wanted = (
        select(ProposalOrigin.contribution_id, Withdrawal.at, Hiding.at, Erasure.at)
        .join(Contribution, Contribution.id == ProposalOrigin.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .where(ProposalOrigin.proposal_number == number)
    )
    found: dict[str, str] = {}
    for contribution_id, *moments in db.session.execute(wanted):
        reasons = [str(GONE[why]) for why, at in zip(GONE, moments, strict=True) if at is not None]
        if reasons:
            found[contribution_id] = reasons[-1]
    return found


def _hashes(number: int) -> dict[str, str]:
    seqs = [link.seq for link in ledger.chain_of(number)]
    rows = db.session.execute(select(EntryFile.picture_id, EntryFile.sha256).where(EntryFile.entry_seq.in_(seqs)))
    return {row.picture_id: row.sha256 for row in rows}


def _entered(link: Link, gone: Mapping[str, str], hashes: Mapping[str, str]) -> Entered:
    body: dict[str, Any] = json.loads(link.body) if link.body is not None else {}
    shown = body.get("picture")
    return Entered(
        seq=link.seq,
        kind=link.kind,
        heading=str(words.KINDS[link.kind]),
        at=dt.datetime.fromisoformat(link.at),
        hash=link.hash,
        lines=list(_lines(link, body, gone)),
        pictures=[Picture(shown["id"], shown["text"], hashes.get(shown["id"], ""))] if shown else [],
    )


def _lines(link: Link, body: Mapping[str, Any], gone: Mapping[str, str]) -> Iterator[Line]:
    """What an entry says: facts first, then words in the order of `FIELDS`, then what participants said."""
    if link.body is None:
        yield Line(f"{link.seq}.erased", "", str(GONE["erased"]))
    for name, value in json.loads(link.facts).items():
        if name in FIELDS and value not in (None, ""):
            yield Line(f"{link.seq}.{name}", str(FIELDS[name]), _told(name, value))
    for name in _PLAIN:
        if body.get(name):
            yield Line(f"{link.seq}.{name}", str(FIELDS[name]), _told(name, body[name]))
    for place, origin in enumerate(body.get("origins", ())):
        yield from _origin(f"{link.seq}.origin-{place}", origin, gone)


def _told(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(filter(None, (value.get("name"), value.get("title"))))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    named = {"verdict": words.VERDICTS, "basis": words.BASES}.get(name, {})
    return str(named.get(value, value))


def _origin(key: str, origin: Mapping[str, Any], gone: Mapping[str, str]) -> Iterator[Line]:
    label = " · ".join(filter(None, (origin["said_on"], origin["event"], origin.get("team") or str(FIELDS["said"]))))
    yield Line(key, label, origin["words"], gone.get(origin["contribution"], ""))
    for place, other in enumerate([*origin["also"], *origin.get("behind", ())]):
        yield Line(f"{key}-{place}", str(FIELDS["also"]), other["words"], gone.get(other["contribution"], ""))
