"""What an idea board leaves in its event's report: what came in, by theme; what was merged is counted once."""

from __future__ import annotations

from participation.events.activities import Reported
from participation.events.afterwards import rules
from participation.events.contributions import queries as contributions
from participation.events.models import Step
from participation.ideas import queries


def of_step(step: Step) -> Reported | None:
    """The ideas that everybody may see, in their themes, best supported first; None when there are none."""
    shown = contributions.of_step(step.id, None)
    if not shown:
        return None
    groups = [group for group in queries.board(step.id, shown) if group.ideas]
    merged = contributions.merged_groups(step.event_id)
    rows = [
        {
            "kind": "idea",
            "id": idea.id,
            "text": idea.text,
            "theme": group.title,
            "merged": len(merged.get(idea.id, ())),
            "support": rules.told(idea.support),
        }
        for group in groups
        for idea in group.ideas
    ]
    same = {root: len(parts) for root, parts in merged.items()}
    return Reported({"groups": groups, "count": len(shown), "same": same}, rows)
