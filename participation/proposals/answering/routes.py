"""The desk's list of what waits, and the page on which one proposal is worked with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask import Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.media import routes as media
from participation.people import queries as people
from participation.proposals import access, rules, thread
from participation.proposals.answering import actions, queries, reading, refilling
from participation.proposals.answering.actions import Draft
from participation.proposals.blueprint import bp
from participation.proposals.drafting import queries as drafting
from participation.proposals.drafting.queries import Writing
from participation.proposals.drafting.rules import Promised
from participation.proposals.handing import queries as handing
from participation.proposals.helped import queries as helped
from participation.proposals.models import Promise, Proposal
from participation.proposals.placing import queries as placing
from participation.proposals.placing import town
from participation.proposals.projecting import standing_of
from participation.proposals.rules import State
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.headers import large_body
from participation.web.languages import current
from participation.web.refusals import answers_on, refill, shown


def _today() -> dt.date:
    return clock.local_date(clock.now(), current_app.config["TIMEZONE"])


@bp.get("/staff/proposals/<int(max=999999999):number>")
@allow(access.works_with_it)
def work(number: int) -> str:
    """The proposal's thread, what waits for its ten minutes, and the forms that this person may use."""
    now = clock.now()
    _fill_again(number)
    promises = queries.open_promises(number)
    return page(
        "proposals/work.html",
        proposal=g.proposal,
        part=g.part,
        may=_may(number),
        thread=thread.of(number, _today()),
        writing=_writing(number, promises),
        helped=helped.told(number),
        handing=handing.newest(number),
        departments=people.departments(),
        promises=promises,
        waiting=queries.waiting(number),
        now=now,
        placed=placing.of(number),
        marked=town().marked(placing.origins(number)) if _may_place() else None,
        names=town().names() if _may_place() else (),
        minutes=current_app.config["TAKE_BACK_MINUTES"],
        new_id=tokens.new_id,
        limits=rules,
    )


def _fill_again(number: int) -> None:
    """What this reader has just taken back stands in its form."""
    taken_back = queries.taken_back(number, request.args.get("again", "")[:32], current_user.id)
    if taken_back is not None and (form := refilling.typed(taken_back)) is not None:
        endpoint, values = form
        refill(url_for(endpoint, number=number), values)


def _may_place() -> bool:
    """Whether this person may say which place it is about."""
    return bool(g.part.organises or g.part.administers)


def _writing(number: int, promises: Mapping[str, Promise]) -> Writing:
    """The answer that is being written; after a refusal, what was typed."""
    proposal: Proposal = g.proposal
    promised = Promised(
        received_on=clock.local_date(proposal.created_at, current_app.config["TIMEZONE"]),
        reply_by=proposal.reply_by,
        decide_by=proposal.decide_by,
        next_step=min((promise.due for promise in promises.values()), default=None),
    )
    return drafting.writing(
        number,
        current_user.id,
        typed=request.form.to_dict() if shown() else None,
        take=request.args.get("from", ""),
        language=current(),
        promised=promised,
        today=_today(),
    )


def _may(number: int) -> dict[str, bool]:
    """Which forms make sense where the proposal is now."""
    standing = standing_of(g.proposal)
    alive = standing.state not in rules.ENDED
    steps = alive and (standing.state not in {State.DECLINED, State.OTHER} or standing.will_be_done)
    return {
        "answer": g.part.answers and alive and standing.state != State.IN_PROGRESS,
        "draft": g.part.does and not g.part.answers and alive and standing.state != State.IN_PROGRESS,
        "anew": standing.state not in rules.OPEN and standing.state != State.TRIAL,
        "step": g.part.does and steps,
        "tell": (g.part.does or g.part.answers) and standing.state == State.DONE,
        "hand_over": g.part.does and alive and handing.holds(number, current_user.department_id),
        "move": (g.part.does or g.part.answers) and steps,
        "whole": standing.will_be_done,
        "place": _may_place(),
        "withdraw": g.part.organises and alive,
        "record": g.part.organises or g.part.does or g.part.administers,
    }


