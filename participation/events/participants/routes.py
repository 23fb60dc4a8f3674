"""Joining, taking part, what I gave, the way back, and handing a shared device over."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from participation import tokens
from participation.events import activities
from participation.events import queries as events
from participation.events.access import WAY_BACK, participant, participant_or_way_back
from participation.events.contributions import queries as contributions
from participation.events.duty import queries as duty
from participation.events.models import Event
from participation.events.participants import actions, pseudonyms, queries
from participation.events.participants.rules import ROLES
from participation.events.qr import inline, public_address
from participation.events.room import queries as room
from participation.refusal import Refusal
from participation.web import cookies, forms, refusals, throttle
from participation.web.access import allow, everyone
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("participants", __name__)
KEPT_FOR = 24 * 30 * 86400


@bp.get("/j")
@allow(everyone)
def find() -> ResponseReturnValue:
    """From a typed code to its event."""
    code = tokens.normal_code(request.args.get("code", ""))[:7]
    return redirect(url_for("participants.join_page", code=code), 303) if code else redirect("/", 303)


@bp.get("/j/<code>")
@allow(everyone)
def join_page(code: str) -> ResponseReturnValue:
    """One button: I am in. After the event the code leads to its thread."""
    event = events.by_code(tokens.normal_code(code))
    if event is None:
        return make_response(page("events/unknown_code.html", code=code[:20]), 404)
    if queries.by_secret(event.id, request.cookies.get(queries.COOKIE + event.id, "")):
        return redirect(url_for("participants.now", event_id=event.id), 303)
    if event.ending is not None:
        return redirect(url_for("home.process", process_id=event.process_id, _anchor=event.id), 303)
    return make_response(page("events/join.html", event=event, once=tokens.new_id()))


@bp.post("/j/<code>")
@allow(everyone)
@answers_on("participants.join_page")
def join(code: str) -> ResponseReturnValue:
    """Join on this device."""
    throttle.spend(throttle.PER_ADDRESS, throttle.address())
    event = events.by_code(tokens.normal_code(code)) or abort(404)
    known = request.cookies.get(queries.COOKIE + event.id, "")
    if known and queries.by_secret(event.id, known):
        return redirect(url_for("participants.now", event_id=event.id), 303)
    return _keep(event, actions.join(event.id, _once(), _role()), url_for("participants.now", event_id=event.id))


@bp.get("/e/<event_id>")
@allow(participant)
def now(event_id: str) -> str:
    """What the room does now."""
    event = events.event(event_id) or abort(404)
    talk = duty.talk(event_id, g.participant.id)
    scene = room.for_participant(event, g.participant, request.values.get("beside", ""))
    return page("events/now.html", scene=scene, talk=talk, late=refusals.closed_on("step_closed"))


@bp.get("/e/<event_id>/mine")
@allow(participant_or_way_back)
def mine(event_id: str) -> str:
    """What I gave, and what came of it."""
    return page("events/mine.html", **_mine(event_id))


@bp.post("/e/<event_id>/way-back")
@allow(participant)
@answers_on("participants.mine")
def way_back(event_id: str) -> ResponseReturnValue:
    """Make a private code to come back with; shown only now."""
    code = actions.make_way_back(g.participant.id)
    address = public_address(f"/t#{code}")
    typed_at = public_address("/t").partition("://")[2]
    return page(
        "events/way_back_made.html",
        **_mine(event_id),
        code=tokens.spaced_code(code),
        qr=inline(address, _label()),
        typed_at=typed_at,
    )


@bp.post("/e/<event_id>/role")
@allow(participant)
@answers_on("participants.mine")
def say_role(event_id: str) -> ResponseReturnValue:
    """Say what I am here as, say something else, or take it back."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.say_role(event_id, g.participant.id, _role())
    return done("participants.mine", event_id=event_id)


@bp.get("/e/<event_id>/hand-over")
@allow(participant_or_way_back)
def before_hand_over(event_id: str) -> str:
    """What happens when the device goes to the next person."""
    return page("events/hand_over.html", event=events.event(event_id), keepers=activities.keepers())


@bp.post("/e/<event_id>/hand-over")
@allow(everyone)
@answers_on("participants.before_hand_over")
def hand_over(event_id: str) -> ResponseReturnValue:
    """Done: wipe everything of mine from this device; the next person starts clean."""
    event = events.event(event_id) or abort(404)
    session.clear()
    answer = make_response(redirect(url_for("participants.join_page", code=event.join_code), 303))
    for name in [name for name in request.cookies if name.startswith(queries.COOKIE)][:200]:
        answer.delete_cookie(name, httponly=True, samesite="Lax")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.get("/t")
@allow(everyone)
def return_page() -> str:
    """The private way back: type the code, or come from its QR; and what this device has joined."""
    return page("events/return.html", joined=queries.events_of_device(request.cookies))


@bp.post("/t")
@allow(everyone)
@answers_on("participants.return_page")
def come_back() -> ResponseReturnValue:
    """Come back by a private code, or join by a slip."""
    throttle.check(throttle.CODES_PER_ADDRESS, "code", throttle.address())
    code = tokens.normal_code(forms.text("code", limit=400).rpartition("#")[2])
    if slip := queries.slip(code):
        event = events.event(slip.event_id) or abort(404)
        return _keep(event, actions.join_with_slip(slip, code), url_for("participants.now", event_id=event.id))
    found = queries.by_way_back(code)
    if found is None:
        throttle.spend(throttle.CODES_PER_ADDRESS, "code", throttle.address())
        raise Refusal("unknown_code", field="code", status=404)
    session[WAY_BACK] = {**session.get(WAY_BACK, {}), found.event_id: found.id}
    return redirect(url_for("participants.mine", event_id=found.event_id), 303)


def _mine(event_id: str) -> dict[str, object]:
    event: Event = events.event(event_id) or abort(404)
    given = contributions.of_participant(g.participant.id)
    gave = {item.id for item in given}
    became = activities.carried_on([*gave, *contributions.supported_by(g.participant.id)])
    return {
        "event": event,
        "given": given,
        "waiting": contributions.waiting_of(g.participant.id),
        "talk": duty.talk(event_id, g.participant.id),
        "carried_on": became,
        "stood_behind": list(dict.fromkeys(became[one] for one in became if one not in gave)),
        "own_pages": activities.own_pages(event.steps, g.participant.id),
        "pseudonym": pseudonyms.name(g.participant.pseudonym, current()),
        "on_this_device": "device_secret" in g,
        "role": queries.role_of(g.participant.id),
    }


def _label() -> str:
    return _("QR code of your private way back")


def _role() -> str:
    """What somebody said to be here as, if anything."""
    return forms.choice("role", ("", *ROLES))


def _once() -> str:
    """What makes two presses of one button one joining: from the page, tied to this browser's session."""
    return f"{forms.text('once', limit=32, required=False) or tokens.new_id()}:{session.get('csrf_token', '')}"


def _keep(event: Event, secret: str, to: str) -> Response:
    """Send on, with the secret that this device keeps for the event."""
    answer = make_response(redirect(to, 303))
    cookies.keep(answer, queries.COOKIE + event.id, secret, KEPT_FOR)
    return answer
