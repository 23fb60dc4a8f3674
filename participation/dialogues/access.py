"""Policies about dialogues: who promised to answer a question."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation.dialogues.questions import queries
from participation.people.access import signed_in


def promised() -> ResponseReturnValue | None:
    """Who promised to answer the question in writing, nobody else."""
    if (refused := signed_in()) is not None:
        return refused
    assert request.view_args is not None
    question_id = str(request.view_args["question_id"])
    promise = queries.promises([question_id]).get(question_id)
    if promise is None or promise.answerer_id != current_user.id:
        abort(403)
    return None
