"""Every route, tried as everybody: who is let in stands in one table, and a route that is not in it fails.

The town of these tests has Omar's evening with an idea, a vote and a proposal in it. Petra answers the proposal, Tove's
department does it. Olga leads another evening, Kim works in another department: both are strangers here.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from participation import clock, tokens
from participation.db import db
from participation.events import activities
from participation.events.access import WAY_BACK
from participation.events.participants import actions as participants
from participation.ideas import actions as ideas
from participation.people import actions as people
from participation.people.models import Department, Role
from participation.proposals.making import actions as making
from participation.proposals.making.actions import Wanted
from participation.voting import actions as voting
from participation.voting.rules import Draft
from tests.cast import (
    ASTRID,
    KIM,
    OLGA,
    OMAR,
    PETRA,
    TOVE,
    Browser,
    Evening,
    account,
    at_desk,
    evening_of,
    said,
    staff_of,
)
from tests.conftest import environ_for, running

EVERYBODY = frozenset(
    {"stranger", "elsewhere", "participant", "way back", "olga", "omar", "petra", "tove", "kim", "astrid"}
)
"""`elsewhere` takes part in Olga's evening; `way back` came to Omar's by a private code, on a device of their own."""

STAFF = frozenset({"olga", "omar", "petra", "tove", "kim", "astrid"})
ORGANISERS = frozenset({"olga", "omar", "astrid"})
LEADERS = frozenset({"omar", "astrid"})
ADMINISTRATOR = frozenset({"astrid"})
JOINED = frozenset({"participant"})
JOINED_OR_BACK = frozenset({"participant", "way back"})
PART_IN_PROPOSAL = frozenset({"omar", "petra", "tove", "astrid"})

WHO_MAY: dict[str, frozenset[str]] = {
    # What anybody may read, and the doors that anybody may knock at
    "static": EVERYBODY,
    "home.start": EVERYBODY,
    "home.process": EVERYBODY,
    "home.privacy": EVERYBODY,
    "home.accessibility": EVERYBODY,
    "home.help_me": EVERYBODY,
    "home.healthz": EVERYBODY,
    "home.readyz": EVERYBODY,
    "languages.switch": EVERYBODY,
    "media.large": EVERYBODY,
    "media.small": EVERYBODY,
    "participants.find": EVERYBODY,
    "participants.join_page": EVERYBODY,
    "participants.join": EVERYBODY,
    "participants.return_page": EVERYBODY,
    "participants.come_back": EVERYBODY,
    "participants.hand_over": EVERYBODY,
    "people.sign_in": EVERYBODY,
    "people.enter": EVERYBODY,
    "people.link": EVERYBODY,
    "people.choose_password": EVERYBODY,
    "proposals.index": EVERYBODY,
    "proposals.show": EVERYBODY,
    "proposals.feed": EVERYBODY,
    "proposals.own_feed": EVERYBODY,
    "proposals.data": EVERYBODY,
    "proposals.proposals_csv": EVERYBODY,
    "proposals.proposals_json": EVERYBODY,
    "proposals.chain": EVERYBODY,
    "proposals.chain_of": EVERYBODY,
    "proposals.head": EVERYBODY,
    "proposals.heads_json": EVERYBODY,
    "proposals.heads_text": EVERYBODY,
    "voting.result": EVERYBODY,
    "voting.secrecy": EVERYBODY,
    "voting.result_csv": EVERYBODY,
    "voting.result_json": EVERYBODY,
    "voting.record": EVERYBODY,
    "voting.receipts": EVERYBODY,
    # Who knows the event's random address: signals without content, and the code's picture
    "room.participant_stream": EVERYBODY,
    "room.participant_signal": EVERYBODY,
    "events.code": EVERYBODY,
    # Participants
    "participants.now": JOINED,
    "participants.way_back": JOINED,
    "ideas.give": JOINED,
    "contributions.support": JOINED,
    "voting.cast": JOINED,
    "participants.mine": JOINED_OR_BACK,
    "participants.before_hand_over": JOINED_OR_BACK,
    "contributions.withdraw": JOINED_OR_BACK,
    # Who leads the event
    "room.lead": LEADERS,
    "room.lead_signal": LEADERS,
    "room.lead_stream": LEADERS,
    "room.screen": LEADERS,
    "room.screen_now": LEADERS,
    "room.screen_stream": LEADERS,
    "room.open_step": LEADERS,
    "room.close_step": LEADERS,
    "room.others": LEADERS,
    "room.end": LEADERS,
    "events.prepare": LEADERS,
    "events.change": LEADERS,
    "events.change_step": LEADERS,
    "events.add_organiser": LEADERS,
    "events.poster": LEADERS,
    "events.slips": LEADERS,
    "ideas.one": LEADERS,
    "ideas.write_down": LEADERS,
    "ideas.add_theme": LEADERS,
    "ideas.rename_theme": LEADERS,
    "ideas.group": LEADERS,
    "contributions.hide": LEADERS,
    "contributions.show": LEADERS,
    "contributions.merge": LEADERS,
    "contributions.part": LEADERS,
    "voting.prepare": LEADERS,
    "voting.save": LEADERS,
    "voting.open_vote": LEADERS,
    "voting.confirm_closing": LEADERS,
    "voting.close_vote": LEADERS,
    "proposals.make": LEADERS,
    "proposals.publish": LEADERS,
    # Who works in the process
    "events.of_process": LEADERS,
    "events.create": LEADERS,
    "processes.add_organiser": LEADERS,
    "processes.mine": ORGANISERS,
    "processes.create": ORGANISERS,
    # Who has a part in the proposal
    "proposals.work": PART_IN_PROPOSAL,
    "proposals.correct": PART_IN_PROPOSAL,
    "proposals.take_back": PART_IN_PROPOSAL,
    "proposals.enter_now": PART_IN_PROPOSAL,
    "proposals.waiting_picture": PART_IN_PROPOSAL,
    "proposals.answer": frozenset({"petra"}),
    "proposals.promise": frozenset({"tove"}),
    "proposals.progress": frozenset({"tove"}),
    "proposals.finish": frozenset({"tove"}),
    "proposals.move": frozenset({"petra", "tove"}),
    "proposals.record": frozenset({"omar", "tove", "astrid"}),
    "proposals.withdraw": frozenset({"omar"}),
    # Everybody with an account
    "home.desk": STAFF,
    "people.sign_out": STAFF,
    "proposals.desk": STAFF,
    # Administrators
    "people.everybody": ADMINISTRATOR,
    "people.person": ADMINISTRATOR,
    "people.invite": ADMINISTRATOR,
    "people.change": ADMINISTRATOR,
    "people.new_link": ADMINISTRATOR,
    "people.close": ADMINISTRATOR,
    "people.save_department": ADMINISTRATOR,
    "records.registrar": ADMINISTRATOR,
    "records.enter_decision": ADMINISTRATOR,
}


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
        staff = {"olga": OLGA, "omar": OMAR, "petra": PETRA, "tove": TOVE, "kim": KIM, "astrid": ASTRID}
        return at_desk(self.app, staff[who]) if who in staff else Browser(self.app)

    def path(self, rule: Rule) -> str:
        """The address of a rule, with what there is in this town."""
        with self.app.test_request_context():
            adapter = self.app.url_map.bind("localhost")
            values = {name: self.values[name] for name in rule.arguments}
            return adapter.build(rule.endpoint, values, method=next(iter(methods_of(rule))))

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


def vote_of(evening: Evening, entries: list[str]) -> str:
    draft = Draft(tuple(entries), 1, "Petra Ek", "tar upp det", clock.now().date() + dt.timedelta(days=30), False)
    return voting.prepare_vote(evening.event_id, evening.steps["vote"], "approval", draft, clock.now())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, compiled_templates: Path) -> Iterator[World]:
    """One town for all that is tried: access must not depend on what somebody else did before."""
    instance = tmp_path_factory.mktemp("world")
    shutil.copyfile(sqlite_template, instance / sqlite_template.name)
    with running(environ_for(instance), compiled_templates) as app:
        staff_of(app)
        evening, other = evening_of(app), evening_of(app, OLGA, title="Planera våren")
        evening.go_to("ideas")
        other.go_to("ideas")
        secret = participants.join(evening.event_id, tokens.new_id())
        author = evening.who(secret)
        given = [evening.give("Mer ljus", author), evening.give("Fler bussar")]
        vote_id = vote_of(evening, given)
        voting.open_vote(evening.event_id, vote_id, evening.leader_id, clock.now())
        values = {
            "secret": secret,
            "participant_id": author,
            "event_id": evening.event_id,
            "process_id": evening.process_id,
            "step_id": evening.steps["vote"],
            "contribution_id": given[0],
            "theme_id": ideas.add_theme(evening.event_id, evening.board, "Ute"),
            "vote_id": vote_id,
            "number": proposal_of(evening),
            "slug": "ljus",
            "staff_id": people.create_staff(
                email="nina@lindvik.example", name="Nina", role=Role.POLITICIAN, now=clock.now()
            ),
            "code": evening.code,
            "kind": "svg",
            "filename": "css/base.css",
            "picture_id": "x" * 16,
            "pending_id": "nothing",
        }
        yield World(app, evening, other, values)


GET_FIRST = sorted(WHO_MAY, key=lambda endpoint: endpoint.rpartition(".")[2] in {"withdraw", "close_vote", "close"})
"""What changes this town for good is tried last."""

NOT_THERE = {
    "media.large": "no picture was published",
    "media.small": "no picture was published",
    "proposals.waiting_picture": "nothing waits",
    "voting.result_csv": "the vote is open",
    "voting.result_json": "the vote is open",
    "voting.record": "the vote is open",
    "voting.receipts": "the vote is open",
}
"""Pages that nobody finds in this town, each with its reason."""


HARMLESS = {"languages.switch": "another language is all that a forged request could bring about"}
"""Forms that carry no token, each with its reason."""


def rules_of(world: World, endpoint: str) -> list[Rule]:
    return [rule for rule in world.app.url_map.iter_rules() if rule.endpoint == endpoint]


def fate(answer: TestResponse, rule: Rule) -> str:
    """Whether somebody was let in, or how they were kept out."""
    if answer.status_code == 403:
        return "kept out"
    shown = ("/staff/sign-in", "/j/") if "GET" in methods_of(rule) else ("/staff/sign-in",)
    if answer.status_code == 303 and answer.location.startswith(shown):
        return "shown the way in"
    return "let in"


def expected(who: str, rule: Rule) -> str:
    """What the table says about somebody at a route."""
    allowed = WHO_MAY[rule.endpoint]
    if who in allowed:
        return "let in"
    if "POST" in methods_of(rule):
        return "kept out"
    for_participants = allowed <= JOINED_OR_BACK
    return "shown the way in" if for_participants or who not in STAFF else "kept out"


def test_the_table_names_every_route_and_no_other(world: World) -> None:
    assert set(WHO_MAY) == {rule.endpoint for rule in world.app.url_map.iter_rules()}


def test_no_other_form_goes_without_a_token(world: World) -> None:
    assert {name for name, view in world.app.view_functions.items() if hasattr(view, "harmless")} == set(HARMLESS)


def test_routes_are_read_or_posted_to_and_nothing_else(world: World) -> None:
    odd = {rule.endpoint for rule in world.app.url_map.iter_rules() if len(methods_of(rule) & {"GET", "POST"}) != 1}
    assert odd == set()
    assert {method for rule in world.app.url_map.iter_rules() for method in methods_of(rule)} == {"GET", "POST"}


@pytest.mark.parametrize("endpoint", GET_FIRST)
def test_a_route_lets_in_whom_the_table_names_and_nobody_else(world: World, endpoint: str) -> None:
    for rule in rules_of(world, endpoint):
        fates, there = {}, set()
        for who in sorted(EVERYBODY):
            answer = world.ask(who, rule)
            fates[who] = fate(answer, rule)
            assert answer.status_code < 500, who
            if fates[who] == "let in" and "GET" in methods_of(rule):
                there.add(answer.status_code)
            answer.close()
        assert fates == {who: expected(who, rule) for who in sorted(EVERYBODY)}, rule.rule
        assert there <= ({404} if endpoint in NOT_THERE else {200, 303}), rule.rule


@pytest.mark.parametrize("endpoint", sorted(WHO_MAY))
def test_nothing_is_changed_without_the_token_of_ones_own_session(world: World, endpoint: str) -> None:
    for rule in rules_of(world, endpoint):
        if "POST" not in methods_of(rule):
            continue
        allowed = WHO_MAY[endpoint]
        who = next(who for who in ("stranger", "participant", "omar", "astrid", "petra", "tove") if who in allowed)
        for token in ({}, {"csrf_token": ""}, {"csrf_token": "forged"}):
            answer = world.browser(who).client.post(world.path(rule), data=token, forged=True)
            kept = {cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")}
            if endpoint in HARMLESS:
                assert kept <= {"language"}
            else:
                assert answer.status_code == 400, rule.rule
                assert kept <= {"traden"}


@pytest.mark.parametrize("endpoint", sorted(WHO_MAY))
def test_what_belongs_to_another_event_is_not_reached_through_ones_own(world: World, endpoint: str) -> None:
    theirs = {"step_id", "contribution_id", "theme_id", "vote_id"}
    for rule in rules_of(world, endpoint):
        if "event_id" not in rule.arguments or not theirs & set(rule.arguments):
            continue
        mixed = {**world.values, "event_id": world.other.event_id}
        strayed = World(world.app, world.evening, world.other, mixed)
        somebody = "elsewhere" if WHO_MAY[endpoint] <= JOINED_OR_BACK else "olga"
        browser = strayed.browser(somebody)
        typed = {
            "title": "X", "prompt": "", "minutes": "5", "open": "1", "reason": "X", "into": world.values["contribution_id"],
            "support": "1", "entry": "1", "most": "1", "theme": "", "promise_who": "X", "promise_what": "X",
            "promise_by": (clock.now().date() + dt.timedelta(days=9)).isoformat(),
        }  # fmt: skip
        path = strayed.path(rule)
        answer = browser.forge(path, **typed) if "POST" in methods_of(rule) else browser.get(path)
        assert answer.status_code == 404, rule.rule
        assert said(answer.text)
