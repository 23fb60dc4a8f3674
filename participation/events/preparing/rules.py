"""What holds for an event's checklist, as pure decisions."""

from __future__ import annotations

from dataclasses import dataclass

from participation.refusal import Refusal

LONGEST_POINT = 200
LONGEST_NAME = 80
MOST_POINTS = 60
"""More than this nobody goes through before an event."""


def check_points(known: int, more: int = 1) -> None:
    """Refuse what makes the list longer than anybody reads."""
    if known + more > MOST_POINTS:
        raise Refusal("too_many_points", field="text", most=MOST_POINTS)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a checklist is: `done` of `total` points are ticked."""

    done: int
    total: int

    @property
    def ready(self) -> bool:
        """Whether nothing is left."""
        return self.done == self.total
