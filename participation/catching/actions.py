"""Catching a wish, and passing one on. Everything here is safe to send twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from participation import db, methods
from participation.catching.models import PassingOn
from participation.events import actions as events
from participation.events import activities
from participation.events.actions import Plan
from participation.events.contributions.actions import Gift
from participation.events.contributions.models import Contribution
from participation.events.contributions.rules import check_id
from participation.events.models import Event, EventEnding, Step
from participation.events.participants import actions as participants
from participation.events.participants import queries as participant_queries
from participation.ideas import actions as ideas
from participation.refusal import Refusal

METHOD = "out-in-town"


@dataclass(frozen=True, slots=True)
class Caught:
    """A wish that was caught: where it stands, and the private code of who said it. The code is told only now."""

    event_id: str
    contribution_id: str
    code: str


def catch(
    process_id: str, wish_id: str, text: str, *, by_id: str, language: str, zone: str, now: dt.datetime
) -> Caught:  # fmt: skip
    """Write down what somebody said, as an idea of their own. Sent twice it is one, with a new private code.

    Four verbs one after another, each safe to repeat; so is the whole.
    """
    check_id(wish_id)
    event_id = month_of(process_id, by_id=by_id, language=language, zone=zone, now=now)
    secret = participants.join(event_id, f"caught:{wish_id}")
    who = participant_queries.by_secret(event_id, secret)
    assert who is not None
    step_id = db.db.session.scalars(select(Step.id).where(Step.event_id == event_id, Step.kind == "ideas")).first()
    if step_id is None:
        raise Refusal("not_an_idea_step")
    ideas.give_idea(Gift(wish_id, event_id, step_id, who.id, ideas.KIND, text, language, written_down=True), now)
    return Caught(event_id, wish_id, participants.make_way_back(who.id))


def month_of(process_id: str, *, by_id: str, language: str, zone: str, now: dt.datetime) -> str:
    """The event that holds what is caught in a process this month; made with the month's first wish."""
    first = now.astimezone(ZoneInfo(zone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    last = (first + dt.timedelta(days=32)).replace(day=1)
    found = db.db.session.scalar(
        select(Event.id)
        .outerjoin(EventEnding, EventEnding.event_id == Event.id)
        .where(Event.process_id == process_id, Event.method == METHOD, Event.starts_at == first)
        .where(EventEnding.event_id.is_(None))
        .order_by(Event.created_at)
    )
    if found is not None:
        return found
    title = methods.library()[METHOD].title[language]
    plan = Plan(title=f"{title} {first:%Y-%m}", place="", starts_at=first, ends_at=last, hear_back_on=None)
    return events.create_event(
        process_id, plan, method_key=METHOD, language=language, organiser_id=by_id, now=now, once=METHOD
    )


def pass_on(contribution_id: str, to_whom: str, *, by_id: str, now: dt.datetime) -> None:
    """Hand a wish to who can do it. Whom it was passed on to last counts."""
    with db.writing() as session:
        wish = session.get(Contribution, contribution_id)
        if wish is None:
            raise Refusal("no_such_wish", status=404)
        before = session.get(PassingOn, contribution_id)
        if before is None and activities.carried_on([contribution_id]):
            raise Refusal("already_carried_on")
        session.merge(PassingOn(contribution_id=contribution_id, to_whom=to_whom, at=now, by_id=by_id))
