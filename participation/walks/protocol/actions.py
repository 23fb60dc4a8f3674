"""Saving rows of the protocol, one by one or a whole table at once, and making it public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import clock, db
from participation.events.actions import take_turn
from participation.events.models import Event
from participation.events.rehearsals.rules import check_real
from participation.people.models import Department
from participation.refusal import Refusal
from participation.walks.places.actions import place_of
from participation.walks.places.models import Place
from participation.walks.planning.actions import walk_step
from participation.walks.protocol import asking, queries, rules
from participation.walks.protocol.models import PlaceAnswer, ProtocolRelease
from participation.walks.protocol.rules import Answer, Change, Editor


def answer(step_id: str, changes: Sequence[Change], editor: Editor, now: dt.datetime) -> dict[str, Refusal]:
    """Save rows, each for itself: one that is refused keeps none of the others back.

    Returns the refusals by place. Rows that were left as they were, or that say so already, are not saved again.
    """
    refused = {}
    for change in changes:
        try:
            take_in(step_id, [change], editor, now)
        except Refusal as refusal:
            refused[change.place_id] = refusal
    return refused


def take_in(step_id: str, changes: Sequence[Change], editor: Editor, now: dt.datetime) -> None:
    """Save rows all at once or none of them."""
    with db.writing() as session:
        # Places are held in one order, so that two who save at once wait for each other and no longer.
        for change in sorted(changes, key=lambda change: change.place_id):
            _save(session, step_id, change, editor, now)


def problems(step_id: str, changes: Sequence[Change], editor: Editor) -> dict[str, Refusal]:
    """What would keep each row from being saved, by place, before anything is."""
    found = {}
    for change in changes:
        try:
            _checked(db.db.session(), step_id, change, editor)
        except Refusal as refusal:
            found[change.place_id] = refusal
    return found


def publish(event_id: str, step_id: str, by_id: str, now: dt.datetime) -> None:
    """Everybody may read the protocol. Publishing twice is once."""
    with db.writing() as session:
        take_turn(session, event_id)
        walk_step(session, event_id, step_id)
        check_real(session.get_one(Event, event_id).rehearses_id)
        if session.get(ProtocolRelease, step_id) is None:
            session.add(ProtocolRelease(step_id=step_id, at=now, by_id=by_id))


def take_back(event_id: str, step_id: str) -> None:
    """The protocol is no longer public."""
    with db.writing() as session:
        take_turn(session, event_id)
        walk_step(session, event_id, step_id)
        if (release := session.get(ProtocolRelease, step_id)) is not None:
            session.delete(release)


def ask_departments(event_id: str, step_id: str, answer_by: dt.date, by_id: str, now: dt.datetime) -> None:
    """Write to each department one letter about all places that wait for it; pressed twice on one day it is one."""
    if answer_by < clock.local_date(now, current_app.config["TIMEZONE"]):
        raise Refusal("day_has_passed", field="answer_by")
    with db.writing() as session:
        take_turn(session, event_id)
        check_real(session.get_one(Event, event_id).rehearses_id)
        step = walk_step(session, event_id, step_id)
        askings = asking.askings(step_id, queries.of_walk(step))
        if not any(each.waiting and each.receivers for each in askings):
            raise Refusal("nobody_to_ask", field="answer_by")
        for each in askings:
            asking.post(session, step_id, each, answer_by, by_id, now)


def _save(session: Session, step_id: str, change: Change, editor: Editor, now: dt.datetime) -> None:
    session.execute(select(Place.id).where(Place.id == change.place_id).with_for_update(key_share=True))
    version = _checked(session, step_id, change, editor)
    if version is None:
        return
    said = change.answer
    session.add(
        PlaceAnswer(
            place_id=change.place_id,
            version=version,
            outcome=said.outcome,
            department_id=said.department_id or None,
            due=said.due,
            words=said.words,
            to_whom=said.to_whom,
            work_order=said.work_order,
            at=now,
            by_id=editor.staff_id,
        )
    )


def _checked(session: Session, step_id: str, change: Change, editor: Editor) -> int | None:
    """The version that a row gets; None when there is nothing to save. Refuses what may not be."""
    place_of(session, step_id, change.place_id)
    of_place = select(PlaceAnswer).where(PlaceAnswer.place_id == change.place_id)
    latest = session.scalar(of_place.order_by(PlaceAnswer.version.desc()).limit(1))
    before = _seen(session, change)
    version = latest.version if latest else 0
    if not rules.is_new(change, before, queries.answer_of(latest), version):
        return None
    if not editor.may(latest.department_id if latest else None):
        raise Refusal("not_your_row", status=403)
    if change.answer.department_id and session.get(Department, change.answer.department_id) is None:
        raise Refusal("not_a_choice", field="department")
    return version + 1


def _seen(session: Session, change: Change) -> Answer:
    """What the row said to whoever changed it."""
    return queries.answer_of(session.get(PlaceAnswer, (change.place_id, change.seen)) if change.seen else None)
