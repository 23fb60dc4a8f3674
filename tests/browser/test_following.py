"""Phones follow the room: what is the same for all is sent, what somebody typed or ticked stays where it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_pages import join, sign_in
from tests.browser.test_red_thread import give, new_evening, prepare_vote


def nothing_but_the_stream(page: Page) -> None:
    """From now on this phone fetches no page of its own; what it sends goes through."""

    def answer(route: Route) -> None:
        if route.request.method == "GET" and route.request.headers.get("hx-request"):
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route(re.compile(r"/e/[^/]+$"), answer)


def next_step(omar: Page, title: str) -> None:
    omar.get_by_role("button", name=f"Next: {title}").click()
    expect(omar.locator("main h1")).to_have_text(title)


@pytest.mark.usefixtures("open_event")
def test_phones_follow_the_room_and_lose_nothing(open_context: OpenContext, server: Server) -> None:
    omar = open_context("laptop", locale="en-GB").new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, code = new_evening(omar)
    alva, bilal = (open_context("phone", locale="en-GB").new_page() for _ in range(2))
    for phone in (alva, bilal):
        join(phone, code)
    omar.goto(f"/e/{event_id}/lead")
    next_step(omar, "Welcome")
    nothing_but_the_stream(alva)

    the_next_step_comes_by_the_stream_alone(omar, alva)
    what_is_half_written_stays_under_the_thumb(omar, bilal)
    what_was_late_goes_to_the_leader(omar, bilal, event_id)
    what_is_ticked_stays_ticked(omar, alva)
    what_opens_beside_is_chosen_and_left(omar, bilal)


def the_next_step_comes_by_the_stream_alone(omar: Page, alva: Page) -> None:
    next_step(omar, "Ideas")
    expect(alva.get_by_label("Your idea")).to_be_visible()
    assert alva.title().startswith("Ideas")
    for text in ("Mer ljus", "Fler bänkar"):
        give(alva, text)
    omar.get_by_role("button", name="Open others' ideas").click()
    expect(alva.get_by_text("Others have said")).to_be_visible()
    expect(alva.locator(".slip", has_text="Mer ljus")).to_have_count(1)


def what_is_half_written_stays_under_the_thumb(omar: Page, bilal: Page) -> None:
    field = bilal.get_by_label("Your idea")
    field.press_sequentially("halvt ")
    omar.get_by_role("button", name="Start the timer").click()
    expect(bilal.locator(".timer")).to_be_visible()
    bilal.keyboard.type("skrivet")
    expect(field).to_have_value("halvt skrivet")
    bilal.reload()
    expect(field).to_have_value("halvt skrivet")


def what_was_late_goes_to_the_leader(omar: Page, bilal: Page, event_id: str) -> None:
    next_step(omar, "Vote")
    late = bilal.locator(".late")
    expect(late).to_contain_text("The step closed. Your text is still here.")
    expect(late.locator("textarea")).to_have_value("halvt skrivet")
    bilal.reload()
    expect(late.locator("textarea")).to_have_value("halvt skrivet")
    axe(bilal)
    late.get_by_role("button", name="Copy").click()
    expect(late.get_by_role("button", name="Copied")).to_be_visible()
    late.get_by_role("button", name="Send to the leader").click()
    expect(late).to_have_count(0)
    expect(omar.locator("#waiting")).to_contain_text("halvt skrivet")
    expect(omar.locator("#waiting")).to_contain_text("it came after the step had closed")
    omar.get_by_role("button", name="Approve all shown").click()
    expect(omar.locator("#waiting")).to_have_count(0)
    bilal.goto(f"/e/{event_id}/mine")
    expect(bilal.get_by_text("halvt skrivet")).to_be_visible()
    bilal.goto(f"/e/{event_id}")


def what_is_ticked_stays_ticked(omar: Page, alva: Page) -> None:
    prepare_vote(omar)
    box = alva.get_by_role("checkbox", name="Mer ljus")
    box.check()
    omar.get_by_role("button", name="Start the timer").click()
    expect(alva.locator(".timer")).to_be_visible()
    expect(box).to_be_checked()
    alva.get_by_role("button", name="Vote", exact=True).click()
    expect(alva.get_by_text("Your vote is in.")).to_be_visible()
    omar.get_by_role("button", name="+1 min").click()
    expect(alva.get_by_text("Your vote is in.")).to_be_visible()


def what_opens_beside_is_chosen_and_left(omar: Page, bilal: Page) -> None:
    omar.locator("#agenda summary").click()
    omar.get_by_role("button", name="Open beside the room's step: Ideas").click()
    expect(omar.get_by_label("Open beside the room").get_by_role("link", name="Ideas")).to_be_visible()
    axe(omar)
    bilal.get_by_role("link", name="Ideas").click()
    give(bilal, "Öppet på söndagar")
    expect(bilal.locator("main h1")).to_have_text("What would make it better to be young here?")
    axe(bilal)
    bilal.get_by_role("link", name="Back to the room: Vote").click()
    expect(bilal.locator("section.vote")).to_be_visible()
