"""What a step of kind `questions` shows to each audience, and what became of a question for who asked it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from participation import clock, tokens
from participation.dialogues import words
from participation.dialogues.questions import actions, queries, rules
from participation.dialogues.questions.queries import Asked
from participation.events import gathering, outcomes
from participation.events import queries as events
from participation.events.activities import Activity, CarriedOn, Context, Pretender, Reported
from participation.events.afterwards.rules import told
from participation.events.contributions import queries as contributions
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.people import queries as people
from participation.people.models import Role


def _participant(step: Step, participant: Participant | None) -> Context:
    viewer_id = participant.id if participant else None
    asked = queries.of_step(step, viewer_id)
    return {
        "live": next((item for item in asked if item.live), None),
        "asked": [item for item in asked if not item.live],
        "fresh_id": tokens.new_id() if participant else "",
        "longest": rules.LONGEST_QUESTION,
    }


def _facilitator(step: Step) -> Context:
    asked = queries.of_step(step)
    everything = contributions.of_step(step.id, None, everything=True)
    return {
        "live": next((item for item in asked if item.live), None),
        "asked": [item for item in asked if not item.live],
        "left": sum(not item.settled for item in asked),
        "hidden": [item for item in everything if item.hidden_because],
        "merged": [item for item in everything if item.merged_into],
        "answerers": people.present(Role.POLITICIAN, Role.CIVIL_SERVANT),
        "who": next((item.answer.who for item in asked if item.answer), ""),
        "fresh_id": tokens.new_id(),
        "longest": rules.LONGEST_ANSWER,
    }


def _screen(step: Step) -> Context:
    asked = queries.of_step(step)
    return {
        "live": next((item for item in asked if item.live), None),
        "shortlist": [item for item in asked if item.shortlisted and not item.live and not item.answer],
        "count": len(asked),
        "answered": sum(item.answer is not None for item in asked),
    }


def _stage(step: Step) -> str:
    """The question that is live, and what was answered and promised."""
    return repr([(item.shown.id, item.live, item.answer and item.answer.id, item.promise) for item in _moved(step)])


def _moved(step: Step) -> list[Asked]:
    return sorted((item for item in queries.of_step(step) if item.live or item.settled), key=lambda item: item.shown.id)


def _count(step: Step) -> int:
    return contributions.shown_in(step.id)


def _check_end(step: Step) -> None:
    rules.check_none_forgotten(queries.left(step))


def _report(step: Step) -> Reported | None:
    """Every question with its answer, or with who answers it by when."""
    asked = queries.of_step(step)
    if not asked:
        return None
    rows: list[dict[str, Any]] = [
        {
            "kind": actions.KIND,
            "id": item.shown.id,
            "text": item.shown.text,
            "support": told(item.shown.support),
            "state": "answered" if item.answer else "promised" if item.promise else "open",
            "answerer": item.answer.who if item.answer else item.promise.who if item.promise else None,
            "answered_on": item.answer.at.date().isoformat() if item.answer else None,
            "reply_by": item.promise.due.isoformat() if item.promise else None,
        }
        for item in asked
    ]
    return Reported({"asked": asked}, rows)


def carried_on(contribution_ids: Sequence[str]) -> Mapping[str, CarriedOn]:
    """What became of questions, for those who asked them or one that was merged with them."""
    events = queries.events_of(contribution_ids)
    roots = queries.roots(list(events))
    answers, promises = queries.answers(list(roots.values())), queries.promises(list(roots.values()))
    found = {}
    for id_, root in roots.items():
        if answer := answers.get(root):
            found[id_] = CarriedOn(
                _("%(who)s has answered", who=answer.who), _day(answer.at), _address(events[id_], root)
            )
        elif promise := promises.get(root):
            by = _("at the latest %(day)s", day=_day(promise.due))
            found[id_] = CarriedOn(_("%(who)s answers in writing", who=promise.who), by, _address(events[id_], root))
    return found


def _address(event_id: str, question_id: str) -> str:
    return url_for("questions.answers", event_id=event_id, _anchor=question_id)


def _day(day: dt.date) -> str:
    told: str = current_app.jinja_env.filters["day"](day)
    return told


def _pretend(step: Step, who: Pretender) -> None:
    """Asks a question."""
    text = words.PRETENDED_QUESTIONS[who.turn % len(words.PRETENDED_QUESTIONS)]
    actions.ask(gathering.pretended(step, who, actions.KIND, text), clock.now())


def asked_at(event_id: str) -> Sequence[outcomes.Asked]:
    """The questions of an event that have an answer or a promise, for the meeting after it."""
    event = events.event(event_id)
    return [
        outcomes.Asked(
            text=item.shown.text,
            language=item.shown.language,
            answer=item.answer.text if item.answer else "",
            who=item.answer.who if item.answer else item.promise.who if item.promise else "",
            due=item.promise.due if item.promise and not item.answer else None,
        )
        for item in (queries.of_event(event) if event else ())
        if item.answer or item.promise
    ]


ACTIVITY = Activity(
    kind=actions.STEP,
    name=words.QUESTIONS,
    folder="dialogues/questions",
    participant=_participant,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
    check_end=_check_end,
    count=_count,
    gathers=True,
    pretend=_pretend,
    offers=queries.offers,
    report=_report,
)
