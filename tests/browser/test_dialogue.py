"""A dialogue evening: a leader, a screen, five phones, and a politician who answers there and afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_pages import join, sign_in
from tests.browser.test_red_thread import in_days, new_evening

STATEMENTS = ("Bussarna ska gå till midnatt", "Fritidsgården ska ha öppet på söndagar", "Kameror gör det tryggare")
HALL, BUS = "När byggs den nya hallen?", "Kan bussen gå en gång till på kvällen?"


@pytest.mark.usefixtures("open_event")
def test_a_dialogue_evening(open_context: OpenContext, server: Server) -> None:
    omar = open_context("laptop", locale="en-GB").new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, code = new_evening(omar)
    prepare(omar)
    phones, screen = gather(open_context, omar, event_id, code)

    they_vote_on_statements(omar, phones, screen)
    they_see_what_they_think_together(omar, phones, screen)
    one_changes_her_mind(phones[0])
    questions_are_asked_and_one_is_answered(omar, phones, screen)
    nothing_ends_silently(omar, event_id)
    the_politician_answers_in_writing(open_context, server, phones[0], event_id)


def gather(open_context: OpenContext, omar: Page, event_id: str, code: str) -> tuple[list[Page], Page]:
    """Five join, one in the dark and the last without JavaScript; the screen and the leader's page are opened."""
    screens = ("phone", "dark", "phone", "laptop")
    phones = [open_context(screen, locale="en-GB").new_page() for screen in screens]
    phones.append(open_context("phone", locale="en-GB", java_script_enabled=False).new_page())
    for phone in phones:
        join(phone, code)
    screen = omar.context.new_page()
    screen.set_viewport_size({"width": 1024, "height": 768})
    screen.goto(f"/e/{event_id}/screen")
    omar.goto(f"/e/{event_id}/lead")
    return phones, screen


def prepare(omar: Page) -> None:
    """Two steps are added, statements and questions, both seen at once, with statements to begin with."""
    for kind in ("Statements", "Questions to decision makers"):
        omar.locator("#add-step summary, details:has-text('Add a step') > summary").first.click()
        omar.select_option("[name=kind]", label=kind)
        omar.get_by_role("button", name="Add the step").click()
        expect(omar.locator("ol.agenda > li", has_text=kind)).to_have_count(1)
    for kind in ("Statements", "Questions to decision makers"):
        omar.locator(f"h3:text-is('{kind}') ~ .act").first.get_by_role("button", name="Show at once").click()
    step = omar.locator("ol.agenda > li", has_text="Statements")
    step.locator("summary").click()
    step.locator("[name=statements]").fill("\n".join(STATEMENTS))
    axe(omar)
    step.get_by_role("button", name="Save the statements").click()


def go_to(omar: Page, title: str) -> None:
    if omar.locator("details#agenda[open]").count() == 0:
        omar.locator("details#agenda > summary").click()
    omar.get_by_role("button", name=f"Go to {title}").click()


def they_vote_on_statements(omar: Page, phones: list[Page], screen: Page) -> None:
    """Four by a tap, one by the keyboard, one without JavaScript; nobody sees what anybody says."""
    go_to(omar, "Statements")
    phones[-1].reload()
    expect(phones[0].get_by_text("You have answered 0 of 3.")).to_be_visible()
    axe(phones[0])
    axe(phones[2])
    for phone in phones:
        for number in range(3):
            expect(phone.get_by_text(f"You have answered {number} of 3.")).to_be_visible()
            button = phone.get_by_role("button", name="Agree", exact=True)
            if phone is phones[3]:
                button.focus()
                phone.keyboard.press("Enter")
            else:
                button.click()
        expect(phone.get_by_text("You have answered all there are")).to_be_visible()
    expect(screen.locator(".big-number b")).to_have_text("15")
    expect(screen.get_by_text(STATEMENTS[0])).to_have_count(0)


