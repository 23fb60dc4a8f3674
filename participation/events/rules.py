"""What holds for events and their agenda, as pure decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

from participation.refusal import Refusal

LONGEST = dt.timedelta(days=60)
MOST_SLIPS = 400

Step = TypeVar("Step", bound="HasId")


class HasId(Protocol):
    """Anything with an id."""

    id: str


def check_times(starts_at: dt.datetime, ends_at: dt.datetime, hear_back_on: dt.date | None) -> None:
    """An event ends after it starts and within two months, and people hear back afterwards."""
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise Refusal("ends_before_start", field="ends_at")
    if hear_back_on is not None and hear_back_on < starts_at.date():
        raise Refusal("heard_back_too_early", field="hear_back_on")


def may_lead(staff_id: str, is_administrator: bool, organisers: Collection[str]) -> bool:
    """An event is led by its own organisers; an administrator can step in for them."""
    return is_administrator or staff_id in organisers


def check_running(ending: str | None) -> None:
    """Nothing more comes into an event that was closed or cancelled."""
    if ending is not None:
        raise Refusal("event_over", status=409)


def check_still_there(seen: str | None, current_id: str | None) -> None:
    """Two leaders do not push the room past each other: who saw another step than the room is in looks again.

    `seen` is None where nothing was seen, such as in a script.
    """
    if seen is not None and seen != (current_id or ""):
        raise Refusal("room_moved_on", status=409)


def neighbour(steps: Sequence[Step], current_id: str | None, by: int, paused_id: str | None = None) -> Step | None:
    """The step `by` places after the current one; None at either end.

    When the room is nowhere: the step that was paused comes next, and the one before it lies behind; without a pause
    the first step comes next.
    """
    places = {step.id: place for place, step in enumerate(steps)}
    if current_id in places:
        place = places[current_id] + by
    elif paused_id in places:
        place = places[paused_id] + by - (by > 0)
    else:
        place = by - 1 if by > 0 else by
    return steps[place] if 0 <= place < len(steps) else None


def check_ending(kind: str, reason: str, hear_back_on: dt.date | None) -> None:
    """A closed event has a day on which people hear back, a cancelled one a reason."""
    if kind == "closed" and hear_back_on is None:
        raise Refusal("needs_hear_back", field="hear_back_on")
    if kind == "cancelled" and not reason:
        raise Refusal("missing", field="reason")
