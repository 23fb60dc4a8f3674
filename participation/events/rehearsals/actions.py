"""Beginning a rehearsal, letting pretend participants act, ending it without a trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events import activities
from participation.events.actions import check_event_running, free_code, step_of, take_turn
from participation.events.models import Event, EventOrganiser
from participation.events.participants import actions as participants
from participation.events.participants.models import Participant
from participation.events.preparing.actions import like
from participation.events.rehearsals import rules, wiping
from participation.jobs import actions as queue
from participation.live import changed
from participation.media import actions as media
from participation.refusal import Refusal

JOB = "rehearsal"
TRIES = 5


def begin(event_id: str, by_id: str, now: dt.datetime) -> str:
    """Make a twin of the event with the same agenda and a code of its own, and let pretend participants join it.

    Returns the twin's id. An event has one rehearsal at a time: beginning again leads to it.
    """
    with db.writing() as session:
        take_turn(session, event_id)
        check_event_running(session, event_id)
        source = session.get_one(Event, event_id)
        rules.check_real(source.rehearses_id)
        twin_id = session.scalar(select(Event.id).where(Event.rehearses_id == event_id))
        if twin_id is None:
            twin_id = tokens.new_id()
            _make_twin(session, source, twin_id, by_id, now)
            queue.enqueue(session, JOB, f"{JOB}:{twin_id}", now + rules.LASTS, {"event": twin_id})
    for number in range(rules.PEOPLE):
        participants.join(twin_id, _once(number))
    return twin_id


def _make_twin(session: Session, source: Event, twin_id: str, by_id: str, now: dt.datetime) -> None:
    session.add(
        Event(
            id=twin_id,
            process_id=source.process_id,
            rehearses_id=source.id,
            method=source.method,
            title=source.title,
            place=source.place,
            starts_at=now,
            ends_at=now + (source.ends_at - source.starts_at),
            hear_back_on=source.hear_back_on,
            join_code=free_code(session),
            created_at=now,
        )
    )
    session.flush()
    leading = session.scalars(select(EventOrganiser.staff_id).where(EventOrganiser.event_id == source.id))
    session.add_all(EventOrganiser(event_id=twin_id, staff_id=staff_id) for staff_id in {*leading, by_id})
    session.add_all(like(step, twin_id) for step in source.steps)


def let_answer(event_id: str, step_id: str, turn: int) -> None:
    """Some pretend participants take part in a step, by the same actions as real ones.

    `turn` is how many acts there were when the button was made: the same form sent twice is one press.
    """
    with db.writing() as session:
        take_turn(session, event_id)
        rules.check_rehearsal(session.get_one(Event, event_id).rehearses_id)
        step = step_of(session, event_id, step_id)
        if step.settings.get("pretended", 0) != turn:
            return
        step.settings = {**step.settings, "pretended": turn + rules.AT_ONCE}
        kind = step.kind
    pretend = activities.of(kind).pretend
    if pretend is None:
        raise Refusal("nobody_answers", status=409)
    for place in range(turn, turn + rules.AT_ONCE):
        fresh = step_of(db.db.session(), event_id, step_id)
        pretend(fresh, _pretender(event_id, place))


def _pretender(event_id: str, turn: int) -> activities.Pretender:
    secret = participants.join(event_id, _once(turn % rules.PEOPLE))
    wanted = select(Participant.id).where(Participant.token_hash == participants.device_hash(secret))
    return activities.Pretender(db.db.session.scalars(wanted).one(), secret, turn)


def _once(number: int) -> str:
    return f"pretend-{number}"


def end(event_id: str) -> None:
    """Nothing of the rehearsal is left. Ending what has ended changes nothing.

    On PostgreSQL a phone may write in the same moment what then refers to a row that goes: it is tried again.
    """
    for left in reversed(range(TRIES)):
        try:
            pictures = _wipe(event_id)
            break
        except IntegrityError:
            if not left:
                raise
    media.remove_files(pictures)
    changed(event_id)


def _wipe(event_id: str) -> list[str]:
    with db.writing() as session:
        take_turn(session, event_id)
        event = session.get(Event, event_id)
        if event is None:
            return []
        rules.check_rehearsal(event.rehearses_id)
        return wiping.wipe(session, event_id)


def do_job(payload: Mapping[str, Any], _now: dt.datetime) -> None:
    """End a rehearsal that nobody ended."""
    end(payload["event"])
