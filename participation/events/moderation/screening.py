"""What is asked about everything that is given, in the transaction that writes it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from participation.events.duty import letters
from participation.events.duty.models import Alert
from participation.events.models import Step
from participation.events.moderation import rules
from participation.events.moderation.lists import shipped
from participation.events.moderation.models import HeldWords, Hold
from participation.refusal import Refusal


def screen(
    session: Session,
    contribution_id: str,
    *,
    event_id: str,
    step_id: str,
    text: str,
    by_leader: bool,
    now: dt.datetime,
    late: bool = False,
) -> None:
    """Hold back what a leader sees first, and set apart what only the adult on duty reads.

    What came `late`, after its step had closed, is for a leader to take in.

    What a leader writes needs no leader's approval, but its words are looked at like everybody's.
    """
    step = session.get(Step, step_id)
    if step is None:
        raise Refusal("unknown_step", status=404)
    first = not by_leader and rules.approves_first(step.settings)
    why = rules.reasons(text, held_entries(session), approve_first=first, late=late)
    if why:
        session.add(Hold(contribution_id=contribution_id, at=now, why=" ".join(why)))
    if rules.has_word(text, danger_entries()):
        session.add(Alert(contribution_id=contribution_id, event_id=event_id, at=now))
        letters.post(session, event_id, now)


def held_entries(session: Session) -> list[str]:
    """The words that hold a text back, in all languages: people do not write in the language of their menus alone."""
    own = {row.language: row.words for row in session.scalars(select(HeldWords))}
    return [entry for lines in {**shipped("held"), **own}.values() for entry in rules.entries_of(lines)]


def danger_entries() -> list[str]:
    """The words that suggest danger, in all languages."""
    return [entry for lines in shipped("danger").values() for entry in rules.entries_of(lines)]
