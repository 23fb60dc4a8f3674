"""A walk's places and its protocol in a real browser: on phones, in both themes, by keyboard and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from participation import clock
from participation.db import db
from participation.demo import cast
from participation.people.models import Staff
from participation.walks.protocol import actions as protocol
from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_pages import sign_in
from tests.walks.gathering import gathered, marks
from tests.walks.walking import Walk, walk_of

PAPER = {"width": 703, "height": 1032}


@pytest.fixture
def walked(server: Server, open_event: str) -> str:
    """A public protocol with three places; the address that its pages begin with."""
    with server.app.app_context():
        walk: Walk = walk_of(server.app)
        assert db.session.get(Staff, walk.leader_id)
        for number in range(3):
            marks(walk, near=(24.9420 + number / 500, 60.1715), place="", why=f"Lampa {number}")
        gathered(walk)
        protocol.publish(walk.event_id, walk.step_id, walk.leader_id, clock.now())
        db.session.remove()
        return f"/e/{walk.event_id}/walks/{walk.step_id}"


def at(open_context: OpenContext, server: Server, screen: str, **options: object) -> Page:
    page = open_context(screen, **options).new_page()
    sign_in(page, server, cast.OMAR)
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_pages_break_no_rule_and_fit_a_small_phone(
    open_context: OpenContext, server: Server, walked: str, theme: str
) -> None:
    page = at(open_context, server, "phone", color_scheme=theme)
    for path in ("/places", "/protocol/rows", "/protocol"):
        page.goto(walked + path)
        for summary in page.locator("main summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        axe(page)


def test_paper_holds_every_place_and_no_buttons(open_context: OpenContext, server: Server, walked: str) -> None:
    page = at(open_context, server, "laptop", viewport=PAPER)
    page.goto(f"{walked}/protocol")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
    expect(page.locator(".no-print").first).to_be_hidden()
    expect(page.locator(".row-told")).to_have_count(3)


def test_many_places_are_answered_by_ticks(open_context: OpenContext, server: Server, walked: str) -> None:
    page = at(open_context, server, "laptop")
    page.goto(f"{walked}/protocol/rows")
    for tick in page.locator("[name=tick]").all():
        tick.check()
    page.locator(".for-ticked summary").click()
    page.select_option("#outcome-all", "nothing")
    page.fill("#words-all", "Marken är privat.")
    page.locator(".for-ticked > button").click()
    expect(page.locator(".row-to-answer textarea").nth(2)).to_have_value("Marken är privat.")
