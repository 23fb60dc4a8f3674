"""Answering on a phone, handing the thread over, and whether it helped: as those see it who do it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from participation.db import db
from participation.demo import cast
from participation.events.contributions.models import Support
from participation.events.participants import actions as participants
from participation.proposals.drafting.rules import measure
from participation.proposals.models import ProposalOrigin
from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_pages import sign_in
from tests.cast import WORDS

TEXTS = (
    *WORDS,
    "",
    "Vi sätter upp sex lampor. De ska lysa i vår.",
    "Nämnden beslutar att verkställa förslaget, varvid erforderliga åtgärder kommer att initieras.",
    "Rubrik\n\n- en punkt\n- och en till, t.ex. i maj (kl. 18)!\n”Så här,” sa hon … Kostar det 3.500 kr? Ja: 3,5.",
    "We will put up six lamps. The work is done by your school before the winter, and it is paid for.",
    "kafe\u0301 och pa\u030a torget\u00a0med\u2003bredd\ufeffhär",
    "a" * 6 + " " + "b" * 7 + " 1234567 … !? … ord...",
)


@pytest.mark.usefixtures("open_event")
def test_the_browser_measures_as_the_server_does(phone: Page, server: Server) -> None:
    sign_in(phone, server, cast.PETRA)
    phone.goto("/staff/proposals/18")
    for text in TEXTS:
        for otherwise in ("sv", "en"):
            found = measure(text, otherwise)
            told = phone.evaluate("([text, otherwise]) => measure(text, otherwise)", [text, otherwise])
            assert told == {
                "language": found.language, "words": found.words, "score": found.score, "level": found.level.value,
            }, text  # fmt: skip


def _page_of(context: BrowserContext, server: Server) -> Page:
    page = context.new_page()
    sign_in(page, server, cast.PETRA)
    page.goto("/staff/proposals/18")
    return page


@pytest.mark.usefixtures("open_event")
def test_a_politician_answers_on_a_phone(open_context: OpenContext, server: Server) -> None:
    context = open_context("phone", reduced_motion="reduce", locale="en-GB")
    page = _page_of(context, server)
    words = "Vi vill att varje klass får höra vad som hände."
    page.select_option("[name=verdict]", "yes")
    page.locator("#f-reasons").press_sequentially(words[:20])
    expect(page.locator("#readability .score")).to_have_text(str(measure(words[:20], "en").score))
    page.fill("#f-reasons", words)
    expect(page.locator("#check .words")).to_have_text(words)
    axe(page)
    # The net goes away, and the page is loaded anew afterwards: nothing is lost.
    context.set_offline(True)
    page.fill("#f-reasons", f"{words} Vi frågar er.")
    expect(page.locator("#check .saved")).to_contain_text("device")
    context.set_offline(False)
    page.reload()
    expect(page.locator("#f-reasons")).to_have_value(f"{words} Vi frågar er.")
    page.locator("button.btn", has_text="Publish in my name").click()
    expect(page.locator(".waiting .words")).to_have_text(f"{words} Vi frågar er.")
    page.locator(".waiting button").first.click()
    expect(page.locator("#f-reasons")).to_have_value(f"{words} Vi frågar er.")
    axe(page)


@pytest.mark.usefixtures("open_event")
def test_a_department_hands_the_thread_over(open_context: OpenContext, server: Server) -> None:
    tove = open_context("phone", locale="en-GB").new_page()
    sign_in(tove, server, cast.TOVE)
    tove.goto("/staff/proposals/5")
    tove.locator("summary", has_text="Hand the thread").click()
    tove.locator("#f-to").select_option(label=cast.CULTURE)
    tove.fill("#handing-why", "Tunneln leder till badhuset.")
    tove.get_by_role("button", name="Ask them").click()
    expect(tove.get_by_text("You hold it until they take it.")).to_be_visible()
    kim = open_context("phone", locale="en-GB").new_page()
    sign_in(kim, server, cast.KIM)
    kim.get_by_role("link", name="Tryggare tunnel").click()
    expect(kim.get_by_text("Tunneln leder till badhuset.")).to_be_visible()
    kim.get_by_role("button", name="Take it").click()
    expect(kim.get_by_role("heading", name="Promise a step")).to_be_visible()
    kim.goto("/f/5")
    expect(kim.get_by_text(f"{cast.CULTURE} holds the thread", exact=True)).to_be_visible()


@pytest.mark.usefixtures("open_event")
def test_who_stood_behind_it_says_whether_it_helped(open_context: OpenContext, server: Server) -> None:
    with server.app.app_context():
        origins = select(ProposalOrigin.contribution_id).where(ProposalOrigin.proposal_number == 1)
        wanted = select(Support.participant_id).where(Support.contribution_id.in_(origins))
        who = db.session.scalars(wanted.order_by(Support.participant_id)).all()[-1]
        code = participants.make_way_back(who)
        db.session.remove()
    page = open_context("phone", locale="en-GB", reduced_motion="reduce").new_page()
    page.goto("/t")
    page.fill("[name=code]", code)
    page.locator("main form button").first.click()
    page.get_by_role("link", name="Did it help?").click()
    axe(page)
    page.get_by_label("Half").check()
    page.get_by_label("Quite").check()
    page.get_by_label("It took too long").check()
    page.locator("main form button.btn").click()
    expect(page.get_by_text("you can change it")).to_be_visible()
    expect(page.get_by_label("Half")).to_be_checked()
    axe(page)
