"""Reads of contributions, shaped for pages; each is one query, however many there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from participation.db import db
from participation.events.contributions.models import Contribution, Erasure, Hiding, Merge, Support, Withdrawal
from participation.events.models import Event, EventEnding
from participation.events.moderation import conditions
from participation.events.moderation.models import Report


@dataclass(frozen=True, slots=True)
class Shown:
    """A contribution as pages show it; its author never is."""

    id: str
    text: str
    language: str
    support: int
    said_at: dt.datetime
    mine: bool
    supported: bool
    hidden_because: str | None
    merged_into: str | None
    waits_for: str = ""
    """Only its author is shown what waits: `leader`, `self` when it is not shared, `apart` for the adult on duty."""
    reported: bool = False
    """Whether the viewer told the leader that something is wrong with it."""


def supporters() -> Select[str, int]:
    """How many different participants stand behind each contribution, those behind merged ones included.

    Columns `root_id` and `supporters`.
    """
    root = func.coalesce(Merge.into_id, Support.contribution_id)
    return (
        select(root.label("root_id"), func.count(Support.participant_id.distinct()).label("supporters"))
        .outerjoin(Merge, Merge.contribution_id == Support.contribution_id)
        .group_by(root)
    )


def present(viewer_id: str | None = None, *, hidden_too: bool = False) -> ColumnElement[bool]:
    """What `viewer_id` may read: neither withdrawn nor erased, and held back by nothing unless it is their own.

    Everything that is shown to somebody asks this. The query must be outer joined with the facts that it names. With
    `hidden_too`, also what a leader hid before it was approved (for leaders, who can show it again).
    """
    readable = [conditions.cleared()]
    if viewer_id is not None:
        readable.append(Contribution.participant_id == viewer_id)
    if hidden_too:
        readable.append(and_(Hiding.contribution_id.is_not(None), ~conditions.out_of_sight()))
    return and_(Withdrawal.contribution_id.is_(None), Erasure.contribution_id.is_(None), or_(*readable))


def waits_for() -> ColumnElement[str]:
    """Whom a contribution waits for: `apart`, its author (`self`), `leader` or nobody (empty)."""
    return case(
        (conditions.set_apart(), "apart"), (conditions.unshared(), "self"), (conditions.waits(), "leader"), else_=""
    )


def of_step(step_id: str, viewer_id: str | None, *, everything: bool = False) -> Sequence[Shown]:
    """The contributions of a step, best supported first, as `viewer_id` sees them.

    With `everything`, also hidden and merged ones (for leaders); withdrawn ones never.
    """
    counted = supporters().where(_in_step(step_id)).subquery()
    mine = _supported_by(viewer_id).subquery()
    wanted = (
        select(
            Contribution.id,
            Contribution.text,
            Contribution.language,
            func.coalesce(counted.c.supporters, 0),
            Contribution.created_at,
            Contribution.participant_id,
            mine.c.root_id.is_not(None),
            Hiding.reason,
            Merge.into_id,
            waits_for(),
            _reported_by(viewer_id),
        )
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .outerjoin(Merge, Merge.contribution_id == Contribution.id)
        .outerjoin(counted, counted.c.root_id == Contribution.id)
        .outerjoin(mine, mine.c.root_id == Contribution.id)
        .where(Contribution.step_id == step_id, present(viewer_id, hidden_too=everything and viewer_id is None))
        .order_by(func.coalesce(counted.c.supporters, 0).desc(), Contribution.created_at)
    )
    if not everything:
        wanted = wanted.where(Hiding.contribution_id.is_(None), Merge.contribution_id.is_(None))
    return [
        Shown(row[0], row[1], row[2], row[3], row[4], viewer_id is not None and row[5] == viewer_id, *row[6:])
        for row in db.session.execute(wanted)
    ]


def one(event_id: str, contribution_id: str) -> Contribution | None:
    """A contribution of an event that leaders may read, hidden or not."""
    return db.session.scalar(_one(event_id, contribution_id).where(present(hidden_too=True)))


def readable(event_id: str, contribution_id: str) -> Contribution | None:
    """One contribution of an event, when everybody may read it and it stands on its own."""
    wanted = _one(event_id, contribution_id).outerjoin(Merge, Merge.contribution_id == Contribution.id)
    alone = (present(), Hiding.contribution_id.is_(None), Merge.contribution_id.is_(None))
    return db.session.scalar(wanted.where(*alone))


def _one(event_id: str, contribution_id: str) -> Select[Contribution]:
    return (
        select(Contribution)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .where(Contribution.id == contribution_id, Contribution.event_id == event_id)
    )


def waiting_of(participant_id: str) -> dict[str, str]:
    """What of a participant's own waits, by its id, with whom it waits for (as `Shown.waits_for`)."""
    wanted = select(Contribution.id, waits_for()).where(Contribution.participant_id == participant_id)
    return {row[0]: row[1] for row in db.session.execute(wanted) if row[1]}


