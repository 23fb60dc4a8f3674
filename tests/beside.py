"""An evening with one step that is open beside what the room does."""

from __future__ import annotations

from participation import clock
from participation.events import actions as events
from participation.events.models import Step
from participation.events.moderation import actions as moderation
from tests.cast import Evening


class Beside:
    """A step of some kind, open beside the others; what is given there is shown at once unless a leader approves."""

    def __init__(self, evening: Evening, kind: str, *, approve_first: bool = False) -> None:
        self.evening = evening
        self.event_id = evening.event_id
        self.step_id = evening.add_step(kind)
        if not approve_first:
            moderation.set_approval(self.event_id, self.step_id, "open")
        evening.open_beside(self.step_id)

    @property
    def step(self) -> Step:
        """The step as it is in the database now."""
        return next(step for step in self.evening.event.steps if step.id == self.step_id)

    def open_others(self) -> None:
        """The leader opens to all what is given there."""
        events.open_others(self.event_id, self.step_id, self.evening.leader_id, clock.now())
