"""What holds for an agenda's order, as pure decisions."""

from __future__ import annotations

from collections.abc import Sequence

from participation.refusal import Refusal

MOST_STEPS = 60
"""An agenda that nobody could lead any more."""


def check_room_for_one(steps: int) -> None:
    """Refuse one more step than anybody can lead."""
    if steps >= MOST_STEPS:
        raise Refusal("too_many_steps", most=MOST_STEPS)


def moved(order: Sequence[str], step_id: str, to: int) -> list[str]:
    """The ids in `order` with `step_id` at place `to` (from 0); past either end means at that end.

    The place is the form's, not "one up": a form that is sent twice moves once.
    """
    rest = [other for other in order if other != step_id]
    place = min(max(to, 0), len(rest))
    return [*rest[:place], step_id, *rest[place:]]


def placed(order: Sequence[str], step_id: str, after_id: str) -> list[str]:
    """The ids in `order` with a new `step_id` after `after_id`; at the end when that is not there."""
    place = order.index(after_id) + 1 if after_id in order else len(order)
    return [*order[:place], step_id, *order[place:]]
