"""A town in which every route leads somewhere, and everybody who may try one.

Omar's evening has an idea, a vote and a proposal in it. Petra answers the proposal, Tove's department does it. Kim
is the adult on duty there, and in no other way a part of it. Olga leads another evening: a stranger here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from participation import clock, tokens
from participation.db import db
from participation.demo import cast
from participation.events import activities
from participation.events.access import WAY_BACK
from participation.events.agenda import actions as agenda
from participation.events.co_leaders import actions as co_leaders
from participation.events.co_leaders.models import CoLeader
from participation.events.co_leaders.queries import COOKIE
from participation.events.contributions.actions import Gift
from participation.events.duty import actions as duty
from participation.events.duty import queries as alarms
from participation.events.library import actions as library
from participation.events.library.gathering import Told
from participation.events.participants import actions as participants
from participation.events.preparing import queries as preparing
from participation.events.room import actions as room
from participation.events.screens import actions as screens
from participation.events.screens import queries as screens_of
from participation.events.series import actions as series
from participation.events.series import queries as occasions
from participation.events.series.rules import Rhythm
from participation.ideas import actions as ideas
from participation.people import actions as people
from participation.people.models import Department, Role
from participation.proposals.following import actions as following
from participation.proposals.following import queries as followers
from participation.proposals.following.rules import Subject
from participation.proposals.handing import actions as handing
from participation.proposals.making import actions as making
from participation.proposals.making.actions import Wanted
from participation.teams import queries as teams
from participation.teams.forming import actions as forming
from participation.voting import actions as voting
from participation.voting.rules import Draft
from participation.walks.maps import actions as maps
from participation.walks.maps import drawing
from participation.walks.marking import actions as marking
from participation.walks.marking.rules import Seen
from participation.walks.places import actions as places
from participation.walks.places import queries as places_of
from participation.walks.planning import actions as planning
from participation.walks.protocol import actions as protocol
from participation.walks.protocol.rules import Answer, Change, Editor
from participation.walks.rules import Point
from tests.cast import ASTRID, KIM, OLGA, OMAR, PETRA, TOVE, Evening, account, at_desk, evening_of, staff_of
from tests.dialogues.talk import Talk
from tests.diaries.diary import Diary
from tests.reading import Browser
from tests.stories.tale import Tale


@dataclass(slots=True)
class World:
    """The town, and what stands in its addresses."""

    app: Flask
    evening: Evening
    other: Evening
    values: dict[str, Any]

    def browser(self, who: str) -> Browser:
        """Somebody's browser, fresh."""
        if who in {"participant", "elsewhere"}:
            evening = self.evening if who == "participant" else self.other
            somebody = Browser(self.app)
            # The one who gave the idea, so that a route may act upon it.
            secret = (
                self.values["secret"] if who == "participant" else participants.join(evening.event_id, tokens.new_id())
            )
            somebody.client.set_cookie(f"t_{evening.event_id}", secret)
            return somebody
        if who == "way back":
            somebody = Browser(self.app)
            with somebody.client.session_transaction() as session:
                session[WAY_BACK] = {self.evening.event_id: self.values["participant_id"]}
            return somebody
        if who == "co-leader":
            somebody = Browser(self.app)
            somebody.client.set_cookie(COOKIE + self.evening.event_id, self.values["co_leader_secret"])
            return somebody
        if who == "screen":
            somebody = Browser(self.app)
            somebody.client.set_cookie(screens_of.COOKIE + self.evening.event_id, self.values["screen_secret"])
            return somebody
        staff = {"olga": OLGA, "omar": OMAR, "petra": PETRA, "tove": TOVE, "kim": KIM, "astrid": ASTRID}
        return at_desk(self.app, staff[who]) if who in staff else Browser(self.app)

    def path(self, rule: Rule) -> str:
        """The address of a rule, with what there is in this town."""
        with self.app.test_request_context():
            adapter = self.app.url_map.bind("localhost")
            values = {name: self.link() if name == "link" else self.values[name] for name in rule.arguments}
            return adapter.build(rule.endpoint, values, method=next(iter(methods_of(rule))))

    def link(self) -> str:
        """The link of a private address that follows the proposal; whoever stopped it before, it follows again."""
        return followers.code_of(following.follow_by_address(Subject(self.values["number"]), "x", "sv", clock.now()))

    def ask(self, who: str, rule: Rule) -> TestResponse:
        """Somebody tries a route, with an empty form where it takes one."""
        browser = self.browser(who)
        if "POST" in methods_of(rule):
            return browser.forge(self.path(rule))
        return browser.client.get(self.path(rule), buffered=False)


