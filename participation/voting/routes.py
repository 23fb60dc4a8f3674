"""Casting, preparing, opening and closing votes, and their public result."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_login import current_user

from participation import clock
from participation.events import activities
from participation.events.access import organiser, participant
from participation.events.models import Step
from participation.events.participants import queries as participants
from participation.live import changed
from participation.voting import actions, exports, queries, rules, scrubbing
from participation.voting.admission import queries as admission
from participation.voting.admission.rules import ENTITLEMENTS, MOST_AT_TABLE
from participation.voting.ballots import BUDGETS
from participation.voting.files import reading
from participation.voting.models import Vote
from participation.voting.rules import Draft, State
from participation.voting.words import METHOD_CHOICES
from participation.web import forms, throttle
from participation.web.access import allow, everyone
from participation.web.addresses import public_address
from participation.web.fragments import done, page, show
from participation.web.refusals import answers_on

bp = Blueprint("voting", __name__)

METHOD, DOTS = "approval", "dots"
DOTS_PROPOSED = 5
RECOUNT = Path(__file__).with_name("recount.py")


@bp.post("/e/<event_id>/votes/<vote_id>/ballot")
@allow(participant)
@answers_on("participants.now")
def cast(event_id: str, vote_id: str) -> ResponseReturnValue:
    """Cast or change this device's ballot; a tap only fills in the paper, and the page shows it."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    sent: list[str] | None = _sent(vote_id)
    g.ballot_sent = sent
    if "tap" in request.form:
        return show("participants.now", event_id=event_id)
    if "abstain" in request.form:
        sent = None
    people = forms.whole("people", least=1, most=MOST_AT_TABLE, otherwise=0)
    actions.cast_ballot(event_id, vote_id, g.participant.id, g.device_secret, sent, people)
    return done("participants.now", event_id=event_id)


@bp.get("/e/<event_id>/lead/votes/<step_id>")
@allow(organiser)
def prepare(event_id: str, step_id: str) -> str:
    """What is voted on, how many may be chosen, and what happens with the result."""
    step = _step(event_id, step_id)
    vote = queries.of_step(step_id)
    filed = reading.at_hand()
    offers = filed.offers + activities.offers(event_id)
    chosen = [entry.contribution_id for entry in vote.entries] if vote else _suggested(offers)
    asked = filed.method or request.values.get("method", "")
    method = asked if asked in METHOD_CHOICES else (vote.method if vote else step.settings.get("method", METHOD))
    proposed = int(step.settings.get("most", 3))
    if method == DOTS:
        proposed = DOTS_PROPOSED
    elif method == METHOD:
        proposed = min(proposed, max(1, len(chosen) - 1))
    most = vote.most if vote and vote.method == method else proposed
    return page(
        "voting/prepare.html",
        event=g.event,
        step=step,
        vote=vote,
        offers=offers,
        chosen=list(filed.words) or chosen,
        filed=filed,
        method=method,
        costs={**({entry.contribution_id: entry.cost for entry in vote.entries} if vote else {}), **filed.costs},
        most=most,
        entitlement=vote.entitlement if vote else "open",
        printed=participants.slips(event_id)[0],
    )


@bp.post("/e/<event_id>/lead/votes/<step_id>")
@allow(organiser)
@answers_on("voting.prepare")
def save(event_id: str, step_id: str) -> ResponseReturnValue:
    """Write down what the leader decided."""
    _step(event_id, step_id)
    promise_by = forms.date("promise_by")
    assert promise_by is not None
    chosen = forms.choices("entry")
    method = forms.choice("method", METHOD_CHOICES) if "method" in request.form else METHOD
    money = method in BUDGETS
    draft = Draft(
        contribution_ids=tuple(chosen),
        method=method,
        most=forms.whole("most", least=1, most=rules.MOST_ENTRIES, otherwise=max(1, len(chosen))),
        seats=forms.whole("seats", least=1, most=rules.MOST_ENTRIES, otherwise=1),
        budget=forms.whole("budget", least=1, most=rules.MOST_MONEY) if money else 0,
        costs=tuple(_cost(contribution_id) for contribution_id in chosen) if money else (),
        promise_who=forms.text("promise_who", limit=rules.WHO_LIMIT),
        promise_what=forms.text("promise_what", limit=rules.WHAT_LIMIT),
        promise_by=promise_by,
        announced_live=forms.flag("announced_live"),
        entitlement=forms.choice("entitlement", ENTITLEMENTS),
        for_young=forms.flag("for_young"),
        given=reading.given(chosen),
    )
    actions.prepare_vote(event_id, step_id, draft, clock.now(), str(get_locale()))
    return done("room.lead", event_id=event_id)


@bp.post("/e/<event_id>/lead/votes/<vote_id>/opening")
@allow(organiser)
@answers_on("room.lead")
def open_vote(event_id: str, vote_id: str) -> ResponseReturnValue:
    """Let people vote."""
    actions.open_vote(event_id, vote_id, current_user.id, clock.now())
    return done("room.lead", event_id=event_id)


@bp.get("/e/<event_id>/lead/votes/<vote_id>/closing")
@allow(organiser)
def confirm_closing(event_id: str, vote_id: str) -> str:
    """Closing is for good, so it is asked about first."""
    vote: Vote = queries.of_event(event_id, vote_id) or abort(404)
    return page(
        "voting/closing.html",
        event=g.event,
        vote=vote,
        account=admission.account(vote),
        few=rules.FEW_VOTERS,
    )


