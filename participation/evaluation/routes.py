"""The evaluation as page, CSV and JSON; the organisers' own words, and letting everybody read it."""

from __future__ import annotations

import json

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.evaluation import actions, exports, queries
from participation.evaluation.access import reads_evaluation
from participation.processes.access import organises_process
from participation.web import forms
from participation.web.access import allow
from participation.web.addresses import public_address
from participation.web.files import attached
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("evaluation", __name__)


@bp.get("/p/<process_id>/evaluation")
@allow(reads_evaluation)
def show(process_id: str) -> str:
    """Who was reached, what came in, what was answered, what changed, and what was learned."""
    return page("evaluation/show.html", told=queries.evaluation(g.process), columns=exports.COLUMNS)


@bp.get("/p/<process_id>/evaluation.csv")
@allow(reads_evaluation)
def as_csv(process_id: str) -> Response:
    """Its rows as a table."""
    return _file(exports.as_csv(queries.evaluation(g.process), public_address("")), "csv", "text/csv")


@bp.get("/p/<process_id>/evaluation.json")
@allow(reads_evaluation)
def as_json(process_id: str) -> Response:
    """Its rows as JSON, with what the columns mean."""
    told = exports.as_json(queries.evaluation(g.process), public_address(""))
    return _file(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "json", "application/json")


@bp.get("/staff/processes/<process_id>/evaluation")
@allow(organises_process)
def prepare(process_id: str) -> str:
    """What organisers add: what they learned, how many live here; and publishing."""
    return page(
        "evaluation/prepare.html",
        process=g.process,
        lesson=queries.lesson(process_id),
        release=queries.release(process_id),
        longest=actions.LONGEST,
    )


@bp.post("/staff/processes/<process_id>/evaluation/words")
@allow(organises_process)
@answers_on("evaluation.prepare")
def say(process_id: str) -> ResponseReturnValue:
    """Say what was learned."""
    said = [forms.text(name, limit=actions.LONGEST, required=False) for name in ("worked", "learned", "otherwise")]
    actions.say(process_id, actions.Words(*said), current_user.id, clock.now())
    return done("evaluation.prepare", process_id=process_id, told=SAVED)


@bp.post("/staff/processes/<process_id>/evaluation/release")
@allow(organises_process)
@answers_on("evaluation.prepare")
def release(process_id: str) -> ResponseReturnValue:
    """Let everybody read it (`on=1`), or only the organisers again."""
    if forms.choice("on", ("0", "1")) == "1":
        actions.publish(process_id, current_user.id, clock.now())
    else:
        actions.take_back(process_id, current_user.id, clock.now())
    return done("evaluation.prepare", process_id=process_id, told=SAVED)


def _file(body: str, kind: str, mimetype: str) -> Response:
    return attached(body, f"evaluation-{g.process.id}.{kind}", mimetype)
