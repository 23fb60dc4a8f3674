"""Stories in a room: told by tap, by keyboard and without JavaScript; opened, answered to, read behind the pattern."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server, axe, traffic
from tests.browser.test_dialogue import gather, go_to
from tests.browser.test_pages import sign_in
from tests.browser.test_red_thread import new_evening

LATER_STEP = 15_000
"""Bytes that a later step may bring to a phone that has the site's style already."""


@pytest.mark.usefixtures("open_event")
def test_five_tell_and_the_pattern_opens_to_their_stories(open_context: OpenContext, server: Server) -> None:
    omar = open_context("laptop", locale="en-GB").new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, code = new_evening(omar)
    prepare(omar)
    phones, screen = gather(open_context, omar, event_id, code)

    they_tell(omar, phones, screen)
    they_answer(omar, phones, screen)
    the_pattern_opens(phones)
    afterwards(omar, event_id)


def prepare(omar: Page) -> None:
    omar.locator("details:has-text('Add a step') > summary").first.click()
    omar.select_option("[name=kind]", label="Stories")
    omar.get_by_role("button", name="Add the step").click()
    omar.locator("h3:text-is('Stories') ~ .act").first.get_by_role("button", name="Show at once").click()
    step = omar.locator("ol.agenda > li", has_text="Stories")
    step.locator("summary").first.click()
    step.get_by_text("Ask questions of your own").click()
    axe(omar)


def they_tell(omar: Page, phones: list[Page], screen: Page) -> None:
    with traffic(phones[0]) as seen:
        go_to(omar, "Stories")
        expect(omar.get_by_role("button", name="Open the stories")).to_be_visible()
        expect(phones[0].get_by_label("Your story")).to_be_visible()
        phones[0].wait_for_load_state("networkidle")
    assert 0 < seen.bytes <= LATER_STEP, seen.sizes
    phones[-1].reload()
    axe(phones[0])
    axe(phones[1])
    for number, phone in enumerate(phones):
        phone.get_by_label("Your story").fill(f"Story {number}")
        if phone is phones[3]:
            phone.locator("[name=place-0][value='0']").focus()
            for _step in range(4):
                phone.keyboard.press("ArrowRight")
        else:
            phone.get_by_label("A little more: Others did", exact=True).check()
        phone.get_by_label("As much of all three").check()
        if not number:
            omar.locator(".tools button").first.click()  # the timer: every phone's page comes anew
            expect(phone.locator(".timer")).to_be_visible()
            expect(phone.get_by_label("As much of all three")).to_be_checked()
        phone.get_by_role("button", name="Send").click()
        expect(phone.locator(".slip", has_text=f"Story {number}")).to_contain_text("A little more: Others did")
    expect(screen.locator(".big-number b")).to_have_text("5")
    expect(screen.get_by_text("Story 1")).to_have_count(0)
    expect(phones[0].get_by_text("Story 1")).to_have_count(0)


def they_answer(omar: Page, phones: list[Page], screen: Page) -> None:
    omar.get_by_role("button", name="Open the stories").click()
    expect(omar.get_by_role("button", name="Close the stories")).to_be_visible()
    phones[-1].reload()
    for phone in phones:
        for number in range(4):
            expect(phone.get_by_text(f"You have answered to {number} of 4.")).to_be_visible()
            need = phone.get_by_label("What would it take?")
            expect(need).to_have_value("")
            if not number:
                need.fill("That somebody asks")
            phone.get_by_role("button", name="More like this").click()
        expect(phone.get_by_text("You have answered to all there are.")).to_be_visible()
    expect(screen.locator(".pattern .hills")).to_have_count(1)
    expect(omar.locator(".pattern .spot")).to_have_count(1)
    for page in (phones[0], phones[1], screen, omar):
        axe(page)


def the_pattern_opens(phones: list[Page]) -> None:
    """By a tap, and by the keyboard."""
    for phone in (phones[0], phones[3], phones[-1]):
        phone.get_by_role("link", name="See the pattern and read all stories").click()
        spot = phone.get_by_role("link", name="A little more: Others did: 5 stories")
        if phone is phones[3]:
            spot.focus()
            phone.keyboard.press("Enter")
        else:
            spot.click()
        expect(phone.get_by_role("heading", name="A little more: Others did")).to_be_visible()
        expect(phone.locator(".slip")).to_have_count(5)
    axe(phones[0])
    phones[0].get_by_role("link", name="What would it take?: Story 1").click()
    axe(phones[0])
    phones[0].get_by_role("button", name="Less like this").click()
    expect(phones[0].get_by_role("button", name="Less like this")).to_have_attribute("aria-pressed", "true")


def afterwards(omar: Page, event_id: str) -> None:
    omar.get_by_role("link", name="Read the stories behind the pattern").click()
    axe(omar)
    omar.get_by_role("link", name="Hide: Story 1").click()
    axe(omar)
    omar.goto(f"/e/{event_id}/report")
    expect(omar.locator(".told li", has_text="Story 2")).to_be_visible()
    axe(omar)
