"""What an organiser sees when making a proposal: what came in, how it fared, what was made of it already."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from participation.db import db
from participation.events import activities
from participation.events.activities import Offer, Placing
from participation.events.contributions.models import Contribution, Support
from participation.people import queries as people
from participation.people.models import Role, Staff
from participation.proposals.models import ProposalOrigin


@dataclass(frozen=True, slots=True)
class Choosable:
    """An offer as it can be ticked: `id` is its root contribution's, `numbers` the proposals already made from it."""

    id: str
    offer: Offer
    placings: Sequence[Placing]
    numbers: Sequence[int]


def choosable(event_id: str) -> list[Choosable]:
    """Everything that an event has to offer, best supported first. A constant number of queries."""
    offers = activities.offers(event_id)
    ids = [contribution_id for offer in offers for contribution_id in offer.contribution_ids]
    placings = activities.placings(ids) if ids else {}
    used: dict[str, list[int]] = {}
    rows = db.session.execute(
        select(ProposalOrigin.contribution_id, ProposalOrigin.proposal_number)
        .join(Contribution, Contribution.id == ProposalOrigin.contribution_id)
        .where(Contribution.event_id == event_id)
        .order_by(ProposalOrigin.proposal_number)
    )
    for contribution_id, number in rows:
        used.setdefault(contribution_id, []).append(number)
    return [
        Choosable(offer.contribution_ids[0], offer, placings.get(offer.contribution_ids[0], ()),
                  used.get(offer.contribution_ids[0], ()))
        for offer in offers
    ]  # fmt: skip


def supporters(contribution_ids: Collection[str]) -> int:
    """How many different participants stand behind any of these contributions."""
    wanted = select(func.count(Support.participant_id.distinct())).where(Support.contribution_id.in_(contribution_ids))
    return db.session.scalar(wanted) or 0


def words_of(contribution_ids: Collection[str]) -> dict[str, str]:
    """The words of contributions by id."""
    rows = db.session.execute(select(Contribution.id, Contribution.text).where(Contribution.id.in_(contribution_ids)))
    return {row[0]: row[1] for row in rows}


def answerers() -> Sequence[Staff]:
    """Who can be named to answer: politicians and civil servants who work here."""
    return people.present(Role.POLITICIAN, Role.CIVIL_SERVANT)
