"""What a walk leaves in its event's report: every place with what was said there; what is hidden is not in it."""

from __future__ import annotations

from itertools import groupby

from participation.events.activities import Reported
from participation.events.afterwards import rules
from participation.events.models import Step
from participation.walks import queries
from participation.walks.marking import queries as marking
from participation.walks.marking.queries import Marked


def of_step(step: Step) -> Reported | None:
    """The observations by place, stops in their order first, then other places by name; None when there are none."""
    walk = queries.walk(step)
    shown = [item for item in marking.of_step(step.id) if not (item.said.hidden_because or item.said.merged_into)]
    if not shown:
        return None

    def order(item: Marked) -> tuple[int, str]:
        return walk.plan.number(item.facts.stop) or len(walk.plan.stops) + 1, item.facts.place

    places = [(key[1], list(items)) for key, items in groupby(sorted(shown, key=order), key=order)]
    sides = {side: sum(item.side == side for item in shown) for side in ("unsafe", "neither", "safe")}
    rows = [
        {
            "kind": "observation",
            "id": item.said.id,
            "text": item.said.text,
            "theme": item.facts.place,
            "support": rules.told(item.said.support),
        }
        for _place, items in places
        for item in items
    ]
    return Reported({"walk": walk, "places": places, "sides": sides, "marks": walk.marks(shown)}, rows)
