"""Beginning to follow something, and a follower's own page."""

from __future__ import annotations

from flask import Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from participation import clock, push, tokens
from participation.config import ROOT
from participation.people.rules import check_email
from participation.proposals import queries as proposals
from participation.proposals.blueprint import bp
from participation.proposals.following import actions, queries, rules
from participation.proposals.following.access import follower
from participation.proposals.following.channels import queries as channels
from participation.proposals.following.queries import Followed
from participation.proposals.following.rules import Channel, Rhythm, Subject
from participation.push.rules import LONGEST, check_endpoint
from participation.push.sealing import BadKeyError, check_keys
from participation.push.sending import Browser
from participation.refusal import Refusal
from participation.web import forms, throttle
from participation.web.access import allow, everyone
from participation.web.csrf import harmless
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on

PER_ADDRESS = throttle.Limit(120, 600)
"""Who begins to follow from one address: a class does so in a lesson."""
OWN = "/following/<string(length=48):link>"


@bp.get("/follow")
@allow(everyone)
def follow() -> str:
    """Follow something: choose how."""
    one = asked()
    on = channels.open_for(one.subject)
    return page(
        "proposals/following/follow.html",
        one=one,
        on=on,
        key=push.public_key() if Channel.PUSH in on else "",
        once=tokens.new_secret(),
    )


@bp.post("/follow/mail")
@allow(everyone)
@answers_on("proposals.follow")
def follow_by_mail() -> ResponseReturnValue:
    """By e-mail, once whoever reads that mailbox says yes."""
    one = _beginning(Channel.MAIL)
    address = check_email(forms.text("email", limit=254))
    if not address.isascii():
        raise Refusal("not_an_email", field="email")
    rhythm = forms.choice("rhythm", set(Rhythm))
    actions.follow_by_mail(address, one.subject, rhythm=rhythm, language=current(), now=clock.now())
    return done("proposals.asked_by_mail")


@bp.get("/follow/asked")
@allow(everyone)
def asked_by_mail() -> str:
    """Now look into the mailbox: the same page for everybody."""
    return page("proposals/following/asked.html")


@bp.post("/follow/push")
@allow(everyone)
@answers_on("proposals.follow")
def follow_by_push() -> ResponseReturnValue:
    """By notices on this device."""
    one = _beginning(Channel.PUSH)
    browser = Browser(_endpoint(), forms.text("p256dh", limit=120), forms.text("auth", limit=40))
    try:
        check_keys(browser.p256dh, browser.auth)
    except BadKeyError as problem:
        raise Refusal("unknown_push_service") from problem
    return _own_page(actions.follow_by_push(browser, one.subject, language=current(), now=clock.now()))


@bp.post("/follow/here")
@allow(everyone)
@answers_on("proposals.follow")
def followed_here() -> ResponseReturnValue:
    """What this device follows by notices: only its browser knows the address that they come by."""
    throttle.spend(PER_ADDRESS, "follow", throttle.address())
    return _own_page(queries.id_of_browser(_endpoint()))


@bp.post("/follow/address")
@allow(everyone)
@answers_on("proposals.follow")
def follow_by_address() -> ResponseReturnValue:
    """By a private address."""
    throttle.spend(PER_ADDRESS, "follow", throttle.address())
    once = forms.text("once", limit=64)
    return _own_page(actions.follow_by_address(asked().subject, once, current(), clock.now()))


@bp.get("/following/worker.js")
@allow(everyone)
def push_worker() -> Response:
    """What shows notices on a device. Its address says that it serves nothing but these pages."""
    worker = (ROOT / "static" / "js" / "push-worker.js").read_text(encoding="utf-8")
    return Response(worker, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@bp.get(OWN)
@allow(follower)
def following(link: str) -> str:
    """What this follower follows; confirm, change, stop."""
    followed = queries.followed_by(g.follower.id)
    departments, processes = proposals.choices()
    return page(
        "proposals/following/own.html",
        link=link,
        follower=g.follower,
        followed=[one for one in followed if not one.waits],
        waiting=[one for one in followed if one.waits],
        departments=departments,
        processes=processes,
        hours=rules.TO_CONFIRM.total_seconds() // 3600,
    )


@bp.post(f"{OWN}/confirm")
@allow(follower)
@answers_on("proposals.following")
def confirm_following(link: str) -> ResponseReturnValue:
    """Yes, I want to follow."""
    actions.confirm(g.follower.id, clock.now())
    return done("proposals.following", link=link)


@bp.post(f"{OWN}/more")
@allow(follower)
@answers_on("proposals.following")
def follow_more(link: str) -> ResponseReturnValue:
    """Follow one thing more: a department, a process, or all."""
    kind, _, value = forms.text("what", limit=40).partition(":")
    known = {"process": Subject(process=value), "department": Subject(department=value), "all": Subject()}
    if kind not in known or queries.name_of(known[kind]) is None:
        raise Refusal("not_a_choice", field="what")
    actions.follow_more(g.follower.id, known[kind], clock.now())
    return done("proposals.following", link=link)


@bp.post(f"{OWN}/rhythm")
@allow(follower)
@answers_on("proposals.following")
def set_rhythm(link: str) -> ResponseReturnValue:
    """Each time, or once a day."""
    actions.set_rhythm(g.follower.id, forms.choice("rhythm", set(Rhythm)))
    return done("proposals.following", link=link)


@bp.post(f"{OWN}/less")
@allow(follower)
@answers_on("proposals.following")
def unfollow(link: str) -> ResponseReturnValue:
    """One thing less; after the last, the follower is forgotten."""
    actions.unfollow(g.follower.id, forms.whole("id", least=1, most=2**31 - 1))
    return _stopped() if queries.follower_of(link) is None else done("proposals.following", link=link)


@bp.get(f"{OWN}/stop")
@allow(everyone)
def before_stop(link: str) -> ResponseReturnValue:
    """Mail readers that do not stop by themselves open the page that does."""
    return redirect(url_for("proposals.following", link=link), 303)


@bp.post(f"{OWN}/stop")
@allow(everyone)
@harmless
def stop_following(link: str) -> str:
    """Stop, in one tap and for good; mail readers send this too. The link is the proof, so no token is asked for."""
    found = queries.follower_of(link)
    if found is not None:
        actions.stop(found.id, clock.now())
    return _stopped()


def asked() -> Followed:
    """What the request is about, by name: one proposal, a process, a department, or all."""
    number, process, department = (request.values.get(name, "") for name in ("proposal", "process", "department"))
    if number and not (number.isascii() and number.isdigit() and len(number) <= 9):
        abort(404)
    if not (process + department).isprintable():
        abort(404)
    return about(Subject(int(number) if number else None, process[:16] or None, department[:16] or None))


def about(subject: Subject) -> Followed:
    """A subject by name; there is no page about what is not there."""
    name = queries.name_of(subject)
    if name is None or len(subject.named) > 1:
        abort(404)
    return Followed(0, subject, name, False)


def _beginning(channel: Channel) -> Followed:
    throttle.spend(PER_ADDRESS, "follow", throttle.address())
    one = asked()
    rules.check_on(channel, channels.open_for(one.subject))
    return one


def _endpoint() -> str:
    endpoint = forms.text("endpoint", limit=LONGEST)
    check_endpoint(endpoint, current_app.config["PUSH_HOSTS"])
    return endpoint


def _own_page(follower_id: str) -> ResponseReturnValue:
    return redirect(url_for("proposals.following", link=queries.code_of(follower_id)), 303)


def _stopped() -> str:
    return page("proposals/following/stopped.html")
