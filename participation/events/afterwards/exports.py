"""An event's report as data: one row for each thing that came in, that could be chosen, that was proposed."""

from __future__ import annotations

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from participation import clock
from participation.events.afterwards import queries
from participation.events.afterwards.queries import Report
from participation.web import tables

COLUMNS: dict[str, LazyString] = {
    "kind": _l(
        "idea, statement, question, story, diary: what somebody gave. story_need: what it would take. "
        "solution: what a team worked out. why_not: why a team did not finish. "
        "observation: what somebody marked on a walk. choice: what a vote could choose. "
        "answer: what a round could answer. proposal: what was made of it"
    ),
    "id": _l("Its stable id; the number of a proposal"),
    "step": _l("The step's place in the agenda"),
    "step_title": _l("The step's name"),
    "text": _l("The words; the title of a proposal"),
    "theme": _l("The theme that it was grouped into; the place of an observation"),
    "team": _l("The team that worked it out"),
    "merged": _l("How many others that say the same are counted in it"),
    "support": _l("How many participants stood behind it; empty from 1 to 4"),
    "place": _l("Its place in the vote"),
    "votes": _l("How many chose it in the vote, or answered so; an answer is empty from 1 to 4"),
    "voters": _l("How many voted, or answered"),
    "state": _l("Where the proposal is now"),
    "board": _l("The board that it is put to"),
    "answerer": _l("Who answers it"),
    "reply_by": _l("By when a reply is promised"),
    "decide_by": _l("By when a decision is promised"),
    "answered_on": _l("The day of the newest answer"),
    "done_on": _l("The day on which it was done"),
    "address": _l("The public page"),
}


def as_csv(report: Report, base: str) -> str:
    """The rows as CSV; `base` is the address of the site."""
    return tables.as_csv(COLUMNS, queries.rows(report, base))


def as_json(report: Report, base: str) -> dict[str, Any]:
    """The same with the event, its numbers and what the columns mean. A number that could tell who is null."""
    event, ending = report.event, report.event.ending
    return {
        "event": {
            "id": event.id,
            "title": event.title,
            "place": event.place,
            "process": event.process.title,
            "board": event.process.board,
            "method": event.method,
            "starts_at": clock.iso(event.starts_at),
            "ends_at": clock.iso(event.ends_at),
            "ending": ending.kind if ending else None,
            "hear_back_on": event.hear_back_on.isoformat() if event.hear_back_on else None,
        },
        "people": {
            "joined": report.attendance.joined,
            "slips_printed": report.attendance.printed,
            "slips_used": report.attendance.used,
            "here_as": dict(report.attendance.roles),
        },
        "contributions": {
            "shown": report.given.shown,
            "merged": report.given.merged,
            "hidden": report.given.hidden,
            "withdrawn": report.given.withdrawn,
            "erased": report.given.erased,
        },
        "columns": {name: str(meaning) for name, meaning in COLUMNS.items()},
        "rows": [{name: row.get(name) for name in COLUMNS} for row in queries.rows(report, base)],
    }