def methods_of(rule: Rule) -> set[str]:
    return set(rule.methods or ()) - {"HEAD", "OPTIONS"}


def proposal_of(evening: Evening) -> int:
    departments = {item.name: item.id for item in db.session.query(Department)}
    today = clock.now().date()
    wanted = Wanted(
        client_id=tokens.new_id(),
        title="Ljus på gångvägen",
        summary="Sätt upp lampor.",
        board="Tekniska nämnden",
        chosen=[activities.offers(evening.event_id)[0].contribution_ids[0]],
        department_ids=[departments["Tekniska förvaltningen"]],
        holder_id=departments["Tekniska förvaltningen"],
        answerer_id=account(PETRA).id,
        reply_by=today + dt.timedelta(days=21),
        decide_by=today + dt.timedelta(days=90),
    )
    return making.publish(evening.event_id, wanted, by_id=evening.leader_id, zone="Europe/Stockholm", now=clock.now())


def vote_of(evening: Evening, entries: list[str], **more: Any) -> str:
    by = clock.now().date() + dt.timedelta(days=30)
    draft = Draft(tuple(entries), 1, "Petra Ek", "tar upp det", by, announced_live=False, **more)
    return voting.prepare_vote(evening.event_id, evening.steps["vote"], draft, clock.now())


def method_of(evening: Evening) -> str:
    """The evening saved as a method; returns its id."""
    told = Told("sv", "Vår kväll", "Alla skriver.", "", "", (5, 30))
    return library.save(evening.event_id, told, anew=False, by_id=evening.leader_id, now=clock.now(), once="form")


def series_of(evening: Evening) -> dict[str, str]:
    """The evening comes back three times; the series, and its last date."""
    three = Rhythm("week", None, 3)
    series_id = series.lay_out(
        evening.event_id, three, zone="Europe/Stockholm", by_id=evening.leader_id, now=clock.now()
    )
    return {"series_id": series_id, "occasion_id": occasions.occasions(series_id)[-1].id}


def team_of(evening: Evening, participant_id: str) -> str:
    """A team, with this participant in it; returns its id."""
    step_id = agenda.add_step(
        evening.event_id, forming.KIND, title="Lag", minutes=5, settings={}, after_id="", once="teams"
    )
    forming.form(evening.event_id, step_id, "lot")
    forming.join(evening.event_id, participant_id, None)
    return teams.of_event(evening.event_id)[0].id


def walk_in(evening: Evening) -> str:
    """A step in which people walk."""
    return agenda.add_step(
        evening.event_id, "walk", title="Vandring", minutes=30, settings={}, after_id=evening.steps["next"], once="walk"
    )


def place_of(evening: Evening, walk_id: str) -> str:
    """A place of a walk that lies with Tove's department, in a public protocol; returns its id."""
    room.open_beside(evening.event_id, walk_id, by_id=evening.leader_id, now=clock.now())
    gift = Gift(tokens.new_id(), evening.event_id, walk_id, None, marking.KIND, "Trasig lampa", "sv")
    marking.mark(gift, Seen(-2, ("light",), "Trasig lampa", place="Torget"), clock.now())
    places.gather(evening.event_id, walk_id, evening.leader_id, clock.now())
    step = next(step for step in evening.event.steps if step.id == walk_id)
    place_id = places_of.of_walk(step).places[0].place.id
    asked = Change(place_id, 0, Answer(department_id=str(account(TOVE).department_id)))
    protocol.take_in(walk_id, [asked], Editor(evening.leader_id, None, True), clock.now())
    protocol.publish(evening.event_id, walk_id, evening.leader_id, clock.now())
    return place_id


