"""What a board decided at one meeting: published for who answers, prepared for who does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

from participation import db
from participation.proposals.answering import actions as answering
from participation.proposals.answering.actions import Draft
from participation.proposals.drafting import actions as drafting
from participation.proposals.models import Proposal
from participation.refusal import Refusal


def decide(
    form_id: str, answers: Mapping[int, Draft], *, by_id: str, wait: dt.timedelta, now: dt.datetime
) -> None:  # fmt: skip
    """All or none. Answers to proposals that somebody else answers become drafts for that person.

    The same `form_id` again changes nothing.
    """
    try:
        with db.writing() as session:
            for number, draft in sorted(answers.items()):
                if session.get_one(Proposal, number).answerer_id == by_id:
                    once = f"{form_id[:22]}-{number}"
                    answering.publish_in(session, number, once, draft, by_id=by_id, wait=wait, now=now)
                else:
                    drafting.keep(session, number, by_id, {**draft.facts, **draft.body}, now)
    except IntegrityError as problem:
        raise Refusal("another_waits") from problem
