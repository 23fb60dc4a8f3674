"""Two earlier meetings: an idea workshop with its vote, and the dialogue of a school's classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from participation import clock
from participation.demo.answering import MEETINGS, Meeting, Telling
from participation.demo.gathering import afternoon, event_of, give, join, step_of, support, vote
from participation.events import actions as events


def build(process_id: str, telling: Telling, organiser_id: str, now: dt.datetime) -> None:
    """An idea workshop 48 days ago, with a vote upon what was said."""
    start = afternoon(now, -48, telling.zone)
    event_id = event_of(process_id, "Idéverkstad för trygghet", "Rådhuset", organiser_id, start, telling.zone)
    meeting = Meeting(event_id, start, organiser_id, [join(event_id) for _place in range(34)])
    given = _say(meeting, MEETINGS["evening"]["said"], telling)
    choices = [{place % 2, place % 3 + 1, place % 5} for place in range(len(meeting.young))]
    decided = clock.local_date(start, telling.zone) + dt.timedelta(days=20)
    vote(event_id, given, meeting.young, choices, organiser_id, start + dt.timedelta(hours=1), decided)
    _end(meeting)


def build_class(process_id: str, telling: Telling, organiser_id: str, now: dt.datetime) -> None:
    """Classes of a school talked about their school and the youth centre, 41 days ago."""
    start = afternoon(now, -41, telling.zone)
    event_id = event_of(process_id, "Klassdialog på Norrskolan", "Norrskolan", organiser_id, start, telling.zone)
    meeting = Meeting(event_id, start, organiser_id, [join(event_id) for _place in range(28)])
    _say(meeting, MEETINGS["class"]["said"], telling)
    _end(meeting)


def _say(meeting: Meeting, said: Sequence[Mapping[str, Any]], telling: Telling) -> list[str]:
    """Everything is given and supported, and will become a proposal; returns the ideas."""
    step_id = step_of(meeting.event_id, "ideas").id
    events.open_step(meeting.event_id, step_id, meeting.organiser_id, meeting.start)
    events.open_others(meeting.event_id, step_id, meeting.organiser_id, meeting.start)
    given = []
    for place, idea in enumerate(said):
        moment = meeting.start + dt.timedelta(minutes=10 + place)
        contribution_id = give(meeting.event_id, step_id, meeting.young[place], idea["words"], moment)
        for who in meeting.young[: idea["support"]]:
            support(meeting.event_id, contribution_id, who)
        telling.carry_on(meeting, idea, contribution_id)
        given.append(contribution_id)
    return given


def _end(meeting: Meeting) -> None:
    end = meeting.start + dt.timedelta(hours=3)
    events.end_event(meeting.event_id, "closed", reason="", hear_back_on=None, by_id=meeting.organiser_id, now=end)
