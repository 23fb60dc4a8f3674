"""A walk on a phone: without net, over a reload, with a session that ended and an answer that was lost on the way."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from participation import clock
from participation.db import db
from participation.demo import cast
from participation.demo.gathering import step_of
from participation.events import actions as events
from participation.events.models import Event, EventOrganiser
from participation.walks.marking import queries
from tests.browser.conftest import OpenContext, Server, axe, traffic
from tests.browser.test_budget import MOST_BYTES, MOST_REQUESTS
from tests.browser.test_pages import join, sign_in

HERE = {
    "geolocation": {"latitude": 60.1709, "longitude": 24.9420, "accuracy": 18},
    "permissions": ["geolocation"],
    "locale": "en-GB",
}
STORED = 100_000
"""Bytes that a phone keeps for a walk, at most."""


@dataclass(frozen=True, slots=True)
class Walking:
    """The demonstration's walk, opened by its leader."""

    server: Server
    event_id: str
    step_id: str
    code: str

    @property
    def path(self) -> str:
        """The walk's page."""
        return f"/e/{self.event_id}/walk/{self.step_id}"

    def came(self) -> list[tuple[str, int]]:
        """What has come in: the words, and how many pictures."""
        with self.server.app.app_context():
            found = [(item.said.text, len(item.pictures)) for item in queries.of_step(self.step_id)]
            db.session.remove()
        return sorted(found)


@pytest.fixture
def walking(server: Server, open_event: str) -> Walking:
    with server.app.app_context():
        event = db.session.query(Event).filter_by(method="safety-walk", title="Trygghetsvandring i centrum").one()
        leader = db.session.query(EventOrganiser).filter_by(event_id=event.id).first()
        assert leader is not None
        step = step_of(event.id, "walk")
        made = Walking(server, event.id, step.id, event.join_code)
        events.open_step(event.id, step.id, leader.staff_id, clock.now())
        db.session.remove()
    return made


def walker(context: BrowserContext, walking: Walking) -> Page:
    """Somebody joins, opens the walk, and has it on the phone."""
    page = context.new_page()
    join(page, walking.code)
    page.get_by_role("link", name="Open the walk").click()
    page.wait_for_url(f"**{walking.path}")
    expect(page.get_by_text("it works without a net now")).to_be_visible(timeout=30_000)
    return page


