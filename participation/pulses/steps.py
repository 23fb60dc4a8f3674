"""What a step of kind `check_in` shows to each audience, and what it leaves in the report."""

from __future__ import annotations

from dataclasses import replace

from participation.events import queries as events
from participation.events.activities import Activity, Context, Pretender, Reported
from participation.events.afterwards.rules import told
from participation.events.library.rules import Sheet
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.pulses import actions, queries, rules, words


def _participant(step: Step, participant: Participant | None) -> Context:
    return {**_screen(step), "mine": queries.mine(step.id, participant.id) if participant else None}


def _screen(step: Step) -> Context:
    opened = events.others_are_open(step)
    result = queries.result(step)
    return {
        "choices": queries.choices(step),
        "others_open": opened,
        "answered": result.answered,
        "bars": result.bars if opened else (),
    }


def _facilitator(step: Step) -> Context:
    return {**_screen(step), "bars": queries.result(step).bars}


def _stage(step: Step) -> str:
    """What can be answered, and whether there are bars to show."""
    asked = step.settings.get("pictures"), step.settings.get("choices")
    return f"{asked} {queries.answered(step.id) >= rules.ENOUGH}"


def _report(step: Step) -> Reported | None:
    """How many answered what; a number from 1 to 4 is told nowhere, nor drawn."""
    result = queries.result(step)
    if not result.bars:
        return None
    bars = [bar if told(bar.count) is not None else replace(bar, share=0) for bar in result.bars]
    rows = [
        {
            "kind": "answer",
            "id": f"{step.id}.{place}",
            "text": bar.choice.words,
            "votes": told(bar.count),
            "voters": result.answered,
        }
        for place, bar in enumerate(result.bars)
    ]
    return Reported({"answered": result.answered, "bars": bars}, rows)


def _pretend(step: Step, who: Pretender) -> None:
    choices = len(queries.choices(step))
    actions.answer(step.event_id, step.id, who.participant_id, None if who.turn % 6 == 5 else who.turn * 7 % choices)


CHECK_IN = Activity(
    kind=queries.KIND,
    name=words.NAME,
    folder="pulses",
    participant=_participant,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
    settings={"pictures": rules.PICTURES[0], "choices": []},
    bounds={"pictures": rules.PICTURES, "choices": Sheet(rules.choices_of)},
    form="pulses/_form.html",
    pretend=_pretend,
    report=_report,
)