def _publish(number: int, draft: Draft) -> ResponseReturnValue:
    actions.publish(
        number,
        reading.client_id(),
        draft,
        by_id=current_user.id,
        wait=dt.timedelta(minutes=current_app.config["TAKE_BACK_MINUTES"]),
        now=clock.now(),
    )
    return done("proposals.work", number=number)


@bp.post("/staff/proposals/<int(max=999999999):number>/answer")
@allow(access.answers)
@answers_on("proposals.work")
def answer(number: int) -> ResponseReturnValue:
    """Answer in one's own name."""
    return _publish(number, reading.answer(number, _today()))


@bp.post("/staff/proposals/<int(max=999999999):number>/promise")
@allow(access.does_steps)
@answers_on("proposals.work")
def promise(number: int) -> ResponseReturnValue:
    """Promise a step."""
    return _publish(number, reading.promise(reading.client_id(), _today()))


@bp.post("/staff/proposals/<int(max=999999999):number>/move")
@allow(access.answers_or_does)
@answers_on("proposals.work")
def move(number: int) -> ResponseReturnValue:
    """Move a date."""
    return _publish(number, reading.move(g.proposal, queries.open_promises(number), _today()))


@bp.post("/staff/proposals/<int(max=999999999):number>/progress")
@allow(access.does_steps)
@answers_on("proposals.work")
def progress(number: int) -> ResponseReturnValue:
    """Say that work has begun."""
    return _publish(number, reading.progress(queries.open_promises(number)))


@bp.post("/staff/proposals/<int(max=999999999):number>/done")
@allow(access.does_steps)
@answers_on("proposals.work")
@large_body
def finish(number: int) -> ResponseReturnValue:
    """Say that a promise or the whole is done, and show it."""
    return _publish(number, reading.finished(queries.open_promises(number)))


@bp.post("/staff/proposals/<int(max=999999999):number>/more")
@allow(access.answers_or_does)
@answers_on("proposals.work")
def tell_more(number: int) -> ResponseReturnValue:
    """Tell more after it was done."""
    return _publish(number, reading.more())


@bp.post("/staff/proposals/<int(max=999999999):number>/withdraw")
@allow(access.organises)
@answers_on("proposals.work")
def withdraw(number: int) -> ResponseReturnValue:
    """Take the proposal back."""
    return _publish(number, reading.withdrawal())


@bp.post("/staff/proposals/<int(max=999999999):number>/correct")
@allow(access.takes_part)
@answers_on("proposals.work")
def correct(number: int) -> ResponseReturnValue:
    """Correct an entry by a new one."""
    return _publish(number, reading.correction())


@bp.post("/staff/proposals/<int(max=999999999):number>/record")
@allow(access.registers)
@answers_on("proposals.work")
def record(number: int) -> ResponseReturnValue:
    """Note the registrar's record number."""
    actions.register_record(number, forms.text("record_number", limit=40), by_id=current_user.id, now=clock.now())
    return done("proposals.work", number=number)


@bp.post("/staff/proposals/<int(max=999999999):number>/waiting/<pending_id>/take-back")
@allow(access.works_with_it)
@answers_on("proposals.work")
def take_back(number: int, pending_id: str) -> ResponseReturnValue:
    """Take back what nobody has seen yet; what was typed stands in its form again."""
    actions.take_back(number, pending_id, by_id=current_user.id, now=clock.now())
    return redirect(url_for("proposals.work", number=number, again=pending_id), 303)


@bp.post("/staff/proposals/<int(max=999999999):number>/waiting/<pending_id>/now")
@allow(access.works_with_it)
@answers_on("proposals.work")
def enter_now(number: int, pending_id: str) -> ResponseReturnValue:
    """Publish now, without waiting."""
    actions.enter_now(number, pending_id, by_id=current_user.id, now=clock.now())
    return done("proposals.work", number=number)


@bp.get("/staff/proposals/<int(max=999999999):number>/waiting/<pending_id>/picture.jpg")
@allow(access.works_with_it)
def waiting_picture(number: int, pending_id: str) -> Response:
    """The picture of what waits, for its author alone."""
    picture_id = queries.waiting_picture(number, pending_id, current_user.id)
    return media.picture(picture_id, small=True) if picture_id else abort(404)
