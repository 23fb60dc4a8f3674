"""What changes events, and where the room is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events import activities, rules
from participation.events.library import queries as library
from participation.events.library.models import steps_of
from participation.events.models import Event, EventEnding, EventOrganiser, Opening, Step
from participation.events.preparing.models import points_of
from participation.events.room.models import TimerMark
from participation.live import changed
from participation.people.duties import Duty
from participation.processes.models import Process
from participation.refusal import Refusal

JOIN_CODE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known about an event before it is held; times in UTC, `hear_back_on` a local day."""

    title: str
    place: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    hear_back_on: dt.date | None

    def check(self) -> None:
        """Refuse a plan that cannot be held."""
        rules.check_times(self.starts_at, self.ends_at, self.hear_back_on)

    def event(self, event_id: str, process_id: str, method_key: str, code: str, now: dt.datetime) -> Event:
        """The event that is planned, to be added to a session."""
        return Event(
            id=event_id,
            process_id=process_id,
            method=method_key,
            title=self.title,
            place=self.place,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            hear_back_on=self.hear_back_on,
            join_code=code,
            created_at=now,
        )


def create_event(
    process_id: str,
    plan: Plan,
    *,
    method_key: str,
    language: str,
    organiser_id: str,
    now: dt.datetime,
    once: str = "",
) -> str:
    """Prepare an event from a method: its agenda and checklist are copied, to be changed. Returns the event's id.

    `once` comes from the form: the same form with the same plan, sent twice, is one event.
    """
    plan.check()
    method = library.find(method_key)
    if method is None or not library.is_ready(method):
        raise Refusal("unknown_method", field="method")
    language = method.language(language)
    event_id = tokens.id_of("event", process_id, once, repr(plan)) if once else tokens.new_id()
    with db.writing() as session:
        session.execute(select(Process.id).where(Process.id == process_id).with_for_update())
        if session.get(Event, event_id) is not None:
            return event_id
        session.add(plan.event(event_id, process_id, method_key, free_code(session), now))
        session.flush()
        session.add(EventOrganiser(event_id=event_id, staff_id=organiser_id))
        session.add_all(steps_of(method, event_id, language))
        session.add_all(points_of(event_id, library.points_of(method, language, plan.starts_at, now)))
    return event_id


def change_event(event_id: str, plan: Plan) -> None:
    """Change title, place and times."""
    plan.check()
    with db.writing() as session:
        event = session.get_one(Event, event_id)
        event.title, event.place = plan.title, plan.place
        event.starts_at, event.ends_at, event.hear_back_on = plan.starts_at, plan.ends_at, plan.hear_back_on
    changed(event_id)


def change_step(
    event_id: str, step_id: str, *, title: str, prompt: str, minutes: int, note: str | None = None, timer: bool = False
) -> None:
    """Change a step's words and time; phones and screen show them at once.

    `note` is for those who lead (None: as it was). `timer`: it starts with the step.
    """
    with db.writing() as session:
        step = step_of(session, event_id, step_id)
        step.title, step.prompt, step.minutes = title, prompt, minutes
        step.settings = {**step.settings, "timer": timer, **({} if note is None else {"note": note})}
    changed(event_id)


def add_organiser(event_id: str, staff_id: str) -> None:
    """Let a colleague lead the event; adding twice is adding once."""
    with db.writing() as session:
        take_turn(session, event_id)
        session.merge(EventOrganiser(event_id=event_id, staff_id=staff_id))


def open_step(
    event_id: str,
    step_id: str,
    by_id: str,
    now: dt.datetime,
    *,
    seen: str | None = None,
    co_leader_id: str | None = None,
) -> None:
    """The room goes to a step: the one before closes, this one opens. Going where the room is changes nothing.

    `seen` is the step that the leader's page showed ("" for none); when the room has left that one, it stays where
    it is. `by_id` answers for it; `co_leader_id` is who pressed, when it was a co-leader.
    """
    with db.writing() as session:
        take_turn(session, event_id)
        step = step_of(session, event_id, step_id)
        check_event_running(session, event_id)
        current_id = _current(session, event_id)
        if current_id != step.id:
            rules.check_still_there(seen, current_id)
            _close(session, Opening.event_id == event_id, "step", by_id, now, co_leader_id)
            opening = _open(session, step, "step", by_id, now, co_leader_id)
            if step.settings.get("timer"):
                _start_timer(session, opening, step, now)
    changed(event_id)


def close_step(
    event_id: str, by_id: str, now: dt.datetime, *, seen: str | None = None, co_leader_id: str | None = None
) -> None:
    """The room pauses: no step is open."""
    with db.writing() as session:
        take_turn(session, event_id)
        current_id = _current(session, event_id)
        if current_id is not None:
            rules.check_still_there(seen, current_id)
            _close(session, Opening.event_id == event_id, "step", by_id, now, co_leader_id)
    changed(event_id)


def open_others(event_id: str, step_id: str, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None) -> None:
    """Participants see each other's contributions from now on."""
    with db.writing() as session:
        take_turn(session, event_id)
        step = step_of(session, event_id, step_id)
        if not _is_open(session, step.id, "others"):
            _open(session, step, "others", by_id, now, co_leader_id)
    changed(event_id)


