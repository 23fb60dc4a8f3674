"""A process on one line, from the first time that somebody was listened to until it is known whether it helped.

`processes` knows no events and no proposals. Each room above registers what it has on the line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from flask import current_app

from participation.processes.line.rules import Milestone

Teller = Callable[[str, dt.date], Sequence[Milestone]]
"""For a process (by its id) and today: what a room has on its line; as many queries for one as for many."""


def register(teller: Teller) -> None:
    """Let a room above tell what it has on the lines of processes."""
    current_app.extensions.setdefault("milestones", []).append(teller)


def milestones(process_id: str, today: dt.date) -> list[Milestone]:
    """What all rooms have on the line of a process."""
    return [one for teller in current_app.extensions.get("milestones", []) for one in teller(process_id, today)]
