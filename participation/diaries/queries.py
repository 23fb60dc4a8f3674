"""Reads of diaries, shaped for pages: as many queries for one entry as for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, or_, select

from participation.db import db
from participation.diaries import rules
from participation.diaries.models import DiaryEntry
from participation.events.activities import Offer
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.models import Opening, Step
from participation.events.moderation import conditions

STEP = "diary"
AT_ONCE = 10
"""Entries on one page: each may have a picture."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as pages show it: what it means to its author before what is seen. Its author is shown to nobody."""

    said: contributions.Shown
    facts: DiaryEntry

    @property
    def reading(self) -> str:
        """What it means to its author."""
        return rules.parts_of(self.said.text)[0]

    @property
    def seen(self) -> str:
        """What is seen."""
        return rules.parts_of(self.said.text)[1]

    @property
    def shared(self) -> bool:
        """Whether its author shares it."""
        return self.said.waits_for != "self"


@dataclass(frozen=True, slots=True)
class Themed:
    """A theme with its entries; without a title for those that are in none."""

    title: str
    entries: list[Entry]


def of_step(step_id: str, viewer_id: str | None, *, everything: bool = False) -> list[Entry]:
    """The entries of a diary step as `viewer_id` sees them, the newest first; `everything` as for all contributions."""
    wanted = select(DiaryEntry).join(Contribution).where(Contribution.step_id == step_id)
    facts = {row.contribution_id: row for row in db.session.scalars(wanted)}
    shown = contributions.of_step(step_id, viewer_id, everything=everything)
    found = [Entry(item, facts[item.id]) for item in shown if item.id in facts]
    return sorted(found, key=lambda entry: (entry.said.said_at, entry.said.id), reverse=True)


def of_author(step_id: str, participant_id: str) -> list[Entry]:
    """Somebody's own diary, the newest first."""
    return [entry for entry in of_step(step_id, participant_id, everything=True) if entry.said.mine]


def readable(entries: Sequence[Entry]) -> list[Entry]:
    """Those that everybody may read, of all that somebody sees."""
    return [entry for entry in entries if not (entry.said.hidden_because or entry.said.waits_for)]


def by_theme(entries: Sequence[Entry]) -> list[Themed]:
    """The entries in their themes, those in none last."""
    titles = sorted({entry.facts.theme for entry in entries if entry.facts.theme})
    groups = [Themed(title, [entry for entry in entries if entry.facts.theme == title]) for title in titles]
    free = [entry for entry in entries if not entry.facts.theme]
    return [*groups, Themed("", free)] if free else groups


def is_open(step_id: str) -> bool:
    """Whether something can be written in a diary now."""
    opened = exists().where(
        Opening.step_id == step_id, Opening.what.in_(("step", "beside")), Opening.closed_at.is_(None)
    )
    return bool(db.session.scalar(select(opened)))


def picture_for(event_id: str, picture_id: str, participant_id: str) -> str | None:
    """A picture that a participant may see: their own, or an approved one of what is shared and open to all."""
    opened = exists().where(
        Opening.step_id == Contribution.step_id, Opening.what == "others", Opening.closed_at.is_(None)
    )
    mine, others = Contribution.participant_id == participant_id, _approved() & opened
    return db.session.scalar(_pictures(event_id, picture_id).where(or_(mine, others)))


def picture_for_leader(event_id: str, picture_id: str, *, on_screen: bool) -> str | None:
    """A picture that its author shares, for who leads; a computer that only shows the room sees approved ones."""
    wanted = _pictures(event_id, picture_id).where(~conditions.out_of_sight())
    return db.session.scalar(wanted.where(_approved()) if on_screen else wanted)


def offers(event_id: str) -> list[Offer]:
    """What is shared in an event's diaries: any of it, alone or with others, can become a proposal."""
    steps = db.session.scalars(select(Step.id).where(Step.event_id == event_id, Step.kind == STEP)).all()
    return [
        Offer((entry.said.id,), entry.said.text, entry.facts.theme or None, 0, entry.said.said_at)
        for step_id in steps
        for entry in of_step(step_id, None)
    ]


def _approved() -> ColumnElement[bool]:
    return conditions.cleared() & Hiding.contribution_id.is_(None) & DiaryEntry.approved_at.is_not(None)


def _pictures(event_id: str, picture_id: str) -> Select[*tuple[str | None, ...]]:
    return (
        select(DiaryEntry.picture_id)
        .join(Contribution)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .where(DiaryEntry.picture_id == picture_id, Contribution.event_id == event_id)
        .where(Withdrawal.contribution_id.is_(None), Erasure.contribution_id.is_(None))
    )
