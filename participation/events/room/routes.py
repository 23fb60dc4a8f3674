"""Leading the room, the big screen, and the streams that pages follow."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.events import actions, activities, outcomes
from participation.events.access import acting, leader, organiser, participant, screen_or_leader
from participation.events.library import queries as library
from participation.events.moderation import queries as moderation
from participation.events.moderation import words as moderation_words
from participation.events.participants import pseudonyms
from participation.events.participants import queries as participants
from participation.events.qr import inline, public_address
from participation.events.room import actions as room
from participation.events.room import queries
from participation.events.room.rules import PRESSES
from participation.events.screens import queries as screens
from participation.events.series import actions as series
from participation.live import stream
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("room", __name__, url_prefix="/e/<event_id>")


@bp.get("/lead")
@allow(leader)
def lead(event_id: str) -> str:
    """The leader's remote control."""
    scene = queries.for_leader(g.event, request.values.get("beside", ""))
    before, after = queries.neighbours(scene)
    return page(
        "events/lead.html",
        scene=scene,
        before=before,
        after=after,
        signal=queries.leader_signal(event_id),
        organises=g.co_leader is None,
        called=pseudonyms.name(g.co_leader.pseudonym, current()) if g.co_leader else "",
        once=tokens.new_id(),
        waiting=moderation.waiting(event_id),
        reported=moderation.reported(event_id),
        reasons=moderation_words.REASONS,
        pretends=bool(scene.step and activities.of(scene.step.kind).pretend),
        outcomes=outcomes.of_event(event_id) if g.event.ending else [],
        roles=participants.role_counts(event_id),
        more_young=library.advises_more_young(g.event.method),
    )


@bp.get("/screen")
@allow(screen_or_leader)
def screen(event_id: str) -> str:
    """The big screen."""
    return page("events/screen.html", scene=queries.for_screen(g.event), **joining())


@bp.get("/screen/live")
@allow(screen_or_leader)
def screen_stream(event_id: str) -> Response:
    """What the big screen follows; a screen that was let in, only until a leader ends it."""
    if (shown := g.get("screen")) is None:
        return stream(event_id, "screen", lambda: queries.screen_html(event_id))
    screen_id = shown.id
    return stream(event_id, f"screen {screen_id}", lambda: screens.html(screen_id, queries.screen_html, event_id))


@bp.get("/screen/now")
@allow(screen_or_leader)
def screen_now(event_id: str) -> str:
    """The same once, for when streams do not pass."""
    return queries.screen_html(event_id)


@bp.get("/lead/live")
@allow(leader)
def lead_stream(event_id: str) -> Response:
    """What the leader's phone follows."""
    return stream(event_id, "lead", lambda: queries.leader_signal(event_id))


@bp.get("/lead/signal")
@allow(leader)
def lead_signal(event_id: str) -> Response:
    """The same once, for when streams do not pass."""
    return Response(queries.leader_signal(event_id), mimetype="text/plain")


@bp.get("/live")
@allow(participant)
def participant_stream(event_id: str) -> Response:
    """What phones follow: when to look again, and the page as far as it is the same for everybody."""
    return stream(event_id, "participants", queries.Following(event_id))


@bp.get("/signal")
@allow(participant)
def participant_signal(event_id: str) -> Response:
    """The same once, for when streams do not pass."""
    return Response(queries.signal(event_id), mimetype="text/plain")


@bp.post("/steps/<step_id>/open")
@allow(leader)
@answers_on("room.lead")
def open_step(event_id: str, step_id: str) -> ResponseReturnValue:
    """The room goes to a step."""
    actions.open_step(event_id, step_id, now=clock.now(), seen=request.form.get("seen"), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/steps/<step_id>/beside")
@allow(leader)
@answers_on("room.lead")
def beside(event_id: str, step_id: str) -> ResponseReturnValue:
    """A step is open beside the room's, or no longer (`open=0`)."""
    verb = room.open_beside if forms.choice("open", ("0", "1")) == "1" else room.close_beside
    verb(event_id, step_id, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/steps/close")
@allow(leader)
@answers_on("room.lead")
def close_step(event_id: str) -> ResponseReturnValue:
    """The room pauses."""
    actions.close_step(event_id, now=clock.now(), seen=request.form.get("seen"), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/steps/<step_id>/others")
@allow(leader)
@answers_on("room.lead")
def others(event_id: str, step_id: str) -> ResponseReturnValue:
    """Participants see each other's contributions (`open=1`), or no longer."""
    verb = actions.open_others if forms.choice("open", ("0", "1")) == "1" else actions.close_others
    verb(event_id, step_id, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/steps/<step_id>/timer")
@allow(leader)
@answers_on("room.lead")
def timer(event_id: str, step_id: str) -> ResponseReturnValue:
    """Start, pause, go on with or lengthen the step's timer."""
    what, once = forms.choice("what", PRESSES), forms.text("once", limit=32)
    room.press_timer(event_id, step_id, what, once=once, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/cover")
@allow(screen_or_leader)
@answers_on("room.lead")
def cover(event_id: str) -> ResponseReturnValue:
    """Hide everything on the big screen (`hide=1`), or show it again; from the leader's page or the screen's own."""
    verb = room.cover_screen if forms.choice("hide", ("0", "1")) == "1" else room.reveal_screen
    verb(event_id, now=clock.now(), **acting())
    return done("room.screen" if request.form.get("from") == "screen" else "room.lead", event_id=event_id)


@bp.post("/ending")
@allow(organiser)
@answers_on("room.lead")
def end(event_id: str) -> ResponseReturnValue:
    """Close the event, or cancel it."""
    actions.end_event(
        event_id,
        forms.choice("kind", ("closed", "cancelled")),
        reason=forms.text("reason", limit=500, required=False),
        hear_back_on=forms.date("hear_back_on", required=False),
        by_id=current_user.id,
        now=clock.now(),
    )
    series.go_on(event_id, zone=current_app.config["TIMEZONE"], by_id=current_user.id, now=clock.now())
    return done("room.lead", event_id=event_id)


def joining() -> dict[str, object]:
    """How people get in, as screen and poster show it: QR, address in words, code, slips."""
    code: str = g.event.join_code
    address = public_address(f"/j/{code}")
    printed, used = participants.slips(g.event.id)
    return {
        "qr": inline(address, address),
        "address": address.partition("://")[2].removesuffix(f"/{code}"),
        "code": code,
        "slips": (printed, used),
    }
