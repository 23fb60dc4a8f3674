"""Staff's pages about processes; the public page stands in `home`, which sees events and proposals too."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.people import queries as people
from participation.people.access import organiser_or_administrator
from participation.people.models import Role
from participation.processes import actions, queries
from participation.processes.access import organises_process
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import ADDED

bp = Blueprint("processes", __name__)


@bp.get("/staff/processes")
@allow(organiser_or_administrator)
def mine() -> str:
    """My processes, and the form to start one."""
    boards = sorted({department.board for department in people.departments()})
    return page(
        "processes/mine.html", processes=queries.of_staff(current_user), boards=boards, once=tokens.new_secret()[:32]
    )


@bp.post("/staff/processes")
@allow(organiser_or_administrator)
@answers_on("processes.mine")
def create() -> ResponseReturnValue:
    """Start a process."""
    process_id = actions.create_process(
        title=forms.text("title", limit=120),
        introduction=forms.text("introduction", limit=2000, required=False),
        board=forms.text("board", limit=120),
        organiser_id=current_user.id,
        now=clock.now(),
        once=forms.text("once", limit=32, required=False),
    )
    return done("events.of_process", process_id=process_id)


@bp.post("/staff/processes/<process_id>/organisers")
@allow(organises_process)
@answers_on("events.of_process")
def add_organiser(process_id: str) -> ResponseReturnValue:
    """Let a colleague work in this process."""
    colleagues = [person.id for person in people.present(Role.ORGANISER, Role.ADMINISTRATOR)]
    actions.add_organiser(g.process.id, forms.choice("colleague", colleagues))
    return done("events.of_process", process_id=process_id, told=ADDED)
