"""A diary over days: a picture and one's own reading, alone, then shared; let through, on the screen, grouped."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server, axe, traffic
from tests.browser.test_dialogue import go_to
from tests.browser.test_pages import join, sign_in
from tests.browser.test_red_thread import new_evening
from tests.browser.test_stories import LATER_STEP
from tests.diaries.diary import photo

READING = "Nobody has thought of us"


@pytest.mark.usefixtures("open_event")
def test_a_diary_is_written_alone_and_shared(open_context: OpenContext, server: Server, tmp_path: Path) -> None:
    omar = open_context("laptop", locale="en-GB").new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, code = new_evening(omar)
    prepare(omar)
    alva = open_context(
        "phone", locale="en-GB", geolocation={"longitude": 16.123456, "latitude": 59.6}, permissions=["geolocation"]
    ).new_page()
    bilal = open_context("dark", locale="en-GB").new_page()
    for phone in (alva, bilal):
        join(phone, code)
    screen = omar.context.new_page()
    screen.set_viewport_size({"width": 1024, "height": 768})
    screen.goto(f"/e/{event_id}/screen")
    omar.goto(f"/e/{event_id}/lead")
    with traffic(alva) as seen:
        go_to(omar, "Diary")
        expect(alva.get_by_label("What does it say to you?")).to_be_visible()
        alva.wait_for_load_state("networkidle")
    assert 0 < seen.bytes <= LATER_STEP, seen.sizes

    (tmp_path / "bench.jpg").write_bytes(photo())
    she_writes_for_herself(alva, tmp_path / "bench.jpg")
    nobody_else_sees_it(omar, bilal)
    she_goes_on_by_her_code(open_context, alva)
    it_is_let_through_and_grouped(omar, screen, bilal)
    omar.goto(f"/e/{event_id}/report")
    shown(omar.locator(".entry img"))
    axe(omar)


def prepare(omar: Page) -> None:
    omar.locator("details:has-text('Add a step') > summary").first.click()
    omar.select_option("[name=kind]", label="Diary")
    omar.get_by_role("button", name="Add the step").click()
    omar.locator("h3:text-is('Diary') ~ .act").first.get_by_role("button", name="Show at once").click()


def shown(image: Locator) -> None:
    """A picture that really came."""
    image.scroll_into_view_if_needed()
    image.evaluate("image => image.decode()")
    assert image.evaluate("image => image.naturalWidth") > 0


def she_writes_for_herself(alva: Page, picture: Path) -> None:
    axe(alva)
    alva.set_input_files("[name=picture]", picture)
    alva.get_by_label("What does it say to you?").fill(READING)
    alva.get_by_label("What is seen here?").fill("A bench by the car park")
    alva.get_by_role("button", name="Mark where I am").click()
    expect(alva.get_by_text("The spot is marked, to some ten metres.")).to_be_visible()
    assert alva.locator("[name=lon]").input_value() == "16.1235"
    alva.get_by_role("button", name="Save in my diary").click()
    expect(alva.locator(".entries .slip")).to_contain_text("Only you see it.")
    shown(alva.locator(".entries img"))
    axe(alva)


def nobody_else_sees_it(omar: Page, bilal: Page) -> None:
    omar.get_by_role("button", name="Open what is shared").click()
    expect(omar.get_by_role("button", name="Close what is shared")).to_be_visible()
    expect(bilal.get_by_text("Nobody else shares anything yet.")).to_be_visible()
    expect(omar.get_by_text(READING)).to_have_count(0)
    axe(bilal)


def she_goes_on_by_her_code(open_context: OpenContext, alva: Page) -> None:
    """On another phone, without JavaScript; there she shares it."""
    alva.get_by_role("link", name="Mine").click()
    axe(alva)
    alva.get_by_role("button", name="Make my code").click()
    code = alva.locator("main .code").first.inner_text()
    other = open_context("phone", locale="en-GB", java_script_enabled=False).new_page()
    other.goto("/t")
    other.get_by_label("Code").fill(code)
    other.get_by_role("button", name="Go on").click()
    other.get_by_role("link", name="Diary").click()
    other.get_by_role("button", name=f"Show it to the others: {READING}").click()
    expect(other.locator(".entries .slip")).to_contain_text("The leader looks at the picture first.")


def it_is_let_through_and_grouped(omar: Page, screen: Page, bilal: Page) -> None:
    expect(screen.locator(".entry-wall .reading")).to_have_text(READING)
    expect(screen.locator(".entry-wall img")).to_have_count(0)
    expect(omar.locator(".entries .slip")).to_contain_text(READING)
    shown(omar.locator(".entries img"))
    axe(omar)
    omar.get_by_role("button", name=f"Let the picture through: {READING}").click()
    expect(screen.locator(".entry-wall img")).to_have_count(1)
    shown(screen.locator(".entry-wall img"))
    omar.get_by_label("Tick to group").check()
    omar.get_by_label("Put those ticked under the theme").fill("Places for us")
    omar.get_by_role("button", name="Group", exact=True).click()
    expect(omar.get_by_role("heading", name="Places for us")).to_be_visible()
    bilal.reload()
    shown(bilal.locator(".entry img"))
    for page in (omar, screen, bilal):
        axe(page)
