"""What happens to contributions of every kind: given, supported, withdrawn, hidden, merged."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Table, delete, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events import rules as event_rules
from participation.events.actions import take_turn
from participation.events.contributions import rules
from participation.events.contributions.models import Contribution, Hiding, Merge, Support, Withdrawal
from participation.events.models import EventEnding, Opening
from participation.events.moderation import screening
from participation.events.moderation.models import Approval, Hold, Parting, Showing
from participation.live import changed
from participation.refusal import Refusal

_SUPPORT: Table = Support.__table__  # type: ignore[assignment]
_CONTRIBUTION: Table = Contribution.__table__  # type: ignore[assignment]
_add = {
    "sqlite": sqlite.insert(_CONTRIBUTION).on_conflict_do_nothing().returning(_CONTRIBUTION.c.id),
    "postgresql": postgresql.insert(_CONTRIBUTION).on_conflict_do_nothing().returning(_CONTRIBUTION.c.id),
}
_add_support = {
    "sqlite": sqlite.insert(_SUPPORT).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_SUPPORT).on_conflict_do_nothing(),
}


@dataclass(frozen=True, slots=True)
class Gift:
    """Something that a person gives: where, what, in which language. `participant_id` is None from a leader."""

    id: str
    event_id: str
    step_id: str
    participant_id: str | None
    kind: str
    text: str
    language: str
    late: bool = False
    """Its step closed while it was written; its author sends it all the same, and a leader looks at it first."""
    written_down: bool = False
    """A leader wrote it down for the one who said it: no step needs to be open for that."""


def give(session: Session, gift: Gift, now: dt.datetime, *, kept: bool = False) -> str | None:
    """Write a contribution within an activity's transaction; returns its id, None when it was here already.

    The same form with the same words is one contribution, however often it is sent. Other words in a form that was
    sent before (somebody went back to it) are another contribution. Refuses when the step is closed, unless a leader
    writes it; what was here before it closed is not refused. What a phone `kept` because there was no net comes
    afterwards; until when, the activity itself decides.
    """
    known = session.get(Contribution, rules.check_id(gift.id))
    if known is not None and known.text != gift.text:
        gift = replace(gift, id=tokens.id_of("contribution", gift.id, gift.text))
        known = session.get(Contribution, gift.id)
    if known is None:
        if not kept:
            check_event_running(session, gift.event_id)
        if gift.participant_id is not None and not kept and not gift.written_down:
            check_step_open(session, gift.event_id, gift.step_id, late=gift.late)
        row = {name: value for name, value in asdict(gift).items() if name in _CONTRIBUTION.c}
        connection = session.connection()
        if connection.scalar(_add[connection.dialect.name], {**row, "created_at": now}) is not None:
            where = {"event_id": gift.event_id, "step_id": gift.step_id}
            by_leader = gift.participant_id is None or gift.written_down
            screening.screen(session, gift.id, **where, text=gift.text, by_leader=by_leader, now=now, late=gift.late)
            return gift.id
        known = session.get_one(Contribution, gift.id)
    if (known.participant_id, known.event_id) != (gift.participant_id, gift.event_id):
        raise Refusal("form_too_old", status=409)
    return None


def check_event_running(session: Session, event_id: str) -> None:
    """Refuse when the event is over."""
    event_rules.check_running(session.scalar(select(EventEnding.kind).where(EventEnding.event_id == event_id)))


def check_step_open(session: Session, event_id: str, step_id: str, *, late: bool = False) -> None:
    """Refuse when this step of this event is not open; what comes `late` needs one that ever was."""
    opened = exists().where(
        Opening.event_id == event_id, Opening.step_id == step_id, Opening.what.in_(("step", "beside"))
    )
    if not session.scalar(select(opened if late else opened.where(Opening.closed_at.is_(None)))):
        raise Refusal("step_closed", status=409)


def support(event_id: str, contribution_id: str, participant_id: str) -> None:
    """Stand behind a contribution; standing behind it twice is once."""
    with db.writing() as session:
        contribution = _here(session, event_id, contribution_id)
        check_event_running(session, event_id)
        check_step_open(session, event_id, contribution.step_id)
        connection = session.connection()
        connection.execute(
            _add_support[connection.dialect.name],
            {"contribution_id": contribution_id, "participant_id": participant_id},
        )
    changed(event_id)


def take_back_support(event_id: str, contribution_id: str, participant_id: str) -> None:
    """No longer stand behind a contribution, nor behind any that was merged with it."""
    with db.writing() as session:
        contribution = _here(session, event_id, contribution_id)
        check_step_open(session, event_id, contribution.step_id)
        root_id = contribution.merge.into_id if contribution.merge else contribution_id
        parts = select(Merge.contribution_id).where(Merge.into_id == root_id)
        group = or_(Support.contribution_id == root_id, Support.contribution_id.in_(parts))
        session.execute(delete(Support).where(group, Support.participant_id == participant_id))
    changed(event_id)


def withdraw(event_id: str, contribution_id: str, participant_id: str, now: dt.datetime) -> None:
    """Its author takes it back: hidden at once from everyone but the registrar. Withdrawing twice is once.

    What others said and was merged into it goes on without it.
    """
    with db.writing() as session:
        _hold(session, contribution_id)
        contribution = _of_event(session, event_id, contribution_id)
        rules.check_own(contribution.participant_id, participant_id)
        if contribution.withdrawal is None:
            session.add(Withdrawal(contribution_id=contribution_id, at=now))
            _pass_on(session, contribution_id)
    changed(event_id)


def hide(
    event_id: str, contribution_id: str, reason: str, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None
) -> None:
    """A leader hides it, with a reason that its author is told."""
    rules.check_hiding(reason)
    with db.writing() as session:
        _hold(session, contribution_id)
        contribution = _here(session, event_id, contribution_id)
        if contribution.hiding is None:
            session.add(
                Hiding(contribution_id=contribution_id, at=now, by_id=by_id, co_leader_id=co_leader_id, reason=reason)
            )
    changed(event_id)


def show_again(
    event_id: str, contribution_id: str, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None
) -> None:
    """A leader takes the hiding back, which stays a fact. What waited for approval is approved by it."""
    with db.writing() as session:
        take_turn(session, event_id)
        _hold(session, contribution_id)
        hiding = _of_event(session, event_id, contribution_id).hiding
        if hiding is not None:
            who = {"contribution_id": contribution_id, "at": now, "by_id": by_id, "co_leader_id": co_leader_id}
            was = {"hidden_at": hiding.at, "hidden_by_id": hiding.by_id, "hidden_co_leader_id": hiding.co_leader_id}
            session.add(Showing(**who, **was, reason=hiding.reason))
            session.delete(hiding)
            if session.get(Hold, contribution_id) and session.get(Approval, contribution_id) is None:
                session.add(Approval(**who))
    changed(event_id)


def merge(
    event_id: str, contribution_id: str, into_id: str, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None
) -> None:
    """It goes on as part of another one that says the same; what was merged into it goes along."""
    with db.writing() as session:
        _hold(session, contribution_id)
        contribution, other = _here(session, event_id, contribution_id), _here(session, event_id, into_id)
        if (contribution.kind, contribution.step_id) != (other.kind, other.step_id):
            raise Refusal("unknown_contribution", field="into")
        target = rules.check_merge(contribution_id, into_id, other.merge.into_id if other.merge else None)
        session.execute(update(Merge).where(Merge.into_id == contribution_id).values(into_id=target))
        session.merge(
            Merge(contribution_id=contribution_id, into_id=target, at=now, by_id=by_id, co_leader_id=co_leader_id)
        )
    changed(event_id)


def part(event_id: str, contribution_id: str, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None) -> None:
    """A leader takes a merge back, which stays a fact."""
    with db.writing() as session:
        _hold(session, contribution_id)
        merge = _of_event(session, event_id, contribution_id).merge
        if merge is not None:
            who = {"contribution_id": contribution_id, "at": now, "by_id": by_id, "co_leader_id": co_leader_id}
            was = {"merged_at": merge.at, "merged_by_id": merge.by_id, "merged_co_leader_id": merge.co_leader_id}
            session.add(Parting(**who, **was, into_id=merge.into_id))
            session.delete(merge)
    changed(event_id)


def _hold(session: Session, contribution_id: str) -> None:
    """Hold a contribution until this transaction ends: a double tap is one after the other."""
    session.execute(select(Contribution.id).where(Contribution.id == contribution_id).with_for_update(key_share=True))


def _pass_on(session: Session, root_id: str) -> None:
    """The first that was merged into `root_id` and is still here takes its place, with all who stand behind them."""
    parts = (
        select(Merge.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Merge.contribution_id)
        .outerjoin(Hiding, Hiding.contribution_id == Merge.contribution_id)
        .where(Merge.into_id == root_id, Withdrawal.contribution_id.is_(None))
        .order_by(Hiding.contribution_id.is_not(None), Merge.at)
    )
    heir_id = session.scalar(parts.limit(1))
    if heir_id is None:
        return
    session.execute(update(Merge).where(Merge.into_id == root_id).values(into_id=heir_id))
    session.execute(update(Merge).where(Merge.contribution_id == heir_id).values(contribution_id=root_id))


def _of_event(session: Session, event_id: str, contribution_id: str) -> Contribution:
    contribution = session.get(Contribution, contribution_id)
    if contribution is None or contribution.event_id != event_id:
        raise Refusal("unknown_contribution", status=404)
    return contribution


def _here(session: Session, event_id: str, contribution_id: str) -> Contribution:
    contribution = _of_event(session, event_id, contribution_id)
    rules.check_still_here(withdrawn=contribution.withdrawal is not None, erased=contribution.erasure is not None)
    return contribution
