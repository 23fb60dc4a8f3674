"""What a process's evaluation tells of its proposals: what was answered, how well, and whether people felt heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from participation.db import db
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.contributions.queries import present
from participation.events.outcomes import Outcome
from participation.processes.chapters import Chapter, Figure, Told, Voice
from participation.proposals import outcomes
from participation.proposals.drafting.rules import Level, measure
from participation.proposals.helped.rules import MOST_LISTENED
from participation.proposals.models import Proposal, ProposalOrigin
from participation.proposals.overview import queries as overview
from participation.proposals.routes import address_of, today


@dataclass(frozen=True, slots=True)
class Felt:
    """Whether those who asked felt listened to, from 3 to 0. Each proposal tells it already, from five answers on."""

    count: int
    mean: float
    listened: Mapping[int, int]


def _read(process_id: str) -> Told | None:
    proposals = outcomes.of_process(process_id)
    if not proposals:
        return None
    tally = overview.of_process(process_id, today())
    answers = [outcome.reasons for outcome in proposals if outcome.reasons]
    easy = sum(measure(text, "sv").level in {Level.VERY_EASY, Level.EASY} for text in answers)
    felt = _felt(process_id)
    facts = {"proposals": proposals, "tally": tally, "read": len(answers), "easy": easy, "felt": felt}
    figures = [Figure(f"{tally.answered}/{tally.proposals}", _("proposals answered"))]
    if tally.due:
        figures.append(Figure(f"{tally.in_time}/{tally.due}", _("answered in time")))
    return Told(facts, figures, [*map(_row, proposals), *_felt_rows(felt)])


def _row(outcome: Outcome) -> dict[str, object]:
    answered = outcome.answered_on.isoformat() if outcome.answered_on else None
    return {"what": outcome.title, "when": answered, "choice": outcome.words, "address": outcome.address}


def _felt(process_id: str) -> Felt | None:
    said = [listened for _helped, listened in overview.felt_in(process_id)]
    if not said:
        return None
    counted = Counter(said)
    return Felt(len(said), sum(said) / len(said), {step: counted[step] for step in range(MOST_LISTENED, -1, -1)})


def _felt_rows(felt: Felt | None) -> list[dict[str, object]]:
    if felt is None:
        return []
    what = _("Did you feel listened to?")
    return [
        {"what": what, "choice": step, "number": count, "of": felt.count, "mean": round(felt.mean, 1)}
        for step, count in felt.listened.items()
    ]


def voices(process_id: str) -> Sequence[Voice]:
    """What was said first of all that became each proposal: everybody can read it there already."""
    wanted = (
        select(Proposal.number, Proposal.title, Contribution.text, Contribution.language)
        .join(ProposalOrigin, ProposalOrigin.proposal_number == Proposal.number)
        .join(Contribution, Contribution.id == ProposalOrigin.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .where(Proposal.process_id == process_id, Proposal.state != "withdrawn")
        .where(present(), Hiding.contribution_id.is_(None), Contribution.text != "")
        .order_by(Proposal.support.desc(), Proposal.number, ProposalOrigin.offer, Contribution.created_at)
    )
    found: dict[int, Voice] = {}
    for number, title, text, language in db.session.execute(wanted):
        found.setdefault(number, Voice(text, language, title, address_of(number, title)))
    return list(found.values())


CHAPTER = Chapter("proposals", _l("What was answered"), "proposals/_chapter.html", 50, _read)
