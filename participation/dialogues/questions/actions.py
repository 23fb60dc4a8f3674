"""Asking, putting on the shortlist and on the screen, answering, promising an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.dialogues.models import QuestionAnswer, QuestionMark, QuestionPromise
from participation.dialogues.questions import rules
from participation.events.actions import step_of, take_turn
from participation.events.contributions import actions as contributions
from participation.events.contributions import queries as given
from participation.events.contributions.models import Contribution
from participation.events.models import EventOrganiser
from participation.live import changed
from participation.mail import reminders
from participation.people.duties import Duty
from participation.people.models import Staff
from participation.refusal import Refusal

KIND = "question"
STEP = "questions"
REMINDER, SILENCE = "question", "unanswered"
"""Letters to who promised an answer, and to the leaders when it does not come."""


@dataclass(frozen=True, slots=True)
class Words:
    """An answer as somebody gave it; `once` comes from the form, so that sending it twice is one answer."""

    once: str
    text: str
    who: str


def ask(gift: contributions.Gift, now: dt.datetime) -> None:
    """Ask a question; the same form sent twice is one question."""
    with db.writing() as session:
        _question_step(session, gift.event_id, gift.step_id)
        if contributions.give(session, gift, now) is not None and gift.participant_id is not None:
            mine = (Contribution.step_id == gift.step_id, Contribution.participant_id == gift.participant_id)
            rules.check_count(session.scalar(select(func.count()).select_from(Contribution).where(*mine)) or 0)
    changed(gift.event_id)


def mark(
    event_id: str, question_id: str, what: str, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None
) -> None:
    """Put a question on the shortlist or on the big screen, where there is one at a time. Doing it twice is once."""
    with db.writing() as session:
        take_turn(session, event_id)
        question = _open_question(session, event_id, question_id)
        standing = _marks(what).where(QuestionMark.contribution_id == question_id)
        if session.scalar(standing) is None:
            if what == rules.LIVE:
                _end(session, what, now, step_id=question.step_id)
            row = {"step_id": question.step_id, "contribution_id": question_id, "what": what}
            session.add(QuestionMark(**row, at=now, by_id=by_id, co_leader_id=co_leader_id))
    changed(event_id)


def unmark(event_id: str, question_id: str, what: str, now: dt.datetime) -> None:
    """Take a question off the shortlist or off the screen."""
    with db.writing() as session:
        take_turn(session, event_id)
        _question(session, event_id, question_id)
        _end(session, what, now, question_id=question_id)
    changed(event_id)


def note_answer(
    event_id: str, question_id: str, words: Words, by_id: str, now: dt.datetime, *, co_leader_id: str | None = None
) -> None:
    """A leader notes what somebody answered in the room."""
    with db.writing() as session:
        take_turn(session, event_id)
        _open_question(session, event_id, question_id)
        _add_answer(session, question_id, words, live=True, by_id=by_id, co_leader_id=co_leader_id, now=now)
    changed(event_id)


def write_answer(event_id: str, question_id: str, once: str, text: str, staff_id: str, now: dt.datetime) -> None:
    """Who promised it answers in writing, also long after the event. The asker finds it on the way back."""
    with db.writing() as session:
        take_turn(session, event_id)
        _open_question(session, event_id, question_id)
        if _promised_to(session, question_id) != staff_id:
            raise Refusal("not_your_question", status=403)
        who = session.get_one(Staff, staff_id).name
        _add_answer(session, question_id, Words(once, text, who), live=False, by_id=staff_id, now=now)
    changed(event_id)


def promise(
    event_id: str,
    chosen: Sequence[str],
    answerer_id: str,
    due: dt.date,
    by_id: str,
    *,
    today: dt.date,
    now: dt.datetime,
) -> None:
    """Say who answers these questions in writing, by when. The same promise twice is one."""
    rules.check_due(due, today)
    with db.writing() as session:
        take_turn(session, event_id)
        answerer = session.get(Staff, answerer_id)
        if answerer is None or answerer.has_left:
            raise Refusal("unknown_answerer", field="answerer")
        for question_id in chosen:
            _open_question(session, event_id, question_id)
            newest = _promises(question_id).with_only_columns(QuestionPromise.answerer_id, QuestionPromise.due)
            if session.execute(newest).first() != (answerer_id, due):
                row = {"contribution_id": question_id, "answerer_id": answerer_id, "due": due}
                session.add(QuestionPromise(**row, at=now, by_id=by_id))
        _remind(session, event_id, answerer_id, due, now)
    changed(event_id)


def erase_answers(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy the answers to questions whose words are destroyed: an answer repeats what was asked."""
    session.execute(
        update(QuestionAnswer).where(QuestionAnswer.contribution_id.in_(contribution_ids)).values(text="", who="")
    )


