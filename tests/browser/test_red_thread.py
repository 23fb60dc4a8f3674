"""The red thread from end to end, by the people who hold it: what Alva says on her phone is answered and done."""

from __future__ import annotations

import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server
from tests.browser.test_pages import join, sign_in

IDEA = "Bänkar vid ån, så man kan sitta ute"
OTHER = "En grill vid badplatsen"


def here() -> dt.datetime:
    """Now, where the municipality is."""
    return dt.datetime.now(ZoneInfo("Europe/Stockholm"))


def in_days(days: int) -> str:
    return (here().date() + dt.timedelta(days=days)).isoformat()


def a_picture() -> dict[str, object]:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), "#2c6e49").save(buffer, "JPEG")
    return {"name": "bench.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def new_evening(omar: Page, method: str = "idea-workshop") -> tuple[str, str]:
    """Omar prepares an event from a method; returns its id and join code."""
    omar.goto("/staff/processes")
    omar.fill("[name=title]", "Vid ån")
    omar.get_by_role("button", name="Start").click()
    omar.wait_for_url("**/staff/processes/*")
    omar.fill("[name=title]", "Kväll vid ån")
    start = here().replace(second=0, microsecond=0, tzinfo=None)
    omar.fill("[name=starts_at]", start.isoformat(timespec="minutes"))
    omar.fill("[name=ends_at]", (start + dt.timedelta(hours=2)).isoformat(timespec="minutes"))
    omar.fill("[name=hear_back_on]", in_days(21))
    omar.select_option("[name=method]", method)
    omar.get_by_role("button", name="Prepare it").click()
    omar.wait_for_url("**/prepare")
    return omar.url.split("/")[-2], omar.locator(".getting-in .code").inner_text()


def give(page: Page, text: str) -> None:
    page.fill("textarea[name=text]", text)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".slip", has_text=text)).to_have_count(1)


def prepare_vote(omar: Page) -> None:
    omar.get_by_role("link", name="Prepare the vote").click()
    for box in omar.locator("[name=entry]").all():
        box.check()
    omar.fill("[name=most]", "1")
    omar.fill("[name=promise_who]", "Petra Ek")
    omar.fill("[name=promise_what]", "tar med den främsta till nämnden")
    omar.fill("[name=promise_by]", in_days(21))
    omar.get_by_role("button", name="Save").click()
    omar.get_by_role("button", name="Open the vote").click()


def make_proposal(omar: Page) -> str:
    omar.get_by_role("link", name="Make proposals of what came in").click()
    omar.locator(".check", has_text=IDEA).locator("input").check()
    omar.fill("[name=title]", "Bänkar vid ån")
    omar.fill("[name=summary]", "Unga vill kunna sitta vid ån på kvällen.")
    omar.locator(".check", has_text=cast.TECHNICAL).locator("input").check()
    omar.select_option("[name=holder]", label=cast.TECHNICAL)
    answerer = omar.locator("[name=answerer] option", has_text="Petra Ek").get_attribute("value")
    omar.select_option("[name=answerer]", value=answerer)
    omar.get_by_role("button", name="Publish the proposal").click()
    omar.wait_for_url("**/f/*")
    return omar.url.split("/f/")[1].split("/")[0]


@pytest.mark.usefixtures("open_event")
def test_what_alva_says_is_voted_on_answered_and_done(open_context: OpenContext, server: Server) -> None:
    omar = open_context("laptop", locale="en-GB").new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, code = new_evening(omar)
    screen = omar.context.new_page()
    screen.set_viewport_size({"width": 1024, "height": 768})
    screen.goto(f"/e/{event_id}/screen")
    expect(screen.locator(".joining .code")).to_have_text(code)
    alva, bilal = (open_context("phone", locale="en-GB").new_page() for _name in ("Alva", "Bilal"))
    join(alva, code)
    join(bilal, code)
    expect(screen.locator(".present b")).to_have_text("2")

    omar.goto(f"/e/{event_id}/lead")
    gather_ideas(omar, screen, alva, bilal)
    hold_the_vote(omar, screen, (alva, bilal))
    omar.goto(f"/e/{event_id}/lead")
    number = make_proposal(omar)
    answer_and_do(open_context, server, number)
    read_the_thread(open_context, number)
    alva.goto(f"/e/{event_id}/mine")
    expect(alva.locator(".became")).to_contain_text("Bänkar vid ån")