def close_others(event_id: str, step_id: str, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None) -> None:
    """Participants see only their own again."""
    with db.writing() as session:
        step = step_of(session, event_id, step_id)
        _close(session, Opening.step_id == step.id, "others", by_id, now, co_leader_id)
    changed(event_id)


def end_event(
    event_id: str, kind: str, *, reason: str, hear_back_on: dt.date | None, by_id: str, now: dt.datetime
) -> None:
    """Close an event that was held, or cancel one; every step closes with it. Ending twice is refused,
    and so is ending while a vote is open."""
    with db.writing() as session:
        take_turn(session, event_id)
        event = session.get_one(Event, event_id)
        event.hear_back_on = hear_back_on or event.hear_back_on
        rules.check_times(event.starts_at, event.ends_at, event.hear_back_on)
        rules.check_ending(kind, reason, event.hear_back_on)
        if _ending(session, event_id) is not None:
            raise Refusal("already_over")
        if any(activities.of(step.kind).busy(step) for step in event.steps):
            raise Refusal("vote_still_open")
        for step in event.steps:
            activities.of(step.kind).check_end(step)
        for what in ("step", "beside"):
            _close(session, Opening.event_id == event_id, what, by_id, now)
        session.add(EventEnding(event_id=event_id, kind=kind, at=now, by_id=by_id, reason=reason))
    changed(event_id)


def take_turn(session: Session, event_id: str) -> None:
    """Hold the event until this transaction ends: leaders who press at the same moment are one after the other."""
    session.execute(select(Event.id).where(Event.id == event_id).with_for_update())


def check_event_running(session: Session, event_id: str) -> None:
    """Refuse when the event is over."""
    rules.check_running(_ending(session, event_id))


def free_code(session: Session) -> str:
    """A join code that no event ever had."""
    while True:
        code = tokens.new_code(JOIN_CODE_LENGTH)
        if not session.scalar(select(exists().where(Event.join_code == code))):
            return code


def step_of(session: Session, event_id: str, step_id: str) -> Step:
    """A step of this event; refuses another event's."""
    step = session.get(Step, step_id)
    if step is None or step.event_id != event_id:
        raise Refusal("unknown_step", status=404)
    return step


def _ending(session: Session, event_id: str) -> str | None:
    return session.scalar(select(EventEnding.kind).where(EventEnding.event_id == event_id))


def _current(session: Session, event_id: str) -> str | None:
    """The step that the room is in."""
    wanted = select(Opening.step_id).where(Opening.event_id == event_id, Opening.what == "step")
    return session.scalar(wanted.where(Opening.closed_at.is_(None)))


def _is_open(session: Session, step_id: str, what: str) -> bool:
    wanted = exists().where(Opening.step_id == step_id, Opening.what == what, Opening.closed_at.is_(None))
    return bool(session.scalar(select(wanted)))


def _open(
    session: Session, step: Step, what: str, by_id: str, now: dt.datetime, co_leader_id: str | None = None
) -> Opening:
    opening = Opening(
        event_id=step.event_id,
        step_id=step.id,
        what=what,
        opened_at=now,
        opened_by_id=by_id,
        opened_by_co_leader_id=co_leader_id,
    )
    session.add(opening)
    session.flush()
    return opening


def _close(
    session: Session, where: object, what: str, by_id: str, now: dt.datetime, co_leader_id: str | None = None
) -> None:
    session.execute(
        update(Opening)
        .where(where, Opening.what == what, Opening.closed_at.is_(None))  # type: ignore[arg-type]
        .values(closed_at=now, closed_by_id=by_id, closed_by_co_leader_id=co_leader_id)
    )


def _start_timer(session: Session, opening: Opening, step: Step, now: dt.datetime) -> None:
    """The step's timer starts with it."""
    session.add(
        TimerMark(
            id=tokens.new_id(),
            opening_id=opening.id,
            place=0,
            what="start",
            seconds=step.minutes * 60,
            at=now,
            by_id=opening.opened_by_id,
            co_leader_id=opening.opened_by_co_leader_id,
        )
    )


def _count_led(session: Session, staff_id: str) -> int:
    running = ~exists().where(EventEnding.event_id == EventOrganiser.event_id)
    wanted = select(func.count()).select_from(EventOrganiser).where(EventOrganiser.staff_id == staff_id, running)
    return session.scalar(wanted) or 0


def _hand_over_led(session: Session, staff_id: str, successor_id: str) -> None:
    theirs = select(EventOrganiser.event_id).where(EventOrganiser.staff_id == successor_id).scalar_subquery()
    session.execute(
        delete(EventOrganiser).where(EventOrganiser.staff_id == staff_id, EventOrganiser.event_id.in_(theirs))
    )
    session.execute(update(EventOrganiser).where(EventOrganiser.staff_id == staff_id).values(staff_id=successor_id))


LEADING = Duty(_count_led, _hand_over_led)
"""Events that are not over are led by somebody: who leaves hands them over."""