def shown_in(step_id: str) -> int:
    """How many contributions of a step everybody may see."""
    wanted = (
        select(func.count())
        .select_from(Contribution)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .outerjoin(Merge, Merge.contribution_id == Contribution.id)
        .where(
            Contribution.step_id == step_id,
            present(),
            Hiding.contribution_id.is_(None),
            Merge.contribution_id.is_(None),
        )
    )
    return db.session.scalar(wanted) or 0


def of_participant(participant_id: str) -> Sequence[Contribution]:
    """Everything that a participant gave, newest first, with the facts about it; withdrawn ones too."""
    wanted = select(Contribution).where(Contribution.participant_id == participant_id)
    return db.session.scalars(wanted.order_by(Contribution.created_at.desc())).unique().all()


def merged_groups(event_id: str) -> dict[str, list[str]]:
    """For each contribution that others were merged into: the ids of those that may still be read."""
    wanted = (
        select(Merge.into_id, Merge.contribution_id)
        .join(Contribution, Contribution.id == Merge.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Merge.contribution_id)
        .outerjoin(Erasure, Erasure.contribution_id == Merge.contribution_id)
        .outerjoin(Hiding, Hiding.contribution_id == Merge.contribution_id)
        .where(Contribution.event_id == event_id, present(), Hiding.contribution_id.is_(None))
    )
    groups: dict[str, list[str]] = {}
    for root, part in db.session.execute(wanted.order_by(Merge.at)):
        groups.setdefault(root, []).append(part)
    return groups


def taken_away(event_id: str) -> int:
    """How many contributions of an event are out of sight: withdrawn, or hidden by a leader."""
    gone = or_(
        Contribution.id.in_(select(Withdrawal.contribution_id)), Contribution.id.in_(select(Hiding.contribution_id))
    )
    wanted = select(func.count()).select_from(Contribution).where(Contribution.event_id == event_id, gone)
    return db.session.scalar(wanted) or 0


def fates(event_id: str) -> dict[str, int]:
    """How many contributions of an event are `shown`, `merged` into another, `held` back by anything that `present`
    knows, `hidden`, `withdrawn`, `erased`.

    Each is counted once, under the last of these that holds.
    """
    fate = case(
        (Erasure.contribution_id.is_not(None), "erased"),
        (Withdrawal.contribution_id.is_not(None), "withdrawn"),
        (Hiding.contribution_id.is_not(None), "hidden"),
        (~present(), "held"),
        (Merge.contribution_id.is_not(None), "merged"),
        else_="shown",
    ).label("fate")
    wanted = (
        select(fate, func.count())
        .select_from(Contribution)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .outerjoin(Merge, Merge.contribution_id == Contribution.id)
        .where(Contribution.event_id == event_id)
        .group_by("fate")
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def counted(process_id: str) -> dict[str, int]:
    """How many contributions of a process's events that are over everybody may read, by kind; merged ones once."""
    wanted = (
        select(Contribution.kind, func.count())
        .join(Event, Event.id == Contribution.event_id)
        .join(EventEnding, EventEnding.event_id == Event.id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .outerjoin(Merge, Merge.contribution_id == Contribution.id)
        .where(Event.process_id == process_id, Event.rehearses_id.is_(None), EventEnding.kind == "closed")
        .where(present(), Hiding.contribution_id.is_(None), Merge.contribution_id.is_(None))
        .group_by(Contribution.kind)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _supported_by(participant_id: str | None) -> Select[str]:
    """The roots of all that a participant stands behind: column `root_id`, each once."""
    root = func.coalesce(Merge.into_id, Support.contribution_id).label("root_id")
    joined = select(root).select_from(Support).outerjoin(Merge, Merge.contribution_id == Support.contribution_id)
    return joined.where(Support.participant_id == participant_id).distinct()


def _reported_by(participant_id: str | None) -> ColumnElement[bool]:
    told = exists().where(Report.contribution_id == Contribution.id, Report.participant_id == participant_id)
    return told.correlate(Contribution)


def _in_step(step_id: str) -> ColumnElement[bool]:
    return Support.contribution_id.in_(select(Contribution.id).where(Contribution.step_id == step_id))


def supported_by(participant_id: str) -> list[str]:
    """What somebody stands behind: ids of contributions, at most a hundred."""
    wanted = select(Support.contribution_id).where(Support.participant_id == participant_id)
    return list(db.session.scalars(wanted.order_by(Support.contribution_id).limit(100)))
