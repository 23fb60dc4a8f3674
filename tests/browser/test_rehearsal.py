"""Omar rehearses: a check-in with pretend participants, the projector let in by a code, and then nothing is left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_pages import cast, join, sign_in
from tests.browser.test_red_thread import new_evening


@pytest.mark.usefixtures("open_event")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_omar_rehearses_with_a_projector_and_a_phone(open_context: OpenContext, server: Server, theme: str) -> None:
    options = {"locale": "en-GB", "color_scheme": theme, "reduced_motion": "reduce"}
    omar = open_context("laptop", **options).new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, _code = new_evening(omar)
    with_a_check_in(omar, event_id)
    omar.get_by_role("button", name="Rehearse").click()
    expect(omar.locator(".rehearsal")).to_be_visible()
    axe(omar)
    twin = omar.url.rpartition("/")[0]
    alva = open_context("phone", **options).new_page()
    join(alva, omar.locator(".lead-head .code").inner_text())
    projector = open_context("projector", **options).new_page()
    let_in(omar, projector, twin)

    omar.goto(f"{twin}/lead")
    omar.locator("#agenda summary").click()
    omar.get_by_role("button", name="Go to Check-in").click()
    the_round(omar, alva, projector)

    omar.get_by_role("button", name="End the rehearsal").click()
    expect(omar.locator(".told-you")).to_contain_text("Nothing of it is left")
    expect(projector.locator("#stage h1")).to_have_text("This screen has ended")
    expect(alva.get_by_role("heading", level=1)).not_to_have_text("Check-in")


def with_a_check_in(omar: Page, event_id: str) -> None:
    omar.goto(f"/e/{event_id}/prepare")
    omar.locator("#add-step summary").click()
    omar.select_option("#add-step select[name=kind]", "check_in")
    omar.locator("#add-step button.btn").click()
    expect(omar.locator(".told-you")).to_have_text("Added.")
    omar.locator("#agenda + ol details", has_text="Check-in").locator("summary").first.click()
    axe(omar)


def let_in(omar: Page, projector: Page, twin: str) -> None:
    """Somebody types the code at the projector; nobody signs in there."""
    omar.goto(f"{twin}/lead/screens")
    axe(omar)
    omar.get_by_role("button", name="Make a code").click()
    axe(omar)
    projector.goto("/screen")
    axe(projector)
    projector.fill("[name=code]", omar.locator(".code.big").last.inner_text())
    projector.get_by_role("button", name="Show the room here").click()
    projector.wait_for_url("**/screen")
    expect(projector.locator(".present b")).to_have_text("13")


def the_round(omar: Page, alva: Page, projector: Page) -> None:
    expect(alva.get_by_role("button", name="Sunny", exact=True)).to_be_visible()
    axe(alva)
    assert alva.evaluate("document.documentElement.scrollWidth") <= 360
    alva.get_by_role("button", name="Sunny", exact=True).click()
    expect(alva.get_by_role("button", name="Sunny", exact=True)).to_have_attribute("aria-pressed", "true")
    for _press in range(2):
        turn = omar.locator("[name=turn]").input_value()
        omar.get_by_role("button", name="Let some answer").click()
        expect(omar.locator("[name=turn]")).not_to_have_value(turn)
    omar.get_by_role("button", name="Show how we are").click()
    for page in (alva, projector, omar):
        expect(page.locator(".feelings li")).to_have_count(9)
        axe(page)
    projector.keyboard.press("h")
    expect(projector.locator("#stage .covered")).to_be_visible()
    projector.keyboard.press("h")
    expect(projector.locator(".feelings li")).to_have_count(9)


@pytest.mark.usefixtures("open_event")
def test_omar_adds_a_photograph_to_the_report(open_context: OpenContext, server: Server) -> None:
    omar = open_context("phone", locale="en-GB").new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, _code = new_evening(omar)
    omar.goto(f"/e/{event_id}/report")
    omar.locator("#add-photo summary").click()
    axe(omar)
    omar.set_input_files("#f-picture", "docs/images/screen.png")
    omar.fill("#f-text", "The wall with all the ideas")
    omar.check("[name=consent]")
    omar.get_by_role("button", name="Add the photograph").click()
    expect(omar.get_by_alt_text("The wall with all the ideas")).to_be_visible()
    omar.get_by_role("button", name="Put on the poster").click()
    expect(omar.get_by_role("button", name="Take off the poster")).to_be_visible()
    axe(omar)
    assert omar.evaluate("document.documentElement.scrollWidth") <= 360
    omar.goto(f"/e/{event_id}/how-it-went")
    expect(omar.get_by_alt_text("The wall with all the ideas")).to_be_visible()
    axe(omar)
