"""A politician answers on a phone: how hard it reads as one types, the net that goes away, and taking it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from participation.demo import cast
from participation.proposals.drafting.rules import measure
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
    phone.goto("/staff/proposals/6")
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
    page.goto("/staff/proposals/6")
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
