"""What a step of kind `check_in` or `check_out` shows to each audience, and what it leaves in the report."""

from __future__ import annotations

from functools import partial

from flask_babel import LazyString

from participation.events import queries as events
from participation.events.activities import Activity, Context, Pretender, Reported
from participation.events.afterwards.rules import told_parts
from participation.events.library.rules import Sheet
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.pulses import actions, queries, questions, rules, words
from participation.pulses.queries import CHECK_IN, CHECK_OUT, Result


def _participant(step: Step, participant: Participant | None) -> Context:
    opened = events.others_are_open(step)
    return {
        "questions": questions.of(step),
        "mine": queries.mine(step.id, participant.id) if participant else {},
        "results": [result for result in queries.results(step) if result.bars] if opened else (),
    }


def _screen(step: Step) -> Context:
    return {
        "results": queries.results(step),
        "answered": queries.answered(step.id),
        "others_open": events.others_are_open(step),
    }


def _stage(step: Step) -> str:
    """What is asked, and what there are bars of."""
    names = ("questions", "own", "choices", "zones", "places")
    asked = [step.settings.get(name) for name in names]
    return f"{asked} {[bool(result.bars) for result in queries.results(step)]}"


def _report(step: Step) -> Reported | None:
    """How many answered what; a number that could tell who is told nowhere, nor drawn."""
    results = [result for result in queries.results(step) if result.bars]
    if not results:
        return None
    told = [(result, _told(result)) for result in results]
    rows = [
        {
            "kind": "answer",
            "id": f"{step.id}.{result.question.place}.{place}",
            "theme": result.question.text,
            "text": bar.choice.words,
            "votes": counts[place],
            "voters": result.answered,
        }
        for result, counts in told
        for place, bar in enumerate(result.bars)
    ]
    return Reported({"told": told}, rows)


def _told(result: Result) -> list[int | None]:
    parts = told_parts({str(place): bar.count for place, bar in enumerate(result.bars)})
    return list(parts.values())


def _pretend(step: Step, who: Pretender) -> None:
    """Answers everything; one in six stands aside."""
    asked = questions.of(step)
    if who.turn % 6 == 5:
        actions.stand_aside(step.event_id, step.id, who.participant_id)
        return
    choices = {item.place: (who.turn * 7 + item.place) % len(item.choices) for item in asked}
    actions.answer(step.event_id, step.id, who.participant_id, choices)


def _activity(kind: str, name: LazyString) -> Activity:
    return Activity(
        kind=kind,
        name=name,
        folder="pulses",
        participant=_participant,
        facilitator=_screen,
        screen=_screen,
        stage=_stage,
        settings={"questions": list(rules.USUAL[kind]), "own": [], "choices": [], "zones": [], "places": []},
        bounds={name: Sheet(partial(rules.lines_for, name)) for name in rules.LINES},
        form="pulses/_form.html",
        pretend=_pretend,
        report=_report,
    )


ACTIVITIES = (_activity(CHECK_IN, words.CHECK_IN), _activity(CHECK_OUT, words.CHECK_OUT))
