"""The work done in the background: a step's votes are analysed and what was found is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from participation.db import db
from participation.dialogues.models import GroupChoice, StatementVote
from participation.dialogues.statements import actions
from participation.events.contributions import queries as contributions


def find(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """Analyse the votes of a step as they are now. Safe to repeat."""
    from participation.dialogues.analysis import findings, votes  # numpy is loaded by the worker alone

    event_id, step_id = str(payload["event"]), str(payload["step"])
    statements = sorted(shown.id for shown in contributions.of_step(step_id, None))
    cast = select(StatementVote.participant_id, StatementVote.contribution_id, StatementVote.value)
    rows = db.session.execute(cast.where(StatementVote.contribution_id.in_(statements)))
    chosen = select(GroupChoice.participant_id, GroupChoice.name)
    named = db.session.execute(chosen.where(GroupChoice.step_id == step_id, GroupChoice.name != ""))
    known = {row[0]: row[1] for row in named}
    conversation = votes.conversation(statements, ((row[0], row[1], row[2]) for row in rows), known)
    actions.keep_finding(event_id, step_id, findings.analyse(conversation).as_data(), now)
