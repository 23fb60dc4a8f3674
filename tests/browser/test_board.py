"""Omar groups ideas into themes: by dragging, and by keyboard on each idea's own page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server
from tests.browser.test_pages import of_demo, sign_in

LIT = "Gångvägen vid badhuset är mörk"


@pytest.fixture
def lead(open_context: OpenContext, server: Server, open_event: str) -> Page:
    """Omar's lead page of the open event, in English."""
    page = open_context("laptop", locale="en-GB").new_page()
    sign_in(page, server, cast.OMAR)
    event_id, _process, _vote = of_demo(server, open_event)
    page.goto(f"/e/{event_id}/lead")
    return page


def theme(page: Page, name: str) -> None:
    page.get_by_label("A new theme").fill(name)
    page.get_by_role("button", name="Add theme").click()
    expect(page.locator(".theme", has_text=name)).to_have_count(1)


def test_an_idea_is_dragged_into_a_theme_and_out_again(lead: Page) -> None:
    theme(lead, "Ljus")
    box = lead.locator(".theme", has_text="Ljus")
    slip = lead.locator(".slip", has_text=LIT)
    slip.locator(".said").drag_to(box)
    expect(box.locator(".slip", has_text=LIT)).to_have_count(1)
    lead.locator(".slip", has_text=LIT).locator(".said").drag_to(lead.locator(".theme[data-theme='']"))
    expect(lead.locator(".theme[data-theme='']").locator(".slip", has_text=LIT)).to_have_count(1)


def test_an_idea_is_moved_by_keyboard_alone(lead: Page) -> None:
    theme(lead, "Platser att vara på")
    link = lead.locator(".slip", has_text="efter nio").locator("a.more")
    link.focus()
    lead.keyboard.press("Enter")
    lead.wait_for_url("**/lead/ideas/*")
    lead.get_by_label("Theme").focus()
    lead.keyboard.type("Platser")
    lead.keyboard.press("Tab")
    lead.keyboard.press("Enter")
    lead.wait_for_url("**/lead")
    moved = lead.locator(".theme", has_text="Platser att vara på").locator(".slip", has_text="efter nio")
    expect(moved).to_have_count(1)
