"""What a process's evaluation tells of its events: how many were held, how many came, what came in."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from participation import clock
from participation.events import queries
from participation.events.afterwards.rules import told
from participation.events.afterwards.words import few
from participation.events.contributions import queries as contributions
from participation.events.models import Event
from participation.processes.chapters import Chapter, Figure, Told

KINDS = {
    "idea": _l("Ideas"),
    "solution": _l("Solutions"),
    "observation": _l("Places marked on walks"),
    "statement": _l("Statements"),
    "question": _l("Questions"),
    "story": _l("Stories"),
}
"""What can come in, as a chapter names it; other kinds are counted together."""


@dataclass(frozen=True, slots=True)
class Held:
    """An event that was held, with how many came: None when so few that it could tell who."""

    event: Event
    joined: int | None


def _read(process_id: str) -> Told | None:
    """What was held; a cancelled event, and one that is still to come, is not."""
    closed = [row for row in queries.of_process(process_id) if row[0].ending and row[0].ending.kind == "closed"]
    held = [Held(row[0], told(row[1])) for row in reversed(closed)]
    if not held:
        return None
    joined = sum(row[1] for row in closed)
    came_in = _named(contributions.counted(process_id))
    rows = [
        {
            "what": one.event.title,
            "when": clock.iso(one.event.starts_at)[:10],
            "number": one.joined,
        }
        for one in held
    ]
    rows += [{"what": name, "number": count} for name, count in came_in.items()]
    figures = [Figure(str(len(held)), _("events held")), Figure(few(joined), _("came, counted at each event"))]
    return Told({"held": held, "joined": joined, "came_in": came_in}, figures, rows)


def _named(counts: dict[str, int]) -> dict[str, int]:
    named = {str(name): counts[kind] for kind, name in KINDS.items() if counts.get(kind)}
    rest = sum(count for kind, count in counts.items() if kind not in KINDS)
    return {**named, _("Other"): rest} if rest else named


CHAPTER = Chapter("events", _l("Where we listened"), "events/afterwards/_chapter.html", 10, _read)
