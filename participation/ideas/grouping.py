"""The step `grouping`: the leader groups what the idea board gathered, and the screen shows the themes."""

from __future__ import annotations

from typing import Any

from participation.events import queries as events
from participation.events.activities import Activity, Context
from participation.events.contributions import queries as contributions
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.ideas import queries, steps, words


def _board_of(step: Step) -> Step | None:
    """The idea step that is grouped: the nearest one before, else the first after."""
    boards = [other for other in step.event.steps if other.kind == "ideas"]
    before = [board for board in boards if board.position < step.position]
    return before[-1] if before else boards[0] if boards else None


def _shown(step: Step) -> dict[str, Any]:
    board = _board_of(step)
    if board is None:
        return {"board": None, "groups": [], "count": 0, "others_open": False}
    shown = contributions.of_step(board.id, None)
    groups = [group for group in queries.board(board.id, shown) if group.id or group.ideas]
    return {"board": board, "groups": groups, "count": len(shown), "others_open": events.others_are_open(board)}


def _participant(step: Step, _participant: Participant | None) -> Context:
    return _shown(step)


def _screen(step: Step) -> Context:
    return _shown(step)


def _facilitator(step: Step) -> Context:
    board = _board_of(step)
    return {**(steps.for_leader(board) if board else {}), "board": board}


def _stage(step: Step) -> str:
    """Which theme holds how many, and whether what others said is open."""
    shown = _shown(step)
    told = [(group.title, len(group.ideas)) for group in shown["groups"]]
    return f"{shown['others_open']} {told!r}"


ACTIVITY = Activity(
    kind="grouping",
    name=words.GROUPING,
    folder="ideas/grouping",
    participant=_participant,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
)
