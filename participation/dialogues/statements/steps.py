"""What a step of kind `statements` shows to each audience."""

from __future__ import annotations

from typing import Any

from flask import url_for

from participation import clock, tokens
from participation.dialogues import words
from participation.dialogues.statements import actions, queries, rules
from participation.events import gathering
from participation.events import queries as events
from participation.events.activities import Activity, Context, Pretender, Reported
from participation.events.contributions import queries as contributions
from participation.events.library.rules import Sheet
from participation.events.models import Step
from participation.events.moderation import queries as moderation
from participation.events.participants.models import Participant


def _participant(step: Step, participant: Participant | None) -> Context:
    """The next statement for this phone, what it gave itself, and the results when they are open."""
    assert participant is not None, "no page is the same for everybody here"
    kept, votes = queries.found(step.id), queries.votes_of(step.id, participant.id)
    everything = contributions.of_step(step.id, participant.id, everything=True)
    shown = [item for item in everything if not (item.hidden_because or item.merged_into or item.waits_for)]
    rows, opened = queries.fared(step, shown, kept), events.others_are_open(step)
    groups = step.settings.get("groups", [])
    asks = step.settings.get("you_are_here") and opened
    return {
        "card": queries.next_for(participant.id, rows, votes, kept),
        "said": sum(row.id in votes for row in rows),
        "count": len(rows),
        "groups": groups,
        "asks_group": bool(groups) and queries.group_of(step.id, participant.id) is None,
        "mine": [item for item in everything if item.mine],
        "others_open": opened,
        "results": queries.results(step) if opened else None,
        "here": queries.here(kept, shown, votes) if asks else None,
        "fresh_id": tokens.new_id(),
        "longest": rules.LONGEST_STATEMENT,
    }


def _facilitator(step: Step) -> Context:
    everything = contributions.of_step(step.id, None, everything=True)
    present = [item for item in everything if not (item.hidden_because or item.merged_into)]
    return {
        "rows": queries.fared(step, present, queries.found(step.id)),
        "hidden": [item for item in everything if item.hidden_because],
        "results": queries.results(step),
        "others_open": events.others_are_open(step),
        "longest": rules.LONGEST_SHEET,
    }


def _screen(step: Step) -> Context:
    opened = events.others_are_open(step)
    waiting = 0 if opened else moderation.waiting_in(step.id)
    return {"results": queries.results(step), "others_open": opened, "waiting": waiting}


def _stage(step: Step) -> str:
    """What changes every phone's page: the groups to choose from, and what the organiser turned on."""
    return f"{step.settings.get('groups', [])!r} {step.settings.get('you_are_here', False)}"


def _own_page(step: Step, participant_id: str) -> str:
    """What somebody answered, once they did."""
    answered = queries.votes_of(step.id, participant_id)
    return url_for("statements.mine", event_id=step.event_id, _anchor=step.id) if answered else ""


def _count(step: Step) -> int:
    return contributions.shown_in(step.id)


def _report(step: Step) -> Reported | None:
    """Every statement that enough people voted on."""
    results = queries.results(step)
    if not results.rows:
        return None
    rows: list[dict[str, Any]] = [
        {"kind": actions.KIND, "id": row.id, "text": row.text, "support": row.agree, "voters": row.seen}
        for row in results.rows
    ]
    return Reported({"results": results}, rows)


def _pretend(step: Step, who: Pretender) -> None:
    """Says something about the next statement; who has said something about all gives one."""
    shown = contributions.of_step(step.id, who.participant_id)
    votes = queries.votes_of(step.id, who.participant_id)
    left = next((item for item in shown if item.id not in votes), None)
    if left is not None:
        value = (1, 1, 0, -1)[(who.turn + len(left.text)) % 4]
        actions.vote(step.event_id, left.id, who.participant_id, value, clock.now())
        return
    text = words.PRETENDED_STATEMENTS[who.turn % len(words.PRETENDED_STATEMENTS)]
    actions.give_statement(gathering.pretended(step, who, actions.KIND, text), clock.now())


ACTIVITY = Activity(
    kind=actions.STEP,
    name=words.STATEMENTS,
    folder="dialogues/statements",
    participant=_participant,
    shared=False,
    own_page=_own_page,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
    count=_count,
    settings={"groups": [], "you_are_here": False},
    bounds={"groups": Sheet(rules.groups_of), "you_are_here": (False, True)},
    form="dialogues/statements/_form.html",
    gathers=True,
    pretend=_pretend,
    report=_report,
)
