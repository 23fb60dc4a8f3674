"""Two leaders, a screen and a phone: one leads with an account, the other by a QR; nobody pushes the room too far."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_pages import join, sign_in
from tests.browser.test_red_thread import new_evening


def seconds_left(page: Page) -> int:
    minutes, seconds = page.locator(".timer .ticks").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


@pytest.mark.usefixtures("open_event")
def test_two_leaders_share_the_remote(open_context: OpenContext, server: Server) -> None:
    omar = open_context("laptop", locale="en-GB").new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, code = new_evening(omar)
    axe(omar)
    carla = open_context("phone", locale="en-GB").new_page()
    let_in(omar, carla)
    alva = open_context("phone", locale="en-GB").new_page()
    join(alva, code)
    screen = omar.context.new_page()
    screen.set_viewport_size({"width": 1024, "height": 768})
    screen.goto(f"/e/{event_id}/screen")
    omar.goto(f"/e/{event_id}/lead")

    one_step_at_a_time(omar, carla, alva)
    the_timer_is_the_same_everywhere(omar, carla, alva, screen)
    the_screen_is_hidden_by_a_key(omar, carla, screen)
    axe(carla)
    omar.goto(f"/e/{event_id}/prepare")
    omar.get_by_role("button", name="End: ").click()
    carla.reload()
    expect(carla.get_by_label("Password")).to_be_visible()


def let_in(omar: Page, carla: Page) -> None:
    """Carla scans what Omar shows; the secret does not stay in her address."""
    omar.get_by_role("button", name="Make a link for a co-leader").click()
    carla.goto(omar.locator(".copyable code").inner_text())
    expect(carla.locator("[name=code]")).not_to_have_value("")
    assert "#" not in carla.url
    carla.get_by_role("button", name="I lead along").click()
    expect(carla.get_by_text("You lead along as")).to_be_visible()


def one_step_at_a_time(omar: Page, carla: Page, alva: Page) -> None:
    """Both press Next for the same step, the second one on a page that has not followed yet."""
    carla.route("**/lead/live", lambda route: route.abort())
    carla.route("**/lead/signal", lambda route: route.abort())
    carla.reload()
    omar.get_by_role("button", name="Next: Welcome").click()
    expect(alva.locator("main .when")).to_contain_text("Step 1 of 4")
    carla.get_by_role("button", name="Next: Welcome").click()
    expect(carla.get_by_role("button", name="Next: Ideas")).to_be_visible()
    omar.get_by_role("button", name="Next: Ideas").click()
    omar.get_by_role("button", name="Next: Vote").click()
    expect(alva.locator("main .when")).to_contain_text("Step 3 of 4")
    carla.get_by_role("button", name="Next: Ideas").click()
    expect(carla.get_by_role("alert")).to_contain_text("The room has just moved on")
    expect(carla.get_by_role("button", name="Back to Ideas")).to_be_visible()
    expect(alva.locator("main .when")).to_contain_text("Step 3 of 4")
    carla.unroute_all()
    carla.reload()
    carla.get_by_role("button", name="Back to Ideas").click()
    expect(alva.locator("textarea[name=text]")).to_be_visible()
    expect(omar.get_by_role("button", name="Next: Vote")).to_be_visible()


def the_timer_is_the_same_everywhere(omar: Page, carla: Page, alva: Page, screen: Page) -> None:
    """Carla starts it, Omar lengthens and stops it; nobody's half-written text is lost."""
    alva.fill("textarea[name=text]", "halvt skrivet")
    carla.get_by_role("button", name="Start the timer").click()
    pages = (omar, carla, alva, screen)
    for page in pages:
        expect(page.locator(".timer .ticks")).to_contain_text(":")
    left = [seconds_left(page) for page in pages]
    assert max(left) - min(left) <= 3
    assert 44 * 60 < min(left) <= 45 * 60
    omar.get_by_role("button", name="+1 min").click()
    for page in pages:
        expect(page.locator(".timer .ticks")).to_contain_text("45:")
    # A phone that slept: its clock has gone on, and so has what is left.
    alva.clock.install(time=dt.datetime.now(dt.UTC))
    alva.reload()
    expect(alva.locator(".timer .ticks")).to_contain_text("45:")
    alva.clock.fast_forward("10:00")
    expect(alva.locator(".timer .ticks")).to_contain_text("35:")
    omar.get_by_role("button", name="Stop the timer").click()
    expect(screen.get_by_text("The timer waits")).to_be_visible()
    expect(alva.locator("textarea[name=text]")).to_have_value("halvt skrivet")


def the_screen_is_hidden_by_a_key(omar: Page, carla: Page, screen: Page) -> None:
    """H on the screen hides it, a button on any leader's phone shows it again."""
    screen.bring_to_front()
    screen.keyboard.press("h")
    expect(screen.locator(".covered")).to_be_visible()
    expect(screen.locator(".joining .qr")).to_be_visible()
    expect(carla.get_by_role("button", name="Show the screen")).to_be_visible()
    carla.get_by_role("button", name="Show the screen").click()
    expect(screen.locator(".covered")).to_have_count(0)
    expect(omar.get_by_role("button", name="Hide the screen")).to_be_visible()
    omar.get_by_role("button", name="Hide the screen").click()
    expect(screen.locator(".covered")).to_be_visible()
    screen.keyboard.press("H")
    expect(screen.locator(".covered")).to_have_count(0)
