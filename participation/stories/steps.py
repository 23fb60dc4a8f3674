"""What a step of kind `stories` shows to each audience, and what it leaves in the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation import clock, tokens
from participation.events import gathering
from participation.events import queries as events
from participation.events.activities import Activity, Context, Pretender, Reported
from participation.events.afterwards.rules import told as told_number
from participation.events.contributions.actions import Gift
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.stories import actions, queries, rules, words


def _participant(step: Step, participant: Participant | None) -> Context:
    """What this phone told, and, once the stories are open, the next one that it is asked about."""
    assert participant is not None, "no page is the same for everybody here"
    told = queries.of_step(step.id, participant.id, everything=True)
    opened = events.others_are_open(step)
    others = [item for item in queries.readable(told) if not item.said.mine] if opened else []
    return {
        "asked": queries.questions(step),
        "mine": [item for item in told if item.said.mine],
        "others_open": opened,
        "card": queries.next_for(others, participant.id),
        "answered": sum(item.wish is not None for item in others),
        "count": len(others),
        "fresh_id": tokens.new_id(),
        "need_id": tokens.new_id(),
        "limits": rules,
    }


def _facilitator(step: Step) -> Context:
    everything = queries.of_step(step.id, None, everything=True)
    shown = queries.readable(everything)
    return {
        "asked": queries.questions(step),
        "stories": shown,
        "hidden": [item.said for item in everything if item.said.hidden_because],
        "patterns": queries.patterns(step, shown),
        "others_open": events.others_are_open(step),
        "fresh_id": tokens.new_id(),
        "limits": rules,
    }


def _screen(step: Step) -> Context:
    opened = events.others_are_open(step)
    shown = queries.of_step(step.id, None)
    drawn = [pattern for pattern in queries.patterns(step, shown) if pattern.spots] if opened else []
    return {"patterns": drawn, "count": gathering.count_on_screen(step, shown), "others_open": opened}


def _stage(step: Step) -> str:
    """What is asked."""
    return repr(step.settings.get("questions", []))


def _report(step: Step) -> Reported | None:
    """Every story that everybody may read, where its teller placed it, and what it would take."""
    shown = queries.of_step(step.id, None)
    if not shown:
        return None
    rows: list[dict[str, Any]] = []
    for item in shown:
        said = item.said
        support = told_number(max(item.more, item.less))
        rows.append({"kind": actions.KIND, "id": said.id, "text": said.text, "support": support})
        rows += [{"kind": actions.NEED, "id": need.id, "text": need.text} for need in item.needs]
    asked = queries.questions(step)
    drawn = [pattern for pattern in queries.patterns(step, shown) if pattern.spots]
    return Reported({"stories": shown, "asked": asked, "patterns": drawn}, rows)


def _pretend(step: Step, who: Pretender) -> None:
    """Tells a story and places it; once others' are open, answers to the next one."""
    now, turn = clock.now(), who.turn
    told = queries.readable(queries.of_step(step.id, who.participant_id))
    next_one = queries.next_for(told, who.participant_id) if events.others_are_open(step) else None
    if next_one is not None:
        need = _pretended(step, who, actions.NEED, words.PRETENDED_NEEDS) if turn % 5 == 0 else None
        actions.answer(step.event_id, next_one.said.id, who.participant_id, (1, -1, 1, 0)[turn % 4], need, now)
        return
    places = {number: (turn * 3 + number) % asked.points for number, asked in enumerate(queries.questions(step))}
    actions.tell(_pretended(step, who, actions.KIND, words.PRETENDED), places, now)


def _pretended(step: Step, who: Pretender, kind: str, among: Sequence[object]) -> Gift:
    return gathering.pretended(step, who, kind, among[who.turn % len(among)])


ACTIVITY = Activity(
    kind=queries.STEP,
    name=words.NAME,
    folder="stories",
    participant=_participant,
    shared=False,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
    count=gathering.count_on_phones,
    settings={"questions": []},
    form="stories/_form.html",
    paper="stories.paper",
    gathers=True,
    offers=queries.offers,
    pretend=_pretend,
    report=_report,
)