def they_see_what_they_think_together(omar: Page, phones: list[Page], screen: Page) -> None:
    omar.get_by_role("button", name="Show the results").click()
    expect(phones[0].locator(".fared .said", has_text=STATEMENTS[0])).to_be_visible()
    expect(screen.locator(".fared .said", has_text=STATEMENTS[0])).to_be_visible()
    for page in (phones[0], phones[2], screen, omar):
        axe(page)


def one_changes_her_mind(alva: Page) -> None:
    alva.get_by_role("link", name="See and change what you answered").click()
    alva.get_by_role("link", name=re.compile("^Change: Kameror")).click()
    expect(alva.get_by_role("button", name="Agree", exact=True)).to_have_attribute("aria-pressed", "true")
    axe(alva)
    alva.get_by_role("button", name="Disagree").click()
    expect(alva.locator(".slip", has_text="Kameror")).to_contain_text("You disagree")
    axe(alva)
    alva.get_by_role("link", name="Back to the room").click()


def questions_are_asked_and_one_is_answered(omar: Page, phones: list[Page], screen: Page) -> None:
    go_to(omar, "Questions to decision makers")
    alva, bilal = phones[0], phones[1]
    for phone, words in ((alva, HALL), (bilal, BUS)):
        expect(phone.get_by_label("Your question")).to_be_visible()
        phone.get_by_label("Your question").fill(words)
        phone.get_by_role("button", name="Ask").click()
        expect(phone.locator(".slip", has_text=words)).to_be_visible()
    bilal.get_by_role("button", name=f"I agree: {HALL}").click()
    expect(omar.locator(".slip", has_text=BUS)).to_be_visible()
    omar.get_by_role("button", name=f"Show on the screen: {BUS}").click()
    expect(screen.locator(".card")).to_have_text(BUS)
    expect(alva.locator(".live-question .card")).to_have_text(BUS)
    omar.get_by_label("Who answers?").fill("Petra Ek")
    omar.get_by_label("The answer in short").fill("Ja, från april.")
    omar.get_by_role("button", name="Save the answer").click()
    expect(screen.locator(".told .answer")).to_have_text("Ja, från april.")
    expect(bilal.locator(".live-question")).to_contain_text("Ja, från april.")
    for page in (alva, screen, omar):
        axe(page)


def nothing_ends_silently(omar: Page, event_id: str) -> None:
    """The evening cannot be closed before the other question has somebody who answers it."""
    omar.goto(f"/e/{event_id}/lead")
    close_the_evening(omar)
    expect(omar.get_by_role("alert")).to_contain_text("Questions without an answer: 1.")
    omar.goto(f"/e/{event_id}/lead")
    omar.select_option("[name=answerer]", label="Petra Ek")
    omar.get_by_label("By when?").fill(in_days(14))
    omar.get_by_role("button", name="Promise it").click()
    expect(omar.get_by_role("heading", name="question has no answer yet")).to_have_count(0)
    close_the_evening(omar)
    expect(omar.get_by_role("heading", name="This event is over")).to_be_visible()


def close_the_evening(omar: Page) -> None:
    omar.locator("details:has(button[value=closed]) > summary").click()
    omar.get_by_role("button", name="Close it: it was held").click()


def the_politician_answers_in_writing(open_context: OpenContext, server: Server, alva: Page, event_id: str) -> None:
    petra = open_context("phone", locale="en-GB").new_page()
    sign_in(petra, server, cast.PETRA)
    petra.get_by_role("link", name="1 question waits for your answer").click()
    axe(petra)
    petra.get_by_label("Your answer").fill("Vi börjar bygga hallen i maj. Du får se ritningen innan.")
    petra.get_by_role("button", name="Publish the answer").click()
    expect(petra.get_by_text("Nothing waits for you.")).to_be_visible()
    alva.goto(f"/e/{event_id}/mine")
    alva.get_by_role("link", name="Petra Ek has answered").click()
    expect(alva.get_by_text("Vi börjar bygga hallen i maj.")).to_be_visible()
    axe(alva)
