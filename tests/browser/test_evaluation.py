"""A check-in with zones on phone and projector, and the evaluation that comes of it: by thumb, by key, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from participation.db import db
from participation.demo import cast
from participation.processes.models import Process
from participation.pulses.queries import CHECK_IN, CHECK_OUT
from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_afterwards import PAPER, at
from tests.cast import Evening, evening_of
from tests.pulses.conftest import all_answer, pulse

ASKED = ["zones", "leads", "gender"]


@pytest.fixture
def evening(server: Server, open_event: str) -> Evening:
    """Omar's evening on the running server: eight people have checked in, and the check-in is still open."""
    with server.app.app_context():
        made = evening_of(server.app, cast.OMAR, title="Kväll med zoner")
        people = [made.join() for _one in range(8)]
        pulse(made, CHECK_OUT, questions=ASKED)
        all_answer(made, people, CHECK_OUT, *([place % 4, 2, 0] for place in range(8)))
        pulse(made, CHECK_IN, questions=ASKED)
        all_answer(made, people, CHECK_IN, *([place % 4, 1, 0] for place in range(8)))
        db.session.remove()
    return made


def test_a_zone_is_chosen_by_thumb_or_by_keyboard_and_drawn_on_the_screen(
    open_context: OpenContext, server: Server, evening: Evening
) -> None:
    alva, omar = open_context("phone").new_page(), at(open_context, server, "laptop")
    alva.goto(f"/j/{evening.code}")
    alva.locator("main form button").first.tap()
    expect(alva.locator(".zone")).to_have_count(4)
    assert alva.evaluate("document.documentElement.scrollWidth") <= 360
    axe(alva)
    alva.locator(".zone").nth(3).tap()
    expect(alva.locator(".zone").nth(3)).to_have_attribute("aria-pressed", "true")
    alva.locator(".scale .step").nth(2).focus()
    alva.keyboard.press("Enter")
    expect(alva.locator(".scale .step").nth(2)).to_have_attribute("aria-pressed", "true")
    expect(alva.locator("[role=status]").first).to_contain_text("2")
    omar.goto(f"{evening.path}/lead")
    shown = omar.locator("form[action$='/others'] button")
    words = shown.inner_text()
    shown.click()
    expect(shown).not_to_have_text(words)
    axe(omar)
    projector = at(open_context, server, "projector")
    projector.goto(f"{evening.path}/screen")
    expect(projector.locator(".zones.filled .zone")).to_have_count(4)
    axe(projector)
    low = projector.evaluate(
        "Math.max(...[...document.querySelectorAll('.pulse-wall *')].map(one => one.getBoundingClientRect().bottom))"
    )
    line = projector.evaluate("document.querySelector('ol.across').getBoundingClientRect().top")
    assert low <= line, "nothing is cut off"


def test_the_evaluation_is_read_on_a_phone_in_the_dark_and_on_paper(
    open_context: OpenContext, server: Server, evening: Evening
) -> None:
    with server.app.app_context():
        evening.end()
        title = db.session.get_one(Process, evening.process_id).title
        db.session.remove()
    for screen in ("laptop", "dark"):
        page: Page = at(open_context, server, screen)
        page.goto(f"/p/{evening.process_id}/evaluation")
        expect(page.locator(".entry-exit .layers")).to_have_count(4)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
        axe(page)
    page.goto(f"/staff/processes/{evening.process_id}/evaluation")
    expect(page.locator("main")).to_contain_text(title)
    axe(page)
    paper = at(open_context, server, "laptop", viewport=PAPER)
    paper.goto(f"/p/{evening.process_id}/evaluation")
    paper.emulate_media(media="print")
    assert paper.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
    expect(paper.locator(".no-print").first).to_be_hidden()
