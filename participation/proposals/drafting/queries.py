"""What the writing page shows: the draft to go on with, who wrote it, and how good it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from participation.db import db
from participation.people.models import Staff
from participation.proposals.drafting import rules
from participation.proposals.drafting.plain_words import hard_words
from participation.proposals.drafting.rules import FourFs, Promised, Reading
from participation.proposals.models import AnswerDraft
from participation.proposals.rules import Answer


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has written so far."""

    by_id: str
    by: str
    at: dt.datetime
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Writing:
    """The writing page: what stands in the form, others' drafts, and what is to say about the words."""

    said: Mapping[str, str]
    saved_at: dt.datetime | None
    """When this reader's own draft was kept."""
    prepared: Draft | None
    """A colleague's draft: in the form already when the reader has none (`taken`), otherwise offered."""
    taken: bool
    reading: Reading
    hard: Mapping[str, str]
    four_fs: FourFs
    answer: Answer | None


def drafts(number: int) -> Sequence[Draft]:
    """All drafts for a proposal, newest first."""
    wanted = select(AnswerDraft.by_id, Staff.name, AnswerDraft.at, AnswerDraft.said)
    wanted = wanted.join(Staff, Staff.id == AnswerDraft.by_id).where(AnswerDraft.proposal_number == number)
    return [Draft(*row) for row in db.session.execute(wanted.order_by(AnswerDraft.at.desc()))]


def writing(
    number: int, staff_id: str, *, typed: Mapping[str, str] | None, take: str, language: str, promised: Promised,
    today: dt.date,
) -> Writing:  # fmt: skip
    """The writing page for somebody. `typed` is a form that was refused, `take` whose draft the reader asked for."""
    found = drafts(number)
    own = next((draft for draft in found if draft.by_id == staff_id), None)
    prepared = next((draft for draft in found if draft.by_id != staff_id), None)
    taken = prepared is not None and (own is None or take == prepared.by_id)
    shown = prepared if taken else own
    said = dict.fromkeys(rules.FIELDS, "") | dict(typed if typed is not None else shown.said if shown else {})
    reading = rules.measure(said.get("reasons", ""), language)
    answer = rules.as_answer(said)
    return Writing(
        said=said,
        saved_at=own.at if own else None,
        prepared=prepared,
        taken=taken,
        reading=reading,
        hard=hard_words(said.get("reasons", ""), reading.language),
        four_fs=rules.four_fs(answer, reading, promised, today),
        answer=answer,
    )


def drafted(numbers: Sequence[int]) -> dict[int, Any]:
    """The newest draft of each of these proposals: who wrote it, and when."""
    wanted = (
        select(AnswerDraft.proposal_number, AnswerDraft.by_id, Staff.name, AnswerDraft.at)
        .join(Staff, Staff.id == AnswerDraft.by_id)
        .where(AnswerDraft.proposal_number.in_(numbers))
        .order_by(AnswerDraft.at)
    )
    return {row.proposal_number: row for row in db.session.execute(wanted)}
