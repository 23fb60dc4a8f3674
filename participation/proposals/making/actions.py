"""Making a proposal: one transaction gives it its number, its origins, who owes what, and its first two entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from participation import clock, db
from participation.events import activities
from participation.events.activities import Offer
from participation.events.models import Event
from participation.events.rehearsals.rules import check_real
from participation.live import changed
from participation.people.models import Department, Staff
from participation.proposals import rules, searching
from participation.proposals.following.telling import actions as following
from participation.proposals.ledger.actions import append, take_chain
from participation.proposals.making import queries
from participation.proposals.models import Proposal, ProposalDepartment, ProposalOrigin
from participation.proposals.placing import actions as placing
from participation.proposals.placing.rules import Spot
from participation.proposals.projecting import enter, speaker
from participation.proposals.rules import Kind, State
from participation.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Wanted:
    """A proposal as its organiser filled it in. `chosen` are roots of offers, `holder_id` one of `department_ids`."""

    client_id: str
    title: str
    summary: str
    board: str
    chosen: Sequence[str]
    department_ids: Sequence[str]
    holder_id: str
    answerer_id: str
    reply_by: dt.date
    decide_by: dt.date
    place: Spot | None = None


def publish(event_id: str, wanted: Wanted, *, by_id: str, zone: str, now: dt.datetime) -> int:
    """Publish a proposal with the entries “received” and “assigned”; returns its number.

    The same `client_id` sent again gives the number that it got the first time.
    """
    rules.check_dates(wanted.reply_by, wanted.decide_by, clock.local_date(now, zone))
    try:
        with db.writing() as session:
            take_chain(session)
            if (number := _made_before(session, wanted.client_id)) is not None:
                return number
            proposal = _proposal(session, event_id, wanted, by_id, now)
            offers = _chosen_offers(event_id, wanted.chosen)
            _take_origins(session, proposal, offers)
            _receive(session, proposal, offers, zone, now)
            _assign(session, proposal, wanted, now)
            placing.put(session, proposal.number, wanted.place, by_id, now)
            number = proposal.number
    except IntegrityError as problem:
        # Two sendings of one form at the same moment: the other one made it.
        if (number := _made_before(db.db.session(), wanted.client_id)) is not None:
            return number
        raise Refusal("not_now") from problem
    changed(event_id)
    return number


def _made_before(session: Session, client_id: str) -> int | None:
    return session.scalar(select(Proposal.number).where(Proposal.client_id == client_id))


def _proposal(session: Session, event_id: str, wanted: Wanted, by_id: str, now: dt.datetime) -> Proposal:
    event = session.get_one(Event, event_id)
    check_real(event.rehearses_id)
    if session.get(Staff, wanted.answerer_id) is None:
        raise Refusal("not_a_choice", field="answerer")
    proposal = Proposal(
        number=(session.scalar(select(func.max(Proposal.number))) or 0) + 1,
        client_id=wanted.client_id,
        process_id=event.process_id,
        event_id=event.id,
        title=wanted.title,
        summary=wanted.summary,
        board=wanted.board,
        support=0,
        answerer_id=wanted.answerer_id,
        made_by_id=by_id,
        created_at=now,
        state=State.RECEIVED.value,
        reply_by=wanted.reply_by,
        decide_by=wanted.decide_by,
    )
    session.add(proposal)
    session.flush()
    searching.put_in(session, proposal.number, f"{wanted.title} {wanted.summary}")
    return proposal


def _chosen_offers(event_id: str, chosen: Collection[str]) -> list[Offer]:
    """The offers that were ticked; a contribution of another event, or one taken back meanwhile, is refused."""
    offers = {offer.contribution_ids[0]: offer for offer in activities.offers(event_id)}
    if not chosen:
        raise Refusal("needs_origin", field="origin")
    if any(contribution_id not in offers for contribution_id in chosen):
        raise Refusal("origin_gone", field="origin")
    return [offers[contribution_id] for contribution_id in chosen]


def _take_origins(session: Session, proposal: Proposal, offers: Sequence[Offer]) -> None:
    # Two solutions may begin with the same ideas: each contribution is an origin once.
    places = {id_: place for place, offer in reversed(list(enumerate(offers, start=1))) for id_ in offer.all_ids}
    for contribution_id, place in places.items():
        session.add(ProposalOrigin(proposal_number=proposal.number, contribution_id=contribution_id, offer=place))
    alone = len(offers) == 1 and not offers[0].behind
    proposal.support = offers[0].support if alone else queries.supporters(places)
    themes = list(dict.fromkeys(offer.theme for offer in offers if offer.theme))
    proposal.theme = ", ".join(themes)[:80]
    session.flush()


def _receive(session: Session, proposal: Proposal, offers: Sequence[Offer], zone: str, now: dt.datetime) -> None:
    """The entry “received”: what was said, in the words of those who said it, and how many stood behind it."""
    event = session.get_one(Event, proposal.event_id)
    words = queries.words_of([contribution_id for offer in offers for contribution_id in offer.contribution_ids])
    said: list[dict[str, Any]] = [
        {
            "contribution": offer.contribution_ids[0],
            "words": offer.text,
            "by": "a team" if offer.team else "a participant",
            "said_on": clock.local_date(offer.said_at, zone).isoformat(),
            "event": event.title,
            "theme": offer.theme or "",
            "support": offer.support,
            "also": [{"contribution": other, "words": words[other]} for other in offer.contribution_ids[1:]],
            **_worked_out(offer),
        }
        for offer in offers
    ]
    body = {"title": proposal.title, "summary": proposal.summary, "origins": said}
    facts = {"origins": len(offers), "support": proposal.support}
    # The first entry has no standing before it, so it is appended as it is.
    seq = append(session, proposal=proposal.number, kind=Kind.RECEIVED.value, now=now, facts=facts, body=body)
    following.announce(session, seq, now)


def _worked_out(offer: Offer) -> dict[str, Any]:
    """What a team's solution tells besides: who worked it out, and what they began with."""
    if offer.team is None:
        return {}
    behind = [{"contribution": idea.contribution_ids[0], "words": idea.text} for idea in offer.behind]
    return {"team": offer.team, "behind": behind}


def _assign(session: Session, proposal: Proposal, wanted: Wanted, now: dt.datetime) -> None:
    """The entry “assigned”: which departments, who holds the thread, who answers, and the two dates."""
    departments = {item.id: item for item in session.scalars(select(Department))}
    ids = list(dict.fromkeys([*wanted.department_ids, wanted.holder_id]))
    if any(department_id not in departments for department_id in ids):
        raise Refusal("not_a_choice", field="holder")
    for department_id in ids:
        session.add(
            ProposalDepartment(
                proposal_number=proposal.number, department_id=department_id, holds=department_id == wanted.holder_id
            )
        )
    body = {
        "board": proposal.board,
        "departments": [departments[department_id].name for department_id in ids],
        "holder": departments[wanted.holder_id].name,
        "answers": speaker(session.get_one(Staff, wanted.answerer_id)),
    }
    facts = {"reply_by": wanted.reply_by.isoformat(), "decide_by": wanted.decide_by.isoformat()}
    enter(session, proposal, Kind.ASSIGNED, by_id=proposal.made_by_id, now=now, facts=facts, body=body)
