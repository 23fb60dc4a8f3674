"""What is given is looked at first: a phone number never reaches the screen, and danger reaches Kim alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_pages import join, sign_in
from tests.browser.test_red_thread import new_evening

NUMBER = "Ring Bilal på 070-123 45 67"
DANGER = "Jag vill dö"
REASON = "Lämna inte ut ditt nummer här"


@pytest.mark.usefixtures("open_event")
def test_bilals_number_is_held_back_omar_approves_and_danger_reaches_kim_alone(
    open_context: OpenContext, server: Server
) -> None:
    omar = open_context("phone", locale="en-GB").new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, code = new_evening(omar)
    omar.locator("#f-adult").select_option(label="Kim Sand")
    omar.locator("form", has=omar.locator("#f-adult")).get_by_role("button", name="Save").click()
    expect(omar.get_by_text("only the adult on duty is told")).to_be_visible()
    axe(omar)
    screen = omar.context.new_page()
    screen.set_viewport_size({"width": 1024, "height": 768})
    screen.goto(f"/e/{event_id}/screen")
    alva, bilal, cleo = (open_context("phone", locale="en-GB").new_page() for _name in "ABC")
    for phone in (alva, bilal, cleo):
        join(phone, code)
    open_the_board(omar, event_id)
    say(alva, bilal, cleo)
    hide_and_approve(omar)
    expect(screen.locator(".wall li")).to_have_count(2)
    expect(bilal.get_by_text(REASON)).to_be_visible()
    for page in (screen, omar, alva, bilal):
        assert DANGER not in page.content()
    assert NUMBER not in screen.content() + alva.content()
    read_and_report(open_context, server)


def open_the_board(omar: Page, event_id: str) -> None:
    """Omar goes to the ideas and lets everybody see everybody's."""
    omar.goto(f"/e/{event_id}/lead")
    omar.get_by_role("button", name="Next: Welcome").click()
    omar.get_by_role("button", name="Next: Ideas").click()
    omar.get_by_role("button", name="Open others' ideas").click()


def say(alva: Page, bilal: Page, cleo: Page) -> None:
    """Two ideas, a telephone number, and words that suggest danger: each is told the truth about its own."""
    for phone, text in ((alva, "Mer ljus"), (alva, "Bänkar vid ån"), (bilal, NUMBER), (cleo, DANGER)):
        phone.fill("textarea[name=text]", text)
        phone.get_by_role("button", name="Send").click()
        expect(phone.locator(".slip", has_text=text)).to_have_count(1)
    expect(cleo.locator("#talk")).to_contain_text("Kim Sand is the adult on duty here")
    expect(cleo.locator("#talk")).to_contain_text("116 111")
    axe(cleo)
    expect(bilal.locator("#talk")).to_have_count(0)
    expect(bilal.locator(".slip", has_text=NUMBER)).to_contain_text("The leader looks at it first.")


def hide_and_approve(omar: Page) -> None:
    """Omar hides one with a reason, and lets all the others through with one press."""
    expect(omar.locator(".waits")).to_contain_text("3")
    axe(omar)
    held = omar.locator(".to-look-at .slip", has_text=NUMBER)
    expect(held).to_contain_text("it looks like a phone number")
    held.get_by_role("link", name="Hide").click()
    omar.fill("[name=reason]", REASON)
    omar.get_by_role("button", name="Hide").click()
    omar.get_by_role("button", name="Approve all shown").click()
    expect(omar.locator(".waits")).to_contain_text("0")


def read_and_report(open_context: OpenContext, server: Server) -> None:
    """Kim finds it from her desk, reads it, and writes down that she reported it."""
    kim = open_context("phone", locale="en-GB").new_page()
    sign_in(kim, server, cast.KIM)
    kim.get_by_role("link", name="On duty: 1 to read").click()
    axe(kim)
    kim.locator(".alarms a").first.click()
    assert DANGER not in kim.content()
    kim.get_by_role("button", name="Read it").click()
    expect(kim.locator("blockquote")).to_have_text(DANGER)
    axe(kim)
    kim.get_by_role("button", name="I have reported to the social services").click()
    expect(kim.get_by_text("Reported to the social services,")).to_be_visible()
