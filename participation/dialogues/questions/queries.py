"""Reads of questions, shaped for pages; as many queries for one question as for many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from participation.db import db
from participation.dialogues.models import QuestionAnswer, QuestionMark, QuestionPromise
from participation.dialogues.questions import actions, rules
from participation.events import activities
from participation.events.activities import CarriedOn, Offer
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Merge
from participation.events.models import Event, EventEnding, Step
from participation.events.moderation import queries as moderation
from participation.people.models import Staff


@dataclass(frozen=True, slots=True)
class Promise:
    """Who answers in writing, by when."""

    answerer_id: str
    who: str
    due: dt.date


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as pages show it, with what became of it."""

    shown: contributions.Shown
    live: bool
    shortlisted: bool
    answer: QuestionAnswer | None
    promise: Promise | None
    became: CarriedOn | None

    @property
    def settled(self) -> bool:
        """Whether it is answered, or it is known what happens with it."""
        return bool(self.answer or self.promise or self.became)


@dataclass(frozen=True, slots=True)
class Owed:
    """A question that somebody promised to answer."""

    id: str
    event_id: str
    event_title: str
    text: str
    language: str
    due: dt.date


def of_step(step: Step, viewer_id: str | None = None) -> list[Asked]:
    """The questions of a step that `viewer_id` may read: the live one first, then the shortlist, then by support."""
    shown = contributions.of_step(step.id, viewer_id)
    ids = [item.id for item in shown]
    marked, answered, promised = _marked(step.id), answers(ids), promises(ids)
    became = activities.carried_on([id_ for id_ in ids if id_ not in answered and id_ not in promised])
    asked = [
        Asked(
            shown=item,
            live=(item.id, rules.LIVE) in marked,
            shortlisted=(item.id, rules.SHORTLIST) in marked,
            answer=answered.get(item.id),
            promise=promised.get(item.id),
            became=became.get(item.id),
        )
        for item in shown
    ]
    return sorted(asked, key=lambda item: (not item.live, item.answer is not None, not item.shortlisted))


def left(step: Step) -> int:
    """How many questions of a step would end in silence: neither settled nor looked at."""
    return sum(not item.settled for item in of_step(step)) + moderation.waiting_in(step.id)


def of_event(event: Event) -> list[Asked]:
    """All questions of an event."""
    return [item for step in event.steps if step.kind == actions.STEP for item in of_step(step)]


def answers(ids: Sequence[str]) -> dict[str, QuestionAnswer]:
    """The answer that holds for each answered question."""
    wanted = select(QuestionAnswer).where(QuestionAnswer.contribution_id.in_(ids)).order_by(QuestionAnswer.at)
    return {row.contribution_id: row for row in db.session.scalars(wanted)}


def promises(ids: Sequence[str]) -> dict[str, Promise]:
    """The promise that holds for each question that has one."""
    wanted = (
        select(QuestionPromise.contribution_id, QuestionPromise.answerer_id, Staff.name, QuestionPromise.due)
        .join(Staff, Staff.id == QuestionPromise.answerer_id)
        .where(QuestionPromise.contribution_id.in_(ids))
        .order_by(QuestionPromise.id)
    )
    return {row[0]: Promise(*row[1:]) for row in db.session.execute(wanted)}


def owed_by(staff_id: str) -> list[Owed]:
    """What somebody promised to answer and has not answered, the most urgent first."""
    newest = select(func.max(QuestionPromise.id)).group_by(QuestionPromise.contribution_id)
    answered = select(QuestionAnswer.contribution_id)
    wanted = (
        select(Contribution.id, Event.id, Event.title, Contribution.step_id, QuestionPromise.due)
        .join(Contribution, Contribution.id == QuestionPromise.contribution_id)
        .join(Event, Event.id == Contribution.event_id)
        .where(QuestionPromise.id.in_(newest), QuestionPromise.answerer_id == staff_id)
        .where(QuestionPromise.contribution_id.not_in(answered))
        .order_by(QuestionPromise.due, Contribution.created_at)
    )
    rows = db.session.execute(wanted).all()
    shown = {item.id: item for step_id in {row[3] for row in rows} for item in contributions.of_step(step_id, None)}
    return [
        Owed(row[0], row[1], row[2], shown[row[0]].text, shown[row[0]].language, row[4])
        for row in rows
        if row[0] in shown
    ]


def answered_in_public(process_id: str) -> set[str]:
    """The ids of a process's closed events in which questions were asked."""
    wanted = (
        select(Contribution.event_id)
        .join(Event, Event.id == Contribution.event_id)
        .join(EventEnding, EventEnding.event_id == Event.id)
        .where(Event.process_id == process_id, Contribution.kind == actions.KIND)
    )
    return set(db.session.scalars(wanted.distinct()))


def offers(event_id: str) -> list[Offer]:
    """The questions of an event that nobody has answered: they may become proposals."""
    merged = contributions.merged_groups(event_id)
    found: list[Offer] = []
    for step_id in db.session.scalars(select(Step.id).where(Step.event_id == event_id, Step.kind == actions.STEP)):
        shown = contributions.of_step(step_id, None)
        answered = answers([item.id for item in shown])
        found += [
            Offer((item.id, *merged.get(item.id, ())), item.text, None, item.support, item.said_at)
            for item in shown
            if item.id not in answered
        ]
    return found


def events_of(ids: Sequence[str]) -> dict[str, str]:
    """The event of each of these that is a question."""
    wanted = select(Contribution.id, Contribution.event_id)
    rows = db.session.execute(wanted.where(Contribution.id.in_(ids), Contribution.kind == actions.KIND))
    return {row[0]: row[1] for row in rows}


def roots(ids: Sequence[str]) -> Mapping[str, str]:
    """For each question the one that it goes on as: itself, or the one it was merged into."""
    wanted = select(Merge.contribution_id, Merge.into_id).where(Merge.contribution_id.in_(ids))
    return {**dict(zip(ids, ids, strict=True)), **{row[0]: row[1] for row in db.session.execute(wanted)}}


def _marked(step_id: str) -> set[tuple[str, str]]:
    wanted = select(QuestionMark.contribution_id, QuestionMark.what)
    rows = db.session.execute(wanted.where(QuestionMark.step_id == step_id, QuestionMark.ended_at.is_(None)))
    return {(row[0], row[1]) for row in rows}
