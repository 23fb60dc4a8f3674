"""Every route, tried as everybody: who is let in stands in one table, and a route that is not in it fails."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from participation import clock
from tests.audiences import EVERYBODY, JOINED_OR_BACK, STAFF
from tests.conftest import environ_for, running
from tests.reading import said
from tests.who_may import WHO_MAY
from tests.world import World, build, methods_of


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, compiled_templates: Path) -> Iterator[World]:
    """One town for all that is tried: access must not depend on what somebody else did before."""
    instance = tmp_path_factory.mktemp("world")
    shutil.copyfile(sqlite_template, instance / sqlite_template.name)
    with running(environ_for(instance), compiled_templates) as app:
        yield build(app)


LAST = {"withdraw", "close_vote", "close", "stand_aside", "stop_following"}
GET_FIRST = sorted(WHO_MAY, key=lambda endpoint: endpoint.rpartition(".")[2] in LAST)
"""What changes this town for good is tried last."""

NOT_THERE = {
    "moderation.one": "nothing waits for a leader",
    "media.large": "no picture was published",
    "media.small": "no picture was published",
    "photos.show": "no photograph was added",
    "diaries.show_picture": "no diary has a picture",
    "diaries.shared_picture": "no diary has a picture",
    "proposals.waiting_picture": "nothing waits",
    "solutions.sketch": "no team drew anything",
    "solutions.sketch_for_leader": "no team drew anything",
    "walk.picture": "no picture came in",
    "walk_pictures.look": "no picture came in",
    "walk_pictures.shown": "no picture came in",
    "public_places.picture": "no place is public",
    "open311.one_request": "no place is public",
    "open311.token": "no system sent anything",
    "vote_files.as_csv": "so few voted that no ballot is published",
    "vote_files.as_pabulib": "so few voted that no ballot is published",
    "open311.nothing": "there is nothing there",
    "open311.service": "the world's code is that of an event",
    "walk_protocol.picture": "no picture came in",
    "voting.result_csv": "the vote is open",
    "voting.result_json": "the vote is open",
    "voting.record": "the vote is open",
    "voting.receipts": "the vote is open",
}
"""Pages that nobody finds in this town, each with its reason."""


HARMLESS = {
    "languages.switch": "another language is all that a forged request could bring about",
    "open311.create": "a key stands for the token: no browser keeps it",
    "open311.nothing_to_write": "it does nothing",
    "proposals.stop_following": "the private link stands for the token, because mail readers send it; it only stops",
}
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
        who = next(
            who
            for who in ("stranger", "participant", "omar", "astrid", "petra", "tove", "kim")
            if who in allowed or not allowed
        )
        for token in ({}, {"csrf_token": ""}, {"csrf_token": "forged"}):
            answer = world.browser(who).client.post(world.path(rule), data=token, forged=True)
            kept = {cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")}
            if endpoint in HARMLESS:
                assert kept <= {"language"}
            else:
                assert answer.status_code == 400, rule.rule
                assert kept <= {"traden"}


TYPED = {
    **dict.fromkeys(("title", "text", "reason", "promise_who", "promise_what"), "X"),
    **dict.fromkeys(("open", "support", "entry", "most", "minutes", "hide", "ready"), "1"),
    "what": "start",
    "way": "draw",
    "seconds": "60",
    "team": "X",
    **dict.fromkeys(("wanted", "chosen"), "1"),
    "to": "1",
    **dict.fromkeys(("theme", "prompt", "cards"), ""),
    "once": "once",
    "approval": "open",
    "choice": "aside",
    "turn": "1",
    "pictures": "faces",
    "promise_by": (clock.now().date() + dt.timedelta(days=9)).isoformat(),
}
"""Enough for every form about something in an event, so that only whose it is decides."""


@pytest.mark.parametrize("endpoint", sorted(WHO_MAY))
def test_what_belongs_to_another_event_is_not_reached_through_ones_own(world: World, endpoint: str) -> None:
    theirs = {"step_id", "walk_id", "contribution_id", "theme_id", "vote_id", "point_id", "screen_id", "team_id"}
    for rule in rules_of(world, endpoint):
        if "event_id" not in rule.arguments or not theirs & set(rule.arguments):
            continue
        mixed = {**world.values, "event_id": world.other.event_id}
        strayed = World(world.app, world.evening, world.other, mixed)
        somebody = "elsewhere" if WHO_MAY[endpoint] <= JOINED_OR_BACK else "olga"
        browser = strayed.browser(somebody)
        path = strayed.path(rule)
        answer = (
            browser.forge(path, **TYPED, into=world.values["contribution_id"])
            if "POST" in methods_of(rule)
            else browser.get(path)
        )
        assert answer.status_code == 404, rule.rule
        assert said(answer.text)
