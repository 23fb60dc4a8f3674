"""One page for the phone in the hand: what was said, one button, and the code for who said it."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from participation import clock, tokens
from participation.catching import actions, queries
from participation.events.qr import inline, public_address
from participation.people import queries as people
from participation.people.access import organiser_or_administrator
from participation.processes import queries as processes
from participation.refusal import Refusal
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("catching", __name__)
LONGEST = 500
LAST = "caught_in"
"""In the session: the process that the last wish was caught in."""


@bp.get("/staff/catch")
@allow(organiser_or_administrator)
def catch_page() -> str:
    """Write down a wish; what was caught lately, to carry on."""
    mine = processes.of_staff(current_user)
    last = session.get(LAST, "")
    return page(
        "catching/catch.html",
        processes=mine,
        last=last if any(process.id == last for process in mine) else "",
        wishes=queries.lately([process.id for process in mine]),
        departments=people.departments(),
        new_id=tokens.new_id(),
        longest=LONGEST,
    )


@bp.post("/staff/catch")
@allow(organiser_or_administrator)
@answers_on("catching.catch_page")
def catch() -> ResponseReturnValue:
    """Caught: the code for who said it, shown only now."""
    process_id = forms.choice("process", {process.id for process in processes.of_staff(current_user)})
    caught = actions.catch(
        process_id,
        request.form.get("id", ""),
        forms.text("text", limit=LONGEST),
        by_id=current_user.id,
        language=current(),
        zone=current_app.config["TIMEZONE"],
        now=clock.now(),
    )
    session[LAST] = process_id
    return page(
        "catching/caught.html",
        caught=caught,
        code=tokens.spaced_code(caught.code),
        qr=inline(public_address(f"/t#{caught.code}"), _("QR code of your private way back")),
        typed_at=public_address("/t").partition("://")[2],
    )


@bp.post("/staff/catch/<contribution_id>/pass-on")
@allow(organiser_or_administrator)
@answers_on("catching.catch_page")
def pass_on(contribution_id: str) -> ResponseReturnValue:
    """Hand a wish to who can do it."""
    process_id = queries.process_of(contribution_id)
    if process_id is None:
        raise Refusal("no_such_wish", status=404)
    if process_id not in {process.id for process in processes.of_staff(current_user)}:
        abort(403)
    actions.pass_on(contribution_id, forms.text("to_whom", limit=160), by_id=current_user.id, now=clock.now())
    return done("catching.catch_page")
