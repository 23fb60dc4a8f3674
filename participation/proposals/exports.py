"""Proposals as open data: one row each, stable ids, columns that are documented on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from participation import clock
from participation.db import db
from participation.people.models import Department
from participation.processes.models import Process
from participation.proposals.models import Proposal, ProposalDepartment, ProposalPlace

COLUMNS: dict[str, LazyString] = {
    "number": _l("The proposal's number: its stable id"),
    "address": _l("The page of the proposal"),
    "title": _l("Its title"),
    "summary": _l("What is asked, in plain words"),
    "state": _l(
        "received, assigned, deciding, accepted, partly, declined, trial, other, in_progress, done or withdrawn"
    ),
    "verdict": _l("The latest answer: yes, partly, no, trial, passed_on, planned, duplicate or nothing"),
    "board": _l("The board that it is put to"),
    "record_number": _l("The registrar's record number"),
    "holder": _l("The department that holds the thread"),
    "departments": _l("All departments responsible, with semicolons between"),
    "process_id": _l("The id of its process"),
    "process": _l("The title of its process"),
    "event_id": _l("The id of the event that it came from"),
    "theme": _l("The theme that it was grouped into"),
    "place": _l("The street or place that it is about, by name"),
    "lon": _l("Longitude of that place, where known"),
    "lat": _l("Latitude, likewise"),
    "support": _l("How many participants stood behind it"),
    "received_at": _l("When it was received (UTC)"),
    "reply_by": _l("By when a reply is promised"),
    "replied_at": _l("When the first reply came (UTC)"),
    "decide_by": _l("By when a decision is promised"),
    "decided_at": _l("When it was decided (UTC)"),
    "done_at": _l("When it was done (UTC)"),
}


def rows(base: str) -> Iterator[dict[str, Any]]:
    """Every proposal in order, as plain values by the names in `COLUMNS`; `base` is the address of the site."""
    holders: dict[int, str] = {}
    departments: dict[int, list[str]] = {}
    wanted = select(ProposalDepartment.proposal_number, Department.name, ProposalDepartment.holds).join(Department)
    for number, name, holds in db.session.execute(wanted.order_by(Department.name)):
        departments.setdefault(number, []).append(name)
        if holds:
            holders[number] = name
    proposals = (
        select(
            *Proposal.__table__.columns, Process.title.label("process"), ProposalPlace.name.label("place"),
            ProposalPlace.lon, ProposalPlace.lat,
        )
        .join(Process)
        .outerjoin(ProposalPlace, ProposalPlace.proposal_number == Proposal.number)
    )  # fmt: skip
    for row in db.session.execute(proposals.order_by(Proposal.number)):
        yield _row(row, base, holders.get(row.number, ""), departments.get(row.number, []))


def _row(row: Any, base: str, holder: str, departments: list[str]) -> dict[str, Any]:
    return {
        "number": row.number,
        "address": f"{base}/f/{row.number}",
        "title": row.title,
        "summary": row.summary,
        "state": row.state,
        "verdict": row.verdict,
        "board": row.board,
        "record_number": row.record_number,
        "holder": holder,
        "departments": ";".join(departments),
        "process_id": row.process_id,
        "process": row.process,
        "event_id": row.event_id,
        "theme": row.theme,
        "place": row.place or "",
        "lon": row.lon,
        "lat": row.lat,
        "support": row.support,
        "received_at": clock.iso(row.created_at),
        "reply_by": row.reply_by.isoformat(),
        "replied_at": clock.iso(row.replied_at) if row.replied_at else None,
        "decide_by": row.decide_by.isoformat(),
        "decided_at": clock.iso(row.decided_at) if row.decided_at else None,
        "done_at": clock.iso(row.done_at) if row.done_at else None,
    }
