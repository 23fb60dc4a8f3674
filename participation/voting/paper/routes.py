"""Voting on paper: the ballots to print, and the sheet on which a leader types them in afterwards."""

from __future__ import annotations

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.events.access import organiser
from participation.voting import queries
from participation.voting.admission import queries as admission
from participation.voting.admission.rules import MOST_AT_TABLE
from participation.voting.models import Vote
from participation.voting.paper import actions
from participation.voting.paper import queries as paper
from participation.voting.paper.rules import MOST_TYPED, fit_on_half_a_page
from participation.voting.rules import State
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on

bp = Blueprint("paper", __name__, url_prefix="/e/<event_id>/lead")


@bp.get("/steps/<step_id>/paper-ballots")
@allow(organiser)
def blank(event_id: str, step_id: str) -> str:
    """Ballots to print, for when the net dies."""
    step = queries.step(g.event, step_id) or abort(404)
    vote = queries.of_step(step_id)
    halves = vote is not None and fit_on_half_a_page([entry.words or "" for entry in vote.entries])
    return page("voting/paper/blank.html", event=g.event, step=step, vote=vote, halves=halves)


@bp.get("/votes/<vote_id>/paper")
@allow(organiser)
def sheet(event_id: str, vote_id: str) -> str:
    """Where ballots are typed in, one after the other."""
    vote = _opened(event_id, vote_id)
    return page(
        "voting/paper/sheet.html",
        event=g.event,
        vote=vote,
        account=admission.account(vote),
        typed=paper.typed(vote_id),
        once=tokens.new_id(),
    )


@bp.post("/votes/<vote_id>/paper")
@allow(organiser)
@answers_on("paper.sheet")
def type_in(event_id: str, vote_id: str) -> ResponseReturnValue:
    """Type one ballot in."""
    _opened(event_id, vote_id)
    actions.type_in(
        event_id,
        vote_id,
        None if forms.flag("blank") else forms.text("numbers", limit=MOST_TYPED),
        forms.whole("people", least=1, most=MOST_AT_TABLE, otherwise=0),
        once=forms.text("once", limit=32),
        by_id=current_user.id,
        now=clock.now(),
    )
    return done("paper.sheet", event_id=event_id, vote_id=vote_id)


@bp.post("/votes/<vote_id>/paper/<int:number>/out")
@allow(organiser)
@answers_on("paper.sheet")
def take_out(event_id: str, vote_id: str, number: int) -> ResponseReturnValue:
    """Take one out again."""
    _opened(event_id, vote_id)
    actions.take_out(event_id, vote_id, number)
    return done("paper.sheet", event_id=event_id, vote_id=vote_id)


def _opened(event_id: str, vote_id: str) -> Vote:
    """A vote of this event that was opened."""
    vote = queries.of_event(event_id, vote_id)
    if vote is None or vote.state is State.PREPARED:
        abort(404)
    return vote
