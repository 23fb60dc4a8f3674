"""What the report and the poster of an event hold, shaped for the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from participation.events import activities, outcomes, queries
from participation.events.activities import Context, Offer, Reported
from participation.events.afterwards import rules
from participation.events.contributions import queries as contributions
from participation.events.models import Event, Step
from participation.events.outcomes import Outcome
from participation.events.participants import queries as participants

MOST_WORDS = 5
"""What was most supported, on the poster."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there, in numbers only. None where the number is so small that it could tell who."""

    joined: int | None
    printed: int
    used: int | None
    roles: Mapping[str, int | None]
    """How many said what they are here as, and under `silent` how many did not; empty when nobody did."""


@dataclass(frozen=True, slots=True)
class Given:
    """What came in, in numbers: what everybody may read (merged ones once), and what was taken away and why."""

    shown: int
    merged: int
    hidden: int | None
    withdrawn: int | None
    erased: int


@dataclass(frozen=True, slots=True)
class Part:
    """A step of the report: what its activity left. `number` is its place in the agenda, from 1."""

    number: int
    step: Step
    folder: str
    reported: Reported


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that happens next. `outcome` is what it is owed for; None for the day on which people hear back."""

    due: dt.date
    what: str
    who: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Report:
    """An event's report."""

    event: Event
    attendance: Attendance
    given: Given
    parts: Sequence[Part]
    outcomes: Sequence[Outcome]

    @property
    def coming(self) -> list[Coming]:
        """What happens next, the nearest day first."""
        owed = [Coming(item.due, item.what, item.who, outcome) for outcome in self.outcomes for item in outcome.owed]
        heard = [Coming(self.event.hear_back_on, "", "", None)] if self.event.hear_back_on else []
        return sorted([*owed, *heard], key=lambda item: item.due)


@dataclass(frozen=True, slots=True)
class HowItWent:
    """The poster: what was most supported, and what was answered to each proposal."""

    event: Event
    words: Sequence[Offer]
    outcomes: Sequence[Outcome]

    @property
    def answered(self) -> bool:
        """Whether anything has been answered yet."""
        return any(outcome.answered_on for outcome in self.outcomes)


def report(event: Event) -> Report:
    """The report of an event: as many queries for one contribution as for four hundred."""
    joined = queries.joined(event.id)
    printed, used = participants.slips(event.id)
    fates = contributions.fates(event.id)
    return Report(
        event=event,
        attendance=Attendance(rules.told(joined), printed, rules.told_part(used, joined), _roles(event.id)),
        given=Given(
            shown=fates.get("shown", 0),
            merged=fates.get("merged", 0),
            hidden=rules.told(fates.get("hidden", 0)),
            withdrawn=rules.told(fates.get("withdrawn", 0)),
            erased=fates.get("erased", 0),
        ),
        parts=_parts(event),
        outcomes=outcomes.of_event(event.id),
    )


def how_it_went(event: Event) -> HowItWent:
    """What the poster tells."""
    return HowItWent(event, activities.offers(event.id)[:MOST_WORDS], outcomes.of_event(event.id))


def _roles(event_id: str) -> Mapping[str, int | None]:
    counted = participants.role_counts(event_id)
    return rules.told_parts(asdict(counted)) if counted.said else {}


def _parts(event: Event) -> list[Part]:
    parts = []
    for number, step in enumerate(event.steps, 1):
        activity = activities.of(step.kind)
        if (reported := activity.report(step)) is not None:
            parts.append(Part(number, step, activity.folder, reported))
    return parts


def rows(report: Report, base: str) -> list[Context]:
    """The report's rows for the data: what each step left, then what was made of it. `base` is the site's address."""
    found: list[Context] = []
    for part in report.parts:
        place = {"step": part.number, "step_title": part.step.title}
        for row in part.reported.rows:
            found.append({**place, **row, "address": base + row["address"] if row.get("address") else None})
    for outcome in report.outcomes:
        found.append(
            {
                "kind": "proposal",
                "id": outcome.number,
                "text": outcome.title,
                "state": outcome.state,
                "board": outcome.board,
                "answerer": outcome.answerer,
                "reply_by": outcome.reply_by.isoformat(),
                "decide_by": outcome.decide_by.isoformat(),
                "answered_on": outcome.answered_on.isoformat() if outcome.answered_on else None,
                "done_on": outcome.done_on.isoformat() if outcome.done_on else None,
                "address": base + outcome.address,
            }
        )
    return found