def photo(number: int) -> dict[str, object]:
    made = io.BytesIO()
    Image.effect_noise((800, 600), 20 + number).convert("RGB").save(made, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


def mark(page: Page, words: str, number: int) -> None:
    page.get_by_role("button", name="Here").click()
    expect(page.locator("#where")).to_contain_text("within 18 metres")
    page.get_by_role("radio", name="Unsafe", exact=True).check(force=True)
    page.get_by_role("checkbox", name="Lighting").check(force=True)
    page.get_by_label("Why?").fill(words)
    page.get_by_label("A picture").set_input_files(photo(number))  # type: ignore[arg-type]
    page.get_by_role("button", name="Save", exact=True).click()


def lose_answers(context: BrowserContext) -> list[str]:
    """The server takes things in, and its answer never arrives: once for words, once for a picture. Says which."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        kind = "picture" if route.request.url.endswith("/picture") else "words"
        if kind in lost or route.request.method != "POST":
            route.continue_()
        else:
            lost.append(kind)
            route.fetch()
            route.abort()

    context.route("**/observations**", lose)
    return lost


def test_ten_places_are_marked_without_net_and_ten_come_in(open_context: OpenContext, walking: Walking) -> None:
    context = open_context("phone", **HERE)
    page = walker(context, walking)
    context.set_offline(True)
    state = page.locator("[data-unsent] .state")
    for number in range(10):
        mark(page, f"Place {number}", number)
        expect(state).to_contain_text("1 is saved" if number == 0 else f"{number + 1} are saved")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(state).to_contain_text("10 are saved on the phone")
    assert walking.came() == []
    context.clear_cookies(name="traden")
    lost = lose_answers(context)
    context.set_offline(False)
    expect(state).to_contain_text("Everything is sent", timeout=60_000)
    assert sorted(lost) == ["picture", "words"]
    assert walking.came() == [(f"Place {number}", 1) for number in range(10)]


def test_who_is_no_longer_known_is_led_back_in_and_nothing_is_lost(open_context: OpenContext, walking: Walking) -> None:
    context = open_context("phone", **HERE)
    page = walker(context, walking)
    before = len(walking.came())
    context.set_offline(True)
    mark(page, "Behind the shed", 1)
    context.clear_cookies()
    context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Join again").click()
    page.locator("main form button").first.click()
    page.get_by_role("link", name="Open the walk").click()
    expect(page.locator("[data-unsent] .state")).to_contain_text("Everything is sent", timeout=30_000)
    assert len(walking.came()) == before + 1


def test_what_is_not_sent_can_be_taken_away_as_a_file(open_context: OpenContext, walking: Walking) -> None:
    context = open_context("phone", **HERE)
    page = walker(context, walking)
    context.set_offline(True)
    mark(page, "In the file", 1)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    file = saved.value.path().read_text(encoding="utf-8")
    assert "In the file" in file
    assert "data:image/jpeg;base64," in file
    page.on("dialog", lambda dialog: dialog.accept())


def test_what_is_not_sent_is_wiped_only_when_its_holder_says_so(open_context: OpenContext, walking: Walking) -> None:
    context = open_context("phone", **HERE)
    page = walker(context, walking)
    context.route("**/observations", lambda route: route.abort())
    mark(page, "Only here", 1)
    expect(page.locator("[data-unsent] .state")).to_contain_text("1 is saved")
    answers = iter([True, False, True])
    page.on("dialog", lambda dialog: dialog.accept() if next(answers) else dialog.dismiss())
    page.goto(f"/e/{walking.event_id}/hand-over")
    expect(page.locator("[data-unsent] .state")).to_contain_text("1 is saved")
    with page.expect_event("dialog"):  # it is tried to be sent once more before anything is asked
        page.get_by_role("button", name="Done, hand over").click()
    expect(page.locator("[data-unsent] .state")).to_contain_text("1 is saved")
    context.unroute("**/observations")
    before = len(walking.came())
    page.get_by_role("button", name="Done, hand over").click()
    page.wait_for_url("**/j/*")
    assert len(walking.came()) == before + 1


def test_the_organisers_pages_of_a_walk_break_no_rule_of_accessibility(
    open_context: OpenContext, walking: Walking
) -> None:
    page = open_context("phone", locale="en-GB").new_page()
    sign_in(page, walking.server, cast.OMAR)
    for path in (f"/e/{walking.event_id}/walks/{walking.step_id}/plan", f"/e/{walking.event_id}/lead"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(detail => { detail.open = true; })")
        axe(page)


def test_a_walk_takes_little_to_fetch_and_to_keep(open_context: OpenContext, walking: Walking) -> None:
    context = open_context("phone", **HERE)
    first = walker(context, walking)
    stored = first.evaluate(
        "async () => { let sum = 0; for (const name of await caches.keys()) { const cache = await caches.open(name);"
        " for (const request of await cache.keys()) sum += (await (await cache.match(request)).blob()).size; }"
        " return sum; }"
    )
    assert 30_000 < stored <= STORED
    state = context.storage_state()
    again = open_context("phone", storage_state=state, service_workers="block", **HERE).new_page()
    with traffic(again) as seen:
        again.goto(walking.path)
    assert len(seen.requests) <= MOST_REQUESTS, seen.requests
    assert 0 < seen.bytes <= MOST_BYTES, seen.bytes


def test_the_first_opening_with_map_and_all_that_is_kept_weighs_little(
    open_context: OpenContext, walking: Walking
) -> None:
    first = open_context("phone", **HERE).new_page()
    join(first, walking.code)
    context = open_context("phone", storage_state=first.context.storage_state(), **HERE)
    answers: list[Request] = []

    def note(answer: Request) -> None:
        answers.append(answer)

    context.on("requestfinished", note)
    page = context.new_page()
    page.goto(walking.path)
    expect(page.get_by_text("it works without a net now")).to_be_visible(timeout=30_000)
    sizes = [answer.sizes() for answer in answers]
    assert any(answer.url.endswith(".svg") and "/maps/" in answer.url for answer in answers)
    weight = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    assert 20_000 < weight <= STORED, weight


def test_what_was_marked_on_this_phone_stays_on_its_map_until_it_is_handed_over(
    open_context: OpenContext, walking: Walking
) -> None:
    context = open_context("phone", **HERE)
    page = walker(context, walking)
    expect(page.locator(".walked .spot")).to_have_count(0)
    page.get_by_role("button", name="Here").click()
    expect(page.locator("#where")).to_contain_text("Near Brunngatan")
    mark(page, "Seen by me", 3)
    expect(page.locator(".walked .spot.unsafe")).to_have_count(1)
    page.get_by_text("A stop or a street").click()
    page.get_by_label("Which stop?").select_option(index=2)
    page.get_by_role("radio", name="Very safe").check(force=True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".walked .spot.safe")).to_have_count(1)
    expect(page.locator("[data-unsent] .state")).to_contain_text("Everything is sent", timeout=30_000)
    page.reload()
    expect(page.locator(".walked .spot")).to_have_count(2)
    expect(page.get_by_text("The dots are what you have marked")).to_be_visible()
    page.goto(f"/e/{walking.event_id}/hand-over")
    page.get_by_role("button", name="Done, hand over").click()
    page.wait_for_url("**/j/*")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('marks:'))") == []


def test_the_leaders_map_stays_as_near_as_it_is_when_something_comes_in(
    open_context: OpenContext, walking: Walking
) -> None:
    lead = open_context("laptop", locale="en-GB").new_page()
    sign_in(lead, walking.server, cast.OMAR)
    lead.goto(f"/e/{walking.event_id}/lead")
    svg = lead.locator(".zooms svg")
    before = lead.locator(".slip.marked").count()
    lead.get_by_role("button", name="Nearer").click()
    near = str(svg.get_attribute("viewBox"))
    mark(walker(open_context("phone", **HERE), walking), "While the leader looks", 4)
    expect(lead.locator(".slip.marked")).to_have_count(before + 1, timeout=30_000)
    expect(svg).to_have_attribute("viewBox", near)
    expect(lead.get_by_role("button", name="Nearer")).to_have_count(1)
    axe(lead)
    lead.get_by_role("link", name="Hide: While the leader looks").click()
    axe(lead)
    lead.get_by_label("Why?").fill("It names somebody")
    lead.get_by_role("button", name="Hide").click()
    expect(lead.get_by_text("It names somebody")).to_be_visible()


@pytest.mark.parametrize("screen", ["phone", "dark"])
def test_the_walk_breaks_no_rule_of_accessibility(open_context: OpenContext, walking: Walking, screen: str) -> None:
    page = walker(open_context(screen, **HERE), walking)
    axe(page)
    mark(page, "Somewhere", 2)
    expect(page.locator("[data-unsent] .state")).to_contain_text("Everything is sent", timeout=30_000)
    axe(page)


def test_a_place_is_marked_by_keyboard_without_the_map(open_context: OpenContext, walking: Walking) -> None:
    context = open_context("laptop", locale="en-GB")
    page = walker(context, walking)
    before = len(walking.came())
    page.get_by_text("A stop or a street").focus()
    if not page.get_by_label("Which stop?").is_visible():
        page.keyboard.press("Enter")
    page.get_by_label("Which stop?").focus()
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-unsent] .state")).to_contain_text("Everything is sent", timeout=30_000)
    assert len(walking.came()) == before + 1
