"""Events and young people of the demonstration, made by the same actions as real ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from participation import clock, tokens
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.events.actions import Plan
from participation.events.contributions import actions as contributions
from participation.events.contributions.actions import Gift
from participation.events.models import Step
from participation.events.moderation import actions as moderation
from participation.events.participants import actions as participants
from participation.events.participants import queries as participant_queries
from participation.ideas import actions as ideas
from participation.proposals.helped import actions as helping
from participation.voting import actions as voting
from participation.voting.rules import Draft, entry_key

HELPED: Mapping[str, Sequence[tuple[str, int, Sequence[str]]]] = {
    "well": (
        ("yes", 3, ("happened", "answer")),
        ("yes", 3, ("happened",)),
        ("yes", 2, ("reasons",)),
        ("half", 2, ("slow",)),
        ("yes", 3, ("asked", "reasons")),
        ("no", 1, ("other",)),
        ("yes", 2, ("answer",)),
    ),
    "badly": (
        ("no", 1, ("other",)),
        ("half", 2, ("happened",)),
        ("no", 1, ("other",)),
        ("half", 1, ("answer",)),
        ("no", 0, ("other",)),
        ("yes", 2, ("happened",)),
    ),
}
"""Whether what was done helped, how far they felt listened to (0-3), and why."""


@dataclass(frozen=True, slots=True)
class Young:
    """A participant, and the secret that would be kept by the phone."""

    id: str
    secret: str


def afternoon(now: dt.datetime, days: int, zone: str) -> dt.datetime:
    """Five in the afternoon so many days from now, where the municipality is."""
    day = clock.local_date(now, zone) + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(17), ZoneInfo(zone)).astimezone(dt.UTC)


def event_of(
    process_id: str,
    title: str,
    place: str,
    organiser_id: str,
    starts_at: dt.datetime,
    zone: str,
    *,
    method: str = "idea-workshop",
) -> str:
    """An event by a method, of four hours from the full hour of `starts_at`; returns its id."""
    starts_at = starts_at.replace(minute=0, second=0, microsecond=0)
    plan = Plan(
        title=title,
        place=place,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=4),
        hear_back_on=clock.local_date(starts_at, zone) + dt.timedelta(days=21),
    )
    return events.create_event(
        process_id, plan, method_key=method, language="sv", organiser_id=organiser_id, now=starts_at
    )


def step_of(event_id: str, kind: str) -> Step:
    """The first step of a kind."""
    event = event_queries.event(event_id)
    assert event is not None
    return next(step for step in event.steps if step.kind == kind)


def join(event_id: str, role: str = "") -> Young:
    """Somebody joins, and may say what they are here as."""
    secret = participants.join(event_id, tokens.new_id(), role)
    found = participant_queries.by_secret(event_id, secret)
    assert found is not None
    return Young(found.id, secret)


def give(event_id: str, step_id: str, who: Young, text: str, now: dt.datetime) -> str:
    """Somebody gives an idea, and the leader lets it through; returns its id."""
    gift = Gift(tokens.new_id(), event_id, step_id, who.id, ideas.KIND, text, "sv")
    ideas.give_idea(gift, now)
    moderation.approve(event_id, [gift.id], min(event_queries.organisers(event_id)), now)
    return gift.id


def support(event_id: str, contribution_id: str, who: Young) -> None:
    """Somebody stands behind an idea."""
    contributions.support(event_id, contribution_id, who.id)


def say_whether_it_helped(number: int, young: Sequence[Young], how: str, now: dt.datetime) -> None:
    """Some of those who asked say whether it helped, and whether they felt listened to: see `HELPED` for `how`."""
    for who, (helped, listened, whys) in zip(young, HELPED[how], strict=False):
        helping.answer(number, who.id, helped, listened, whys, now=now)


def vote(
    event_id: str,
    given: Sequence[str],
    young: Sequence[Young],
    choices: Sequence[Collection[int]],
    organiser_id: str,
    opened: dt.datetime,
    promise_by: dt.date,
) -> None:
    """A vote upon what was given: each of `young` chooses the places in `choices`; closed after twelve minutes."""
    step_id = step_of(event_id, "vote").id
    events.open_step(event_id, step_id, organiser_id, opened)
    draft = Draft(
        contribution_ids=tuple(given),
        most=min(3, len(given) - 1),
        promise_who="Petra Ek, kultur- och fritidsnämnden",
        promise_what="tar upp de främsta på nämndens möte",
        promise_by=promise_by,
        announced_live=False,
    )
    vote_id = voting.prepare_vote(event_id, step_id, draft, opened)
    voting.open_vote(event_id, vote_id, organiser_id, opened)
    for who, chosen in zip(young, choices, strict=True):
        keys = [entry_key(vote_id, number + 1) for number in sorted(chosen)]
        voting.cast_ballot(event_id, vote_id, who.id, who.secret, keys)
    voting.close_vote(event_id, vote_id, organiser_id, opened + dt.timedelta(minutes=12))
