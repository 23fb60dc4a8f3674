"""What a step of kind `diary` shows to each audience, and what it leaves in the report."""

from __future__ import annotations

from flask import url_for

from participation import clock, tokens
from participation.diaries import actions, queries, rules, words
from participation.diaries.rules import Place
from participation.events import gathering
from participation.events import queries as events
from participation.events.activities import Activity, Context, Pretender, Reported
from participation.events.models import Step
from participation.events.participants.models import Participant


def own(step: Step, participant_id: str) -> Context:
    """Somebody's own diary, and the form to go on with it."""
    return {
        "entries": queries.of_author(step.id, participant_id),
        "is_open": step.event.ending is None and queries.is_open(step.id),
        "fresh_id": tokens.new_id(),
        "limits": rules,
    }


def _participant(step: Step, participant: Participant | None) -> Context:
    """The own diary, and what others share once that is open."""
    assert participant is not None, "no page is the same for everybody here"
    opened = events.others_are_open(step)
    shared = queries.readable(queries.of_step(step.id, participant.id)) if opened else []
    others = [entry for entry in shared if not entry.said.mine]
    return {**own(step, participant.id), "others_open": opened, "others": others, "at_once": queries.AT_ONCE}


def _facilitator(step: Step) -> Context:
    everything = queries.of_step(step.id, None, everything=True)
    return {
        "themes": queries.by_theme(queries.readable(everything)),
        "hidden": [entry.said for entry in everything if entry.said.hidden_because],
        "others_open": events.others_are_open(step),
        "fresh_id": tokens.new_id(),
        "limits": rules,
    }


def _screen(step: Step) -> Context:
    opened = events.others_are_open(step)
    shown = queries.of_step(step.id, None)
    return {
        "entries": shown if opened else [],
        "count": gathering.count_on_screen(step, shown),
        "others_open": opened,
    }


def _own_page(step: Step, _participant_id: str) -> str:
    """The diary itself: it goes on for days."""
    return url_for("diaries.show", event_id=step.event_id, diary_id=step.id)


def _report(step: Step) -> Reported | None:
    """Everything that is shared, by theme, with its author's own reading first."""
    shown = queries.of_step(step.id, None)
    if not shown:
        return None
    rows = [
        {"kind": actions.KIND, "id": entry.said.id, "text": entry.said.text, "theme": entry.facts.theme}
        for entry in shown
    ]
    return Reported({"themes": queries.by_theme(shown)}, rows)


def _pretend(step: Step, who: Pretender) -> None:
    """Writes an entry, and shares two of three."""
    now, turn = clock.now(), who.turn
    reading, seen = words.PRETENDED[turn % len(words.PRETENDED)]
    gift = gathering.pretended(step, who, actions.KIND, rules.text_of(str(reading), str(seen)))
    actions.write(gift, Place(), None, now)
    if turn % 3 != 2:
        actions.share(step.event_id, gift.id, who.participant_id, now, on=True)


ACTIVITY = Activity(
    kind=queries.STEP,
    name=words.NAME,
    folder="diaries",
    participant=_participant,
    shared=False,
    facilitator=_facilitator,
    screen=_screen,
    count=gathering.count_on_phones,
    paper="diaries.paper",
    gathers=True,
    own_page=_own_page,
    offers=queries.offers,
    pretend=_pretend,
    report=_report,
)
