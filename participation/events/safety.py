"""What the page "Prepare" shows of approval and of the adult on duty."""

from __future__ import annotations

from participation.events import activities
from participation.events.duty import queries as duty
from participation.events.models import Event
from participation.events.moderation import rules
from participation.people import queries as people


def safety(event: Event) -> dict[str, object]:
    """Steps in which people give something, each with whether a leader looks first; who is and who can be on duty."""
    adult = duty.on_duty(event.id)
    return {
        "gathering": [
            (step, rules.approves_first(step.settings)) for step in event.steps if activities.of(step.kind).gathers
        ],
        "adult_id": adult.id if adult else "",
        "adults": people.present(),
    }