def build(app: Flask) -> World:
    """The town of these tests."""
    staff_of(app)
    evening, other = evening_of(app), evening_of(app, OLGA, title="Planera våren")
    evening.go_to("ideas")
    other.go_to("ideas")
    secret = participants.join(evening.event_id, tokens.new_id())
    author = evening.who(secret)
    given = [evening.give("Mer ljus", author), evening.give("Fler bussar")]
    duty.choose_adult(evening.event_id, account(KIM).id, clock.now())
    evening.give("Pappa slår mig", evening.join())
    vote_id = vote_of(evening, given)
    voting.open_vote(evening.event_id, vote_id, evening.leader_id, clock.now())
    _event, co_leader_secret = co_leaders.use_link(
        co_leaders.make_link(evening.event_id, evening.leader_id, "form", clock.now()), "browser", clock.now()
    )
    co_leaders.make_link(evening.event_id, evening.leader_id, "another form", clock.now())
    not_used = db.session.query(CoLeader).filter(CoLeader.joined_at.is_(None)).one()
    number, departments = proposal_of(evening), {item.name: item.id for item in db.session.query(Department)}
    to_culture = {"to_id": departments["Kultur- och fritidsförvaltningen"], "why": "Vid badhuset"}
    handing.ask(number, "a-handing", **to_culture, by_id=account(TOVE).id, now=clock.now())
    code = screens.make_code(evening.event_id, "form", by_id=evening.leader_id, now=clock.now())
    _event, screen_secret = screens.pair(code, "browser", clock.now())
    screens.make_code(evening.event_id, "another form", by_id=evening.leader_id, now=clock.now())
    talk, tale, diary = Talk(evening), Tale(evening), Diary(evening)
    tale.open_others()
    diary.open_others()
    values = {
        "about": "age",
        "screen_secret": screen_secret,
        "screen_id": screens_of.of_event(evening.event_id, clock.now())[1].id,
        "statement_id": talk.state("Det är för mörkt", author),
        "diary_id": diary.step_id,
        "entry_id": diary.write("Ingen tänkte på oss", author),
        "story_id": tale.tell("Vi fick vänta", author),
        "telling_id": tale.step_id,
        "question_id": talk.promised("När byggs hallen?", PETRA),
        "co_leader_secret": co_leader_secret,
        "co_leader_id": not_used.id,
        "secret": secret,
        "participant_id": author,
        "event_id": evening.event_id,
        "process_id": evening.process_id,
        "step_id": evening.steps["vote"],
        "contribution_id": given[0],
        "theme_id": ideas.add_theme(evening.event_id, evening.board, "Ute"),
        "vote_id": vote_id,
        "number": number,
        "handing_id": "nothing",
        "slug": "ljus",
        "staff_id": people.create_staff(
            email="nina@lindvik.example", name="Nina", role=Role.POLITICIAN, now=clock.now()
        ),
        "code": evening.code,
        "point_id": preparing.points(evening.event_id)[0].id,
        "kind": "svg",
        "filename": "css/base.css",
        "picture_id": "x" * 16,
        "photo_id": "nothing",
        "walk_id": (walk := walk_in(evening)),
        "written_as": "json",
        "token": "nothing",
        "request_id": "nothing",
        "rest": "nothing.json",
        "method_key": method_of(evening),
        **series_of(evening),
        "public_id": "x" * 16,
        "key_id": "nothing",
        "key": planning.add_point(evening.event_id, walk, Point("", "Tunneln"), once="stop", map_id=""),
        "gathered_id": place_of(evening, walk),
        "map_id": maps.keep_map(drawing.read(cast.HELSINKI.read_text(encoding="utf-8")), clock.now()),
        "pending_id": "nothing",
        "team_id": team_of(evening, author),
        "field": "idea",
        "alert_id": alarms.alarms(account(KIM).id)[0].id,
    }
    return World(app, evening, other, values)
