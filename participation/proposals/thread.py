"""The thread of one proposal, from what was said to whether it helped, as the stations that a page draws.

A constant number of queries, however long the thread.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import abort, current_app
from sqlalchemy import Integer, bindparam, select

from participation import clock
from participation.db import db
from participation.events import activities
from participation.events.activities import Placing
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.models import Event
from participation.people.models import Department, Staff
from participation.processes.models import Process
from participation.proposals import rules
from participation.proposals.helped import queries as helped
from participation.proposals.helped.queries import Told as Helped
from participation.proposals.ledger import queries as ledger
from participation.proposals.ledger.rules import Link
from participation.proposals.models import Promise, Proposal, ProposalDepartment, ProposalOrigin, ProposalPlace
from participation.proposals.rules import Kind, Standing, State, Verdict


class Said(dict[str, Any]):
    """What an entry says, for templates: what it does not say is an empty text, because each kind says other things."""

    def __missing__(self, _name: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Station:
    """One station. `kind` chooses how it is drawn: a kind of entry, or `said`, `voted`, or one to come.

    `facts` and `body` are the entry's (the body is empty when it was erased); `more` what was worked out here.
    """

    kind: str
    on: dt.date | None
    reached: bool = True
    last: bool = False
    overdue: bool = False
    seq: int | None = None
    facts: Said = field(default_factory=Said)
    body: Said = field(default_factory=Said)
    more: Said = field(default_factory=Said)


@dataclass(frozen=True, slots=True)
class Responsible:
    """A department's part in a proposal."""

    name: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A proposal with its stations from the oldest to the last to come."""

    proposal: Any
    departments: Sequence[Responsible]
    stations: Sequence[Station]
    days_left: int | None
    """Until the nearest date on which something is owed; negative when it has passed."""
    head: Link | None
    helped: Helped | None = None
    """What those who asked said when it was done; nothing while fewer than five have answered."""


def of(number: int, today: dt.date) -> Thread:
    """The thread of a proposal; 404 when there is none."""
    proposal = next(iter(_rows(_PROPOSAL, number)), None) or abort(404)
    links = ledger.chain_of(number)
    promises = {promise.id: promise for promise in _rows(_PROMISES, number)}
    origins = _rows(_ORIGINS, number)
    reached = [*_said(links, origins), *_voted(origins), *_entered(links, proposal, promises)]
    if reached:
        reached[-1] = replace(reached[-1], last=True)
    return Thread(
        proposal=proposal,
        departments=[Responsible(*row) for row in _rows(_DEPARTMENTS, number)],
        stations=[*reached, *_to_come(proposal, promises, today)],
        days_left=(proposal.next_due - today).days if proposal.next_due else None,
        head=links[-1] if links else None,
        helped=helped.told(number) if proposal.done_at else None,
    )


# Each statement is built once: building costs more than running.
_NUMBER = bindparam("number", type_=Integer)
_PROPOSAL = (
    select(
        *Proposal.__table__.columns,
        Process.__table__.c.title.label("process"),
        Event.__table__.c.title.label("event"),
        Event.__table__.c.hear_back_on,
        ProposalPlace.__table__.c.name.label("place"),
        Staff.__table__.c.name.label("answerer"),
        Staff.__table__.c.title.label("answerer_title"),
    )
    .join_from(Proposal.__table__, Process.__table__, Process.__table__.c.id == Proposal.__table__.c.process_id)
    .join(Staff.__table__, Staff.__table__.c.id == Proposal.__table__.c.answerer_id)
    .outerjoin(Event.__table__, Event.__table__.c.id == Proposal.__table__.c.event_id)
    .outerjoin(ProposalPlace.__table__, ProposalPlace.__table__.c.proposal_number == Proposal.__table__.c.number)
    .where(Proposal.__table__.c.number == _NUMBER)
)
_DEPARTMENTS = (
    select(Department.name, ProposalDepartment.holds)
    .join(ProposalDepartment, ProposalDepartment.department_id == Department.id)
    .where(ProposalDepartment.proposal_number == _NUMBER)
    .order_by(ProposalDepartment.holds.desc(), Department.name)
)
_PROMISES = (
    select(*Promise.__table__.columns).where(Promise.proposal_number == _NUMBER).order_by(Promise.due, Promise.id)
)
_ORIGINS = (
    select(
        ProposalOrigin.contribution_id,
        ProposalOrigin.offer,
        Withdrawal.at.label("withdrawn_at"),
        Hiding.at.label("hidden_at"),
        Erasure.at.label("erased_at"),
    )
    .join(Contribution, Contribution.id == ProposalOrigin.contribution_id)
    .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
    .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
    .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
    .where(ProposalOrigin.proposal_number == _NUMBER)
    .order_by(ProposalOrigin.offer)
)
"""Origins with what happened to them since: words that were withdrawn, hidden or erased are shown to nobody."""


def _rows(statement: Any, number: int) -> Sequence[Any]:
    rows: Sequence[Any] = db.session.connection().execute(statement, {"number": number}).all()
    return rows


def _read(link: Link) -> Said:
    return Said(json.loads(link.body)) if link.body is not None else Said()


def _day(at: str) -> dt.date:
    return clock.local_date(dt.datetime.fromisoformat(at), current_app.config["TIMEZONE"])


def _said(links: Sequence[Link], origins: Sequence[Any]) -> list[Station]:
    """What was said, the themes that it was grouped into, and what teams worked out of them."""
    gone = {row.contribution_id for row in origins if row.withdrawn_at or row.hidden_at or row.erased_at}
    received = _read(links[0]) if links else Said()
    stations: list[Station] = [*_began(received, gone)]
    worked_out: list[Station] = []
    for origin in received.get("origins", ()):
        shown = origin["contribution"] not in gone
        also = [other["words"] for other in origin["also"] if other["contribution"] not in gone]
        (worked_out if origin.get("team") else stations).append(
            Station(
                "worked_out" if origin.get("team") else "said",
                dt.date.fromisoformat(origin["said_on"]),
                body=Said(origin if shown else {**origin, "words": "", "also": []}),
                more=Said(shown=shown, also=also),
            )
        )
    themes = list(dict.fromkeys(origin["theme"] for origin in received.get("origins", ()) if origin["theme"]))
    grouped = [Station("grouped", None, more=Said(themes=themes))] if themes else []
    return [*stations, *grouped, *worked_out]


def _began(received: Said, gone: Collection[str]) -> list[Station]:
    """The ideas that teams began with, as one station: there may be as many as in a whole theme."""
    ideas = {
        idea["contribution"]: idea["words"]
        for origin in received.get("origins", ())
        for idea in origin.get("behind", ())
        if idea["contribution"] not in gone
    }
    if not ideas:
        return []
    on = min(dt.date.fromisoformat(origin["said_on"]) for origin in received["origins"])
    event = received["origins"][0]["event"]
    return [Station("began", on, body=Said(event=event), more=Said(words=list(ideas.values())))]


def _voted(origins: Sequence[Any]) -> list[Station]:
    ids = [row.contribution_id for row in origins]
    found: dict[str, list[Placing]] = activities.placings(ids) if ids else {}
    zone = current_app.config["TIMEZONE"]
    placings = dict.fromkeys(placing for of_one in found.values() for placing in of_one)
    stations = [
        Station("voted", clock.local_date(placing.at, zone), more=Said(placing=placing)) for placing in placings
    ]
    return sorted(stations, key=lambda station: station.on or dt.date.min)


def _entered(links: Sequence[Link], proposal: Any, promises: Mapping[str, Any]) -> list[Station]:
    corrected = {link.about for link in links if link.kind == Kind.CORRECTED}
    stations, answered = [], False
    for link in links:
        facts, body, on = Said(json.loads(link.facts)), _read(link), _day(link.at)
        more = Said(corrected=link.seq in corrected, about=link.about, erased=link.body is None)
        if link.kind == Kind.ANSWERED:
            more |= {"first": not answered, "in_time": on <= proposal.reply_by, "days": (on - _day(links[0].at)).days}
            answered = True
        if link.kind in {Kind.PROMISED, Kind.DONE, Kind.PROGRESSED}:
            promise = promises.get(facts.get("promise", ""))
            more |= {"promise": promise, "in_time": promise is not None and on <= promise.due}
        stations.append(Station(link.kind, on, seq=link.seq, facts=facts, body=body, more=more))
    return stations


def _to_come(proposal: Any, promises: Mapping[str, Any], today: dt.date) -> list[Station]:
    standing = Standing(State(proposal.state), Verdict(proposal.verdict) if proposal.verdict else None)
    if standing.state == State.WITHDRAWN:
        return []
    coming: list[tuple[str, dt.date, Mapping[str, Any]]] = []
    if standing.state in rules.OPEN:
        coming += [("reply", proposal.reply_by, {})] if not proposal.replied_at else []
        coming += [("decision", proposal.decide_by, {})] if not proposal.decided_at else []
    if standing.state == State.TRIAL and proposal.trial_ends_on:
        coming.append(("trial_ends", proposal.trial_ends_on, {}))
    if standing.state != State.DONE:
        coming += [("promise", p.due, {"promise": p}) for p in promises.values() if p.kept_at is None]
    stations = [
        Station(kind, on, reached=False, overdue=on < today, more=Said(more))
        for kind, on, more in sorted(coming, key=lambda item: item[1])
    ]
    return [*stations, *_the_end(standing, proposal.done_at)]


def _the_end(standing: Standing, done_at: dt.datetime | None) -> list[Station]:
    """Done, and whether it helped: stations that every thread that is not refused still has before it."""
    if standing.state in {State.DECLINED, State.OTHER} and not standing.will_be_done:
        return []
    if done_at is None:
        return [Station("to_do", None, reached=False), Station("helped", None, reached=False)]
    return [Station("helped", clock.local_date(done_at, current_app.config["TIMEZONE"]), reached=False)]