def _add_answer(
    session: Session,
    question_id: str,
    words: Words,
    *,
    live: bool,
    by_id: str,
    now: dt.datetime,
    co_leader_id: str | None = None,
) -> None:
    id_ = tokens.id_of("answer", question_id, words.once, words.text, words.who)
    if session.get(QuestionAnswer, id_) is None:
        session.add(
            QuestionAnswer(
                id=id_,
                contribution_id=question_id,
                text=words.text,
                who=words.who,
                answerer_id=None if live else by_id,
                live=live,
                at=now,
                by_id=by_id,
                co_leader_id=co_leader_id,
            )
        )


def _marks(what: str) -> Select[int]:
    return select(QuestionMark.id).where(QuestionMark.what == what, QuestionMark.ended_at.is_(None))


def _end(session: Session, what: str, now: dt.datetime, *, step_id: str = "", question_id: str = "") -> None:
    where = QuestionMark.step_id == step_id if step_id else QuestionMark.contribution_id == question_id
    session.execute(
        update(QuestionMark)
        .where(where, QuestionMark.what == what, QuestionMark.ended_at.is_(None))
        .values(ended_at=now)
    )


def _promises(question_id: str) -> Select[QuestionPromise]:
    return (
        select(QuestionPromise)
        .where(QuestionPromise.contribution_id == question_id)
        .order_by(QuestionPromise.id.desc())
        .limit(1)
    )


def _promised_to(session: Session, question_id: str) -> str | None:
    newest = session.scalar(_promises(question_id))
    return newest.answerer_id if newest else None


def _remind(session: Session, event_id: str, answerer_id: str, due: dt.date, now: dt.datetime) -> None:
    """Letters to who promised, before the day and after it; and when a week has passed, to the event's leaders too."""
    facts = {"event": event_id, "answerer": answerer_id}
    whose, days = f"{event_id}:{answerer_id}", {**reminders.DAYS, "again": 8}
    reminders.remind(session, REMINDER, whose, facts, due=due, now=now, days=days)
    for leader_id in session.scalars(select(EventOrganiser.staff_id).where(EventOrganiser.event_id == event_id)):
        told = {**facts, "leader": leader_id}
        reminders.remind(session, SILENCE, f"{whose}:{leader_id}", told, due=due, now=now, days={"again": 8})


def _question_step(session: Session, event_id: str, step_id: str) -> None:
    if step_of(session, event_id, step_id).kind != STEP:
        raise Refusal("not_a_question_step", status=404)


def _question(session: Session, event_id: str, question_id: str) -> Contribution:
    found = session.get(Contribution, question_id)
    if found is None or found.event_id != event_id or found.kind != KIND:
        raise Refusal("unknown_question", status=404)
    return found


def _open_question(session: Session, event_id: str, question_id: str) -> Contribution:
    """A question that others may read: not taken back, hidden, merged or waiting."""
    found = _question(session, event_id, question_id)
    if all(shown.id != question_id for shown in given.of_step(found.step_id, None)):
        raise Refusal("unknown_question", status=404)
    return found


def _owed(session: Session, staff_id: str) -> list[QuestionPromise]:
    """The promises of somebody that hold and are not kept yet."""
    newest = select(func.max(QuestionPromise.id)).group_by(QuestionPromise.contribution_id)
    later = select(QuestionAnswer.id).where(QuestionAnswer.contribution_id == QuestionPromise.contribution_id)
    wanted = select(QuestionPromise).where(
        QuestionPromise.id.in_(newest), QuestionPromise.answerer_id == staff_id, ~later.exists()
    )
    return list(session.scalars(wanted))


def _count_owed(session: Session, staff_id: str) -> int:
    return len(_owed(session, staff_id))


def _hand_over(session: Session, staff_id: str, successor_id: str) -> None:
    """The successor has promised it from now on, by the same day."""
    for held in _owed(session, staff_id):
        row = {"contribution_id": held.contribution_id, "due": held.due, "at": held.at, "by_id": held.by_id}
        session.add(QuestionPromise(**row, answerer_id=successor_id))
        # Letters that would have come before now come now, so that who takes over hears of it.
        event_id = session.get_one(Contribution, held.contribution_id).event_id
        _remind(session, event_id, successor_id, held.due, held.at)


ANSWERING = Duty(_count_owed, _hand_over)
"""Answers that were promised to young people are owed by somebody: who leaves hands them over."""
