"""A hackathon in browsers: two phones of a team write at once, nothing is lost, one hands in, the screen shows it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server, axe, traffic
from tests.browser.test_pages import join, sign_in
from tests.browser.test_red_thread import new_evening

STEP_BYTES = 15_000


def go_to(omar: Page, step: str) -> None:
    """Omar goes to a step by the agenda under his thumb."""
    agenda = omar.locator("#agenda")
    if agenda.get_attribute("open") is None:
        agenda.locator("summary").click()
    omar.get_by_role("button", name=f"Go to {step}", exact=True).click()
    expect(omar.locator("main h1")).to_have_text(step)


def box(page: Page, name: str) -> Locator:
    return page.locator(f"#c-{name}")


@pytest.mark.usefixtures("open_event")
def test_a_team_writes_together_hands_in_and_pitches(open_context: OpenContext, server: Server) -> None:
    omar = open_context("laptop", locale="en-GB").new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, code = new_evening(omar, "hackathon")
    alva, bilal = (open_context("phone", locale="en-GB").new_page() for _person in range(2))
    for page in (alva, bilal):
        join(page, code)
    screen = omar.context.new_page()
    screen.set_viewport_size({"width": 1024, "height": 768})
    screen.goto(f"/e/{event_id}/screen")
    omar.goto(f"/e/{event_id}/lead")
    teams_are_drawn(omar, alva, bilal, screen)
    different_boxes_and_the_same_box(omar, alva, bilal)
    the_net_goes_and_comes_back(alva, bilal)
    one_hands_in_and_the_leader_lets_it_through(omar, alva, bilal)
    the_team_pitches(omar, alva, screen)


def teams_are_drawn(omar: Page, alva: Page, bilal: Page, screen: Page) -> None:
    """One button; each phone says which team it is in, and the screen shows them all."""
    go_to(omar, "Teams")
    omar.get_by_role("button", name="Draw the teams").click()
    for page in (alva, bilal):
        expect(page.locator(".my-team")).to_contain_text("Team 1")
    expect(screen.locator(".team-wall li")).to_have_text(["Team 1 2"])
    axe(alva)
    axe(omar)


def different_boxes_and_the_same_box(omar: Page, alva: Page, bilal: Page) -> None:
    """What each writes reaches the other while it is written, in different boxes and in the same one."""
    go_to(omar, "Work in teams")
    for page in (alva, bilal):
        expect(page.locator("#canvas.alive")).to_be_visible()
    box(alva, "problem").press_sequentially("Mörkt på vägen hem")
    box(bilal, "affected").press_sequentially("Alla som går")
    expect(box(bilal, "problem")).to_have_value("Mörkt på vägen hem")
    expect(box(alva, "affected")).to_have_value("Alla som går")
    # Both begin the same empty box before either has been saved.
    box(alva, "idea").focus()
    box(bilal, "idea").focus()
    alva.keyboard.insert_text("Lampor")
    bilal.keyboard.insert_text("Bänkar")
    for page in (alva, bilal):
        for word in ("Lampor", "Bänkar"):
            expect(box(page, "idea")).to_have_value(re.compile(word))
    expect(omar.locator(".teams")).to_contain_text("3 of 6 boxes")
    # The same words, changed twice: the newer text waits beside the box until somebody settles it.
    box(alva, "cost").fill("10 kr")
    expect(box(bilal, "cost")).to_have_value("10 kr")
    box(alva, "cost").fill("20 kr")
    box(bilal, "cost").fill("30 kr")
    expect(alva.locator("#cost .beside")).to_be_visible()
    expect(bilal.locator("#cost .beside")).to_be_visible()
    axe(bilal)
    bilal.locator("#cost").get_by_role("button", name="Keep both").click()
    for page in (alva, bilal):
        expect(page.locator("#cost .beside")).to_have_count(0)
        expect(box(page, "cost")).to_have_value(re.compile("20 kr\n30 kr|30 kr\n20 kr"))


def the_net_goes_and_comes_back(alva: Page, bilal: Page) -> None:
    """What is written without a net stays on the phone, also over a reload, and comes in later."""
    alva.context.set_offline(True)
    box(alva, "signs").fill("Fler vågar gå")
    expect(alva.locator("#s-signs")).to_contain_text("Not saved yet")
    alva.context.set_offline(False)
    expect(box(bilal, "signs")).to_have_value("Fler vågar gå")
    with traffic(alva) as seen:
        alva.reload()
        expect(alva.locator("#canvas.alive")).to_be_visible()
    assert seen.bytes <= STEP_BYTES, seen.sizes
    expect(box(alva, "signs")).to_have_value("Fler vågar gå")


def one_hands_in_and_the_leader_lets_it_through(omar: Page, alva: Page, bilal: Page) -> None:
    alva.fill("[name=title]", "Sex lampor")
    alva.get_by_role("button", name="Hand in", exact=True).click()
    for page in (alva, bilal):
        expect(page.locator("#finish .is-in")).to_contain_text("Sex lampor")
    expect(omar.locator(".teams")).to_contain_text("Handed in")
    omar.get_by_role("button", name="Approve all shown").click()
    expect(omar.locator("#waiting")).to_have_count(0)
    omar.get_by_role("link", name="Team 1").click()
    expect(omar.locator(".canvas-read")).to_contain_text("Fler vågar gå")
    axe(omar)
    omar.go_back()


def the_team_pitches(omar: Page, alva: Page, screen: Page) -> None:
    go_to(omar, "Pitches")
    expect(screen.locator(".pitch-order")).to_contain_text("Sex lampor")
    omar.get_by_role("button", name="Next team: Team 1").click()
    expect(alva.locator(".my-team")).to_contain_text("Your turn")
    omar.get_by_role("button", name="Start the 60 seconds").click()
    expect(screen.locator(".pitch-title")).to_have_text("Sex lampor")
    expect(screen.locator(".pitch .ticks")).to_contain_text("0:")
    axe(screen)
    axe(omar)
    omar.get_by_role("button", name="All have pitched").click()
    expect(alva.get_by_text("All teams have pitched")).to_be_visible()