def gather_ideas(omar: Page, screen: Page, alva: Page, bilal: Page) -> None:
    """Phones and screen follow Omar; nobody sees another's idea before he opens them, and no text is lost."""
    omar.get_by_role("button", name="Next: Welcome").click()
    expect(alva.locator("main .when")).to_contain_text("Step 1 of 4")
    omar.get_by_role("button", name="Next: Ideas").click()
    expect(alva.locator("textarea[name=text]")).to_be_visible()
    expect(bilal.locator("textarea[name=text]")).to_be_visible()
    give(alva, IDEA)
    give(bilal, OTHER)
    expect(screen.locator(".big-number b")).to_have_text("2")
    expect(omar.locator(".waits")).to_contain_text("2")
    omar.get_by_role("button", name="Approve all shown").click()
    expect(omar.locator(".waits")).to_contain_text("0")
    expect(bilal.locator(".slip", has_text=IDEA)).to_have_count(0)
    bilal.fill("textarea[name=text]", "halvt skrivet")
    omar.get_by_role("button", name="Open others' ideas").click()
    expect(bilal.locator(".slip", has_text=IDEA)).to_have_count(1)
    expect(bilal.locator("textarea[name=text]")).to_have_value("halvt skrivet")
    expect(screen.locator(".wall li")).to_have_count(2)
    bilal.locator(".slip", has_text=IDEA).locator(".sup").click()
    expect(omar.locator(".slip", has_text=IDEA)).to_contain_text("1 agrees")


def hold_the_vote(omar: Page, screen: Page, phones: tuple[Page, Page]) -> None:
    """The result is seen by nobody before it is closed, and by everybody then."""
    omar.get_by_role("button", name="Next: Vote").click()
    prepare_vote(omar)
    for phone in phones:
        phone.locator(".ballot .check", has_text=IDEA).locator("input").check()
        phone.get_by_role("button", name="Vote", exact=True).click()
        expect(phone.get_by_text("Your vote is in.")).to_be_visible()
    expect(screen.locator(".now-showing")).not_to_contain_text(IDEA)
    omar.get_by_role("link", name="Close the vote").click()
    omar.get_by_role("button", name="Close and count").click()
    expect(screen.locator(".now-showing")).to_contain_text(IDEA)


def answer_and_do(open_context: OpenContext, server: Server, number: str) -> None:
    """Petra answers yes on her phone; Tove tells with a picture that it is done. Both without waiting."""
    petra = open_context("phone", locale="en-GB").new_page()
    sign_in(petra, server, cast.PETRA)
    petra.goto(f"/staff/proposals/{number}")
    petra.select_option("[name=verdict]", "yes")
    petra.fill("[name=reasons]", "Vi ställer dit fyra bänkar i vår.")
    petra.check("[name=basis][value=board]")
    petra.fill("[name=paragraph]", "§ 91")
    petra.fill("[name=decided_on]", in_days(0))
    petra.get_by_role("button", name="Publish in my name").click()
    expect(petra.get_by_role("heading", name="Only you see this")).to_be_visible()
    stranger = open_context("phone", locale="en-GB").new_page()
    stranger.goto(f"/f/{number}")
    expect(stranger.locator("main")).not_to_contain_text("fyra bänkar")
    petra.get_by_role("button", name="Publish now, without waiting").click()
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text("fyra bänkar")

    tove = open_context("laptop", locale="en-GB").new_page()
    sign_in(tove, server, cast.TOVE)
    tove.goto(f"/staff/proposals/{number}")
    tove.set_input_files("[name=picture]", files=[a_picture()])  # type: ignore[list-item]
    tove.fill("[name=picture_text]", "Fyra gröna bänkar vid ån.")
    tove.locator("#done-words").fill("Bänkarna står där.")
    tove.locator("form[enctype]").get_by_role("button", name="Publish").click()
    tove.get_by_role("button", name="Publish now, without waiting").click()


def read_the_thread(open_context: OpenContext, number: str) -> None:
    """Anybody reads from what was said to what was done, and what is still to come."""
    anybody = open_context("phone", locale="en-GB").new_page()
    anybody.goto(f"/f/{number}")
    thread = anybody.locator("ol.thread")
    for words in (IDEA, "a participant", "1 agreed", "Number 1 of 2", "fyra bänkar", "§ 91", "Bänkarna står där."):
        expect(thread).to_contain_text(words)
    expect(thread.locator("img.proof")).to_have_attribute("alt", "Fyra gröna bänkar vid ån.")
    expect(thread.locator(".to-come").last).to_contain_text("did it help?")
