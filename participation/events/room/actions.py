"""What leaders do with the room's clock and screen."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, select, update

from participation import db, tokens
from participation.events.actions import check_event_running, step_of, take_turn
from participation.events.models import Opening
from participation.events.room import rules
from participation.events.room.models import ScreenCover, TimerMark
from participation.live import changed
from participation.refusal import Refusal


def press_timer(
    event_id: str, step_id: str, what: str, *, once: str, by_id: str, now: dt.datetime, co_leader_id: str | None = None
) -> None:
    """Start, pause, go on with or lengthen the timer of the step that the room is in.

    `once` comes from the form: sent twice, it is pressed once. What changes nothing is not written.
    """
    with db.writing() as session:
        take_turn(session, event_id)
        step = step_of(session, event_id, step_id)
        is_open = (Opening.step_id == step_id, Opening.what == "step", Opening.closed_at.is_(None))
        opening_id = session.scalar(select(Opening.id).where(*is_open))
        if opening_id is None:
            raise Refusal("room_moved_on", status=409)
        mark_id = tokens.id_of("timer", str(opening_id), what, once)
        wanted = select(TimerMark).where(TimerMark.opening_id == opening_id).order_by(TimerMark.place)
        marks = session.scalars(wanted).all()
        timer = rules.timer_of(rules.Press(mark.what, mark.at, mark.seconds) for mark in marks)
        press = rules.answer(timer, what, now, step.minutes * 60)
        if press is not None and mark_id not in {mark.id for mark in marks}:
            session.add(
                TimerMark(
                    id=mark_id,
                    opening_id=opening_id,
                    place=len(marks),
                    what=press.what,
                    seconds=press.seconds,
                    at=now,
                    by_id=by_id,
                    co_leader_id=co_leader_id,
                )
            )
    changed(event_id)


def open_beside(event_id: str, step_id: str, *, by_id: str, now: dt.datetime, co_leader_id: str | None = None) -> None:
    """Open a step beside the one that the room is in, for who chooses it on the phone; opening twice is once."""
    with db.writing() as session:
        take_turn(session, event_id)
        step = step_of(session, event_id, step_id)
        check_event_running(session, event_id)
        if session.scalar(select(Opening.id).where(*_is_beside(step_id))) is None:
            opened = {"opened_at": now, "opened_by_id": by_id, "opened_by_co_leader_id": co_leader_id}
            session.add(Opening(event_id=event_id, step_id=step.id, what="beside", **opened))
    changed(event_id)


def close_beside(event_id: str, step_id: str, *, by_id: str, now: dt.datetime, co_leader_id: str | None = None) -> None:
    """Close a step that is open beside the room's."""
    with db.writing() as session:
        step_of(session, event_id, step_id)
        closed = {"closed_at": now, "closed_by_id": by_id, "closed_by_co_leader_id": co_leader_id}
        session.execute(update(Opening).where(*_is_beside(step_id)).values(**closed))
    changed(event_id)


def cover_screen(event_id: str, *, by_id: str, now: dt.datetime, co_leader_id: str | None = None) -> None:
    """Hide everything on the big screen; hiding twice is once."""
    with db.writing() as session:
        take_turn(session, event_id)
        covered = select(ScreenCover.id).where(ScreenCover.event_id == event_id, ScreenCover.revealed_at.is_(None))
        if session.scalar(covered) is None:
            session.add(
                ScreenCover(
                    event_id=event_id, covered_at=now, covered_by_id=by_id, covered_by_co_leader_id=co_leader_id
                )
            )
    changed(event_id)


def reveal_screen(event_id: str, *, by_id: str, now: dt.datetime, co_leader_id: str | None = None) -> None:
    """Show the big screen again."""
    with db.writing() as session:
        session.execute(
            update(ScreenCover)
            .where(ScreenCover.event_id == event_id, ScreenCover.revealed_at.is_(None))
            .values(revealed_at=now, revealed_by_id=by_id, revealed_by_co_leader_id=co_leader_id)
        )
    changed(event_id)


def _is_beside(step_id: str) -> tuple[ColumnElement[bool], ...]:
    return (Opening.step_id == step_id, Opening.what == "beside", Opening.closed_at.is_(None))
