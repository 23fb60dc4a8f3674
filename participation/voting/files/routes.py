"""Files of other programs: what is voted on out of one, a result counted from one, the published ballots as one."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, request
from flask.typing import ResponseReturnValue

from participation.events.access import organiser
from participation.events.models import Step
from participation.refusal import Refusal
from participation.voting import queries
from participation.voting.files import elections
from participation.voting.files import queries as files
from participation.voting.interchange import pabulib, sheet
from participation.voting.interchange.election import Election
from participation.voting.rules import MOST_ENTRIES, State
from participation.voting.words import METHOD_CHOICES
from participation.web import forms
from participation.web.access import allow, everyone
from participation.web.fragments import page, show
from participation.web.headers import large_body
from participation.web.refusals import answers_on

bp = Blueprint("vote_files", __name__)


@bp.post("/e/<event_id>/lead/votes/<step_id>/file")
@allow(organiser)
@answers_on("voting.prepare")
@large_body
def take_in(event_id: str, step_id: str) -> ResponseReturnValue:
    """Fill in what is voted on from a file; nothing is written down before the leader saves."""
    _ = queries.step(g.event, step_id) or abort(404)
    asked = forms.choice("method", METHOD_CHOICES)
    found = _sent(asked)
    g.from_file = (found, elections.entries(found), elections.method_for(found, asked))
    return show("voting.prepare", event_id=event_id, step_id=step_id)


@bp.get("/e/<event_id>/lead/votes/<step_id>/counting-a-file")
@allow(organiser)
def ask(event_id: str, step_id: str) -> str:
    """Choose a file and a method."""
    step = queries.step(g.event, step_id) or abort(404)
    return _page(step)


@bp.post("/e/<event_id>/lead/votes/<step_id>/counting-a-file")
@allow(organiser)
@answers_on("vote_files.ask")
@large_body
def count(event_id: str, step_id: str) -> str:
    """Count a file and show the result. Nothing of it is kept."""
    step = queries.step(g.event, step_id) or abort(404)
    method = forms.choice("method", METHOD_CHOICES)
    seats = forms.whole("seats", least=1, most=MOST_ENTRIES, otherwise=0)
    vote, outcome = elections.counted(_sent(method), method, seats)
    result = queries.drawn(vote.entries, vote.method, outcome, outcome.ballots)
    return _page(step, vote, result)


@bp.get("/v/<vote_id>/ballots.csv")
@allow(everyone)
def as_csv(vote_id: str) -> Response:
    """The ballots as a table: a row for each different ballot."""
    election, _, _ = _published(vote_id)
    return Response("\ufeff" + sheet.write(sheet.of(election)), mimetype="text/csv")


@bp.get("/v/<vote_id>/ballots.pb")
@allow(everyone)
def as_pabulib(vote_id: str) -> Response:
    """The ballots of a vote on money, as programs for participatory budgets read them."""
    election, bought, rule = _published(vote_id)
    if not election.budget:
        abort(404)
    return Response(pabulib.write(pabulib.of(election, bought, rule)), mimetype="text/plain")


def _page(step: Step, vote: elections.FileVote | None = None, result: queries.Result | None = None) -> str:
    names = [(method, name) for method, (name, _) in METHOD_CHOICES.items()]
    return page("voting/file.html", event=g.event, step=step, vote=vote, result=result, method_names=names)


def _sent(method: str) -> Election:
    """The election in the file that was sent."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refusal("no_file", field="file")
    return elections.election(file.filename, file.read(elections.MOST_BYTES + 1), method)


def _published(vote_id: str) -> tuple[Election, tuple[int, ...], str]:
    """A closed vote's published ballots, what won, and by which method."""
    vote = queries.vote(vote_id)
    if vote is None or vote.state is not State.CLOSED:
        abort(404)
    step, event = queries.where(vote)
    result = queries.result(vote)
    assert result is not None
    return files.published(vote, f"{event.title}: {step.title}") or abort(404), result.outcome.winners, vote.method
