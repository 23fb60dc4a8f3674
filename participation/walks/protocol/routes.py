"""The protocol of a walk: as those read it who answer in it, and in public as page, print and data."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.events.qr import public_address
from participation.media import routes as media
from participation.people import queries as people
from participation.refusal import Refusal
from participation.walks import queries as walks
from participation.walks.access import plans_it
from participation.walks.protocol import actions, asking, exports, queries, reading, rules, words
from participation.walks.protocol.access import answers_it, reads_it
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.headers import large_body
from participation.web.refusals import answers_on, words_for

bp = Blueprint("walk_protocol", __name__, url_prefix="/e/<event_id>/walks/<walk_id>/protocol")


@bp.get("")
@allow(reads_it)
def show(event_id: str, walk_id: str) -> str:
    """Every place, what becomes of it, who answers, by when, why not."""
    return page(
        "walks/protocol/show.html",
        event=g.event,
        step=g.step,
        walk=walks.walk(g.step),
        protocol=queries.of_walk(g.step, public=True),
        called=exports.called,
    )


@bp.get("/data.json")
@allow(reads_it)
def as_json(event_id: str, walk_id: str) -> Response:
    """The same as JSON."""
    told = exports.as_json(g.step, queries.of_walk(g.step, public=True), public_address(""))
    return _file(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "json", "application/json")


@bp.get("/data.csv")
@allow(reads_it)
def as_csv(event_id: str, walk_id: str) -> Response:
    """The same as a table."""
    return _file(exports.as_csv(g.step, queries.of_walk(g.step, public=True), public_address("")), "csv", "text/csv")


@bp.get("/pictures/<picture_id>.jpg")
@allow(reads_it)
def picture(event_id: str, walk_id: str, picture_id: str) -> Response:
    """A picture that may be in it, as long as what it belongs to is."""
    shown = {picture.id for row in queries.of_walk(g.step, public=True).rows for picture in row.pictures}
    return media.picture(picture_id, small=False) if picture_id in shown else abort(404)


@bp.get("/rows")
@allow(answers_it)
def rows(event_id: str, walk_id: str) -> str:
    """All rows on one page, to be answered in one sitting."""
    protocol = queries.of_walk(g.step)
    return page(
        "walks/protocol/rows.html",
        event=g.event,
        step=g.step,
        editor=g.editor,
        protocol=protocol,
        askings=asking.askings(walk_id, protocol) if g.editor.organises else (),
        answer_by=clock.local_date(clock.now(), current_app.config["TIMEZONE"]) + rules.TIME_TO_ANSWER,
        departments=people.departments(),
        problems=g.get("row_problems", {}),
        called=exports.called,
        limits=rules,
    )


@bp.post("/rows")
@allow(answers_it)
@answers_on("walk_protocol.rows")
@large_body
def answer(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Save the rows that were changed. What cannot be saved stands beside its row, and keeps nothing else back."""
    protocol = queries.of_walk(g.step)
    read = reading.from_form(protocol.rows, {item.id for item in people.departments()})
    refused = read.refused | actions.answer(walk_id, read.changes, g.editor, clock.now())
    if refused:
        g.row_problems = {place_id: words_for(refusal) for place_id, refusal in refused.items()}
        status = 409 if any(refusal.status == 409 for refusal in refused.values()) else 422
        raise Refusal("rows_not_saved", status=status, numbers=reading.numbered(protocol.rows, refused))
    return done("walk_protocol.rows", event_id=event_id, walk_id=walk_id, told=words.SAVED)


@bp.get("/table.csv")
@allow(answers_it)
def table(event_id: str, walk_id: str) -> Response:
    """The rows as a table to fill in."""
    return _file(exports.for_officials(queries.of_walk(g.step).rows), "csv", "text/csv")


@bp.post("/table")
@allow(answers_it)
@answers_on("walk_protocol.rows")
@large_body
def take_in(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Take in the table that somebody filled in: all of it or nothing."""
    protocol = queries.of_walk(g.step)
    departments = {item.name: item.id for item in people.departments()}
    found = reading.from_table(request.files.get("file"), protocol.rows, departments)
    problems = actions.problems(walk_id, list(found.values()), g.editor)
    if problems:
        on_lines = {line: problems[change.place_id] for line, change in found.items() if change.place_id in problems}
        raise Refusal("table_not_taken", field="file", problems=reading.told(on_lines))
    actions.take_in(walk_id, list(found.values()), g.editor, clock.now())
    return done("walk_protocol.rows", event_id=event_id, walk_id=walk_id, told=words.SAVED)


@bp.post("/letters")
@allow(plans_it)
@answers_on("walk_protocol.rows")
def ask(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Write to each department with which places wait: one letter about all of them."""
    answer_by = forms.date("answer_by")
    assert answer_by is not None
    actions.ask_departments(event_id, walk_id, answer_by, current_user.id, clock.now())
    return done("walk_protocol.rows", event_id=event_id, walk_id=walk_id, told=words.ASKED)


@bp.post("")
@allow(plans_it)
@answers_on("walk_protocol.rows")
def publish(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Make the protocol public (`public=1`), or no longer."""
    if forms.choice("public", ("0", "1")) == "1":
        actions.publish(event_id, walk_id, current_user.id, clock.now())
    else:
        actions.take_back(event_id, walk_id)
    return done("walk_protocol.rows", event_id=event_id, walk_id=walk_id)


def _file(body: str, kind: str, mimetype: str) -> Response:
    answer = Response(body, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="protocol-{g.event.join_code}.{kind}"'
    return answer