@bp.post("/e/<event_id>/lead/votes/<vote_id>/closing")
@allow(organiser)
@answers_on("voting.confirm_closing")
def close_vote(event_id: str, vote_id: str) -> ResponseReturnValue:
    """Close, count, publish, and remove the traces."""
    if actions.close_vote(event_id, vote_id, current_user.id, clock.now()):
        scrubbing.scrub(vote_id, clock.now())
    return done("room.lead", event_id=event_id)


@bp.get("/e/<event_id>/lead/votes/<vote_id>/counting")
@allow(organiser)
def how_far(event_id: str, vote_id: str) -> ResponseReturnValue:
    """How far a count has come. When it is done, everybody who follows the event is woken, and this page comes anew.

    The count is made by another process, which on SQLite cannot tell those who listen here.
    """
    vote: Vote = queries.of_event(event_id, vote_id) or abort(404)
    if vote.state is State.COUNTING:
        return render_template("voting/_counting.html", event=g.event, vote=vote)
    changed(event_id)
    answer = Response("")
    answer.headers["HX-Redirect"] = url_for("room.lead", event_id=event_id)
    return answer


@bp.get("/v/<vote_id>")
@allow(everyone)
def result(vote_id: str) -> str:
    """A vote's public result and proof; while it is open, what is voted on and how many have voted."""
    vote = _public(vote_id)
    step, event = queries.where(vote)
    return page(
        "voting/result.html",
        vote=vote,
        step=step,
        event=event,
        account=admission.account(vote),
        result=queries.result(vote),
        scrubbed=queries.is_scrubbed(vote_id),
        ballot_file=queries.ballot_file(vote),
        address=public_address(f"/v/{vote_id}"),
    )


@bp.get("/v/<vote_id>/secrecy")
@allow(everyone)
def secrecy(vote_id: str) -> str:
    """What is protected in this vote and what is not, in plain words."""
    vote = _public(vote_id)
    return page(
        "voting/secrecy.html",
        vote=vote,
        scrubbed=queries.is_scrubbed(vote_id),
        few=rules.FEW_VOTERS,
        file_from=rules.BALLOT_FILE_FROM,
    )


@bp.get("/v/<vote_id>.csv")
@allow(everyone)
def result_csv(vote_id: str) -> Response:
    """The result as a table."""
    vote = _closed(vote_id)
    return Response("\ufeff" + exports.as_csv(vote, _result_of(vote)), mimetype="text/csv")


@bp.get("/v/<vote_id>.json")
@allow(everyone)
def result_json(vote_id: str) -> Response:
    """The result with the record and what is needed to check it."""
    vote = _closed(vote_id)
    return jsonify(exports.as_json(vote, _result_of(vote)))


@bp.get("/v/<vote_id>/record.json")
@allow(everyone)
def record(vote_id: str) -> Response:
    """The record, byte for byte as its SHA-256 was published."""
    closure = _closed(vote_id).closure
    assert closure is not None
    return Response(closure.record.encode(), mimetype="application/json")


@bp.get("/v/recount.py")
@allow(everyone)
def recount_script() -> Response:
    """A program that counts a record again, for who does not trust this one."""
    return Response(RECOUNT.read_bytes(), mimetype="text/x-python")


@bp.get("/v/<vote_id>/receipts.txt")
@allow(everyone)
def receipts(vote_id: str) -> Response:
    """The sorted receipts of the ballots that were counted."""
    return Response("".join(f"{value}\n" for value in queries.receipts(_closed(vote_id).id)), mimetype="text/plain")


def _cost(contribution_id: str) -> int:
    """What an entry costs, from the field beside it."""
    return forms.whole(f"cost-{contribution_id}", least=1, most=rules.MOST_MONEY)


def _sent(vote_id: str) -> list[str]:
    """What a ballot paper sent, grades written like points."""
    fields = ((number, request.form.get(f"grade-{number}")) for number in range(1, rules.MOST_ENTRIES + 1))
    grades = [f"{rules.entry_key(vote_id, number)}:{grade}" for number, grade in fields if grade]
    return [*request.form.getlist("entry")[: 2 * rules.MOST_ENTRIES], *grades]


def _suggested(offers: list[activities.Offer]) -> list[str]:
    """What stands ticked at first: every team's solution, or else what is supported best."""
    worked_out = [offer for offer in offers if offer.team]
    return [offer.contribution_ids[0] for offer in worked_out or offers[: rules.SUGGESTED_ENTRIES]]


def _step(event_id: str, step_id: str) -> Step:
    found: Step = queries.step(g.event, step_id) or abort(404)
    return found


def _vote(vote_id: str) -> Vote:
    found: Vote = queries.vote(vote_id) or abort(404)
    return found


def _public(vote_id: str) -> Vote:
    """A vote that was opened; what is only prepared is the leader's own."""
    vote = _vote(vote_id)
    if vote.state is State.PREPARED:
        abort(404)
    return vote


def _closed(vote_id: str) -> Vote:
    vote = _vote(vote_id)
    if vote.state is not State.CLOSED:
        abort(404)
    return vote


def _result_of(vote: Vote) -> queries.Result:
    found = queries.result(vote)
    assert found is not None
    return found
