"""The feeds and calendars: of all proposals, of a process, of a department, of one proposal, of a private address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, g, make_response, render_template, request, url_for
from flask_babel import gettext as _

from participation import clock
from participation.proposals import queries as proposals
from participation.proposals.blueprint import bp
from participation.proposals.following import queries
from participation.proposals.following.access import follower
from participation.proposals.following.feeds import calendar
from participation.proposals.following.feeds import queries as feeds
from participation.proposals.following.feeds.calendar import Day
from participation.proposals.following.letters import name_of
from participation.proposals.following.queries import Followed
from participation.proposals.following.routes import about, asked
from participation.proposals.following.rules import Subject
from participation.proposals.ledger import queries as ledger
from participation.proposals.routes import today
from participation.web.access import allow, everyone
from participation.web.addresses import public_address
from participation.web.languages import current

FEED = 50
"""Entries in a feed."""
HEAR_BACK = "hear_back"


@bp.get("/feed")
@allow(everyone)
def feed() -> Response:
    """What was published about proposals (`proposal=`, `process=`, `department=`, or all), newest first, as Atom."""
    one = asked()
    return _for_everybody(_feed([one], url_for("proposals.feed", **one.subject.named)))


@bp.get("/f/<int(max=999999999):number>/feed")
@allow(everyone)
def own_feed(number: int) -> Response:
    """What is published about one proposal, as Atom."""
    return _for_everybody(_feed([about(Subject(number))], request.path))


@bp.get("/calendar.ics")
@allow(everyone)
def promises() -> Response:
    """What is promised by which day (`proposal=`, `process=`, `department=`, or all), as a calendar."""
    return _for_everybody(_calendar([asked()]))


@bp.get("/following/<string(length=48):link>/feed")
@allow(follower)
def following_feed(link: str) -> Response:
    """What a private address follows, as one feed."""
    return _feed(queries.followed_by(g.follower.id), request.path)


@bp.get("/following/<string(length=48):link>/calendar.ics")
@allow(follower)
def following_calendar(link: str) -> Response:
    """What a private address follows, as one calendar."""
    return _calendar(queries.followed_by(g.follower.id))


def _feed(followed: Sequence[Followed], here: str) -> Response:
    links = ledger.latest(FEED, queries.proposals_of([one.subject for one in followed]))
    body = render_template(
        "proposals/following/feed.xml",
        entries=[proposals.told(link) for link in links],
        titles=proposals.titles({link.proposal for link in links}),
        name=_name(followed),
        updated=links[0].at if links else "1970-01-01T00:00:00Z",
        base=public_address(""),
        here=public_address(here),
    )
    return _answer(body, "application/atom+xml")


def _calendar(followed: Sequence[Followed]) -> Response:
    rows = feeds.owed(queries.proposals_of([one.subject for one in followed]), today())
    town = current_app.config["MUNICIPALITY"]
    name = f"{_name(followed)} · {town}"
    return _answer(calendar.as_text(name, current(), _days(rows), clock.now()), "text/calendar")


def _days(rows: Sequence[Any]) -> Iterator[Day]:
    base = public_address("")
    site = urlsplit(base).hostname
    words = {
        "reply": _("An answer is promised"),
        "decision": _("A decision is promised"),
        "trial_ends": _("The trial ends"),
        HEAR_BACK: _("You hear what came of it"),
    }
    for row in rows:
        address = f"{base}/f/{row.number}"
        about = "" if row.kind == HEAR_BACK else _("Proposal %(number)s: %(title)s", number=row.number, title=row.title)
        what = f"{words.get(row.kind) or row.what}: {row.title}"
        yield Day(f"{row.kind}-{row.id or row.number}@{site}", row.due, what, f"{about}\n{address}".strip(), address)


def _name(followed: Sequence[Followed]) -> str:
    return name_of(followed[0]) if len(followed) == 1 else _("What I follow")


def _answer(body: str, kind: str) -> Response:
    answer = make_response(body)
    answer.mimetype = kind
    answer.vary.add("Accept-Language")
    return answer


def _for_everybody(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer
