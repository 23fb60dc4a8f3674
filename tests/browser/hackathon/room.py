"""Everybody of a hackathon in one browser: who leads, the projector, and ten phones. What they do in every step."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_pages import sign_in
from tests.browser.test_red_thread import new_evening

CALM = {"locale": "en-GB", "reduced_motion": "reduce"}
IDEAS = (
    "Ljus på stigen till skolan",
    "Bussen går för sällan",
    "Lampor vid hållplatsen",
    "Sista bussen går för tidigt",
    "En vuxen ute på fredagar",
    "Billigare busskort",
    "Laga lampan i tunneln",
    "Ett café som har öppet",
)
DARK, BUS = "Mörka vägar", "Bussar"
SOLUTIONS = ("Stigen som tänds", "Bussen hem")
ROLES = ("young",) * 8 + ("adult", "")
"""What the ten say that they are here as; the last one would rather not say."""


@dataclass(slots=True)
class Room:
    """Omar leads from a phone, Carla along from another one; a projector; ten phones that follow."""

    event_id: str
    code: str
    omar: Page
    carla: Page
    screen: Page
    phones: list[Page] = field(default_factory=list)
    teams: dict[int, list[Page]] = field(default_factory=dict)

    @property
    def everybody(self) -> tuple[Page, ...]:
        """All pages that follow the room."""
        return (self.omar, self.carla, self.screen, *self.phones)

    def next(self, title: str, by: Page | None = None) -> None:
        """A leader presses Next, and phones and projector follow."""
        press(by or self.omar, f"Next: {title}")
        self.all_in(title)

    def all_in(self, title: str) -> None:
        """Everybody is in the step."""
        for leader in (self.omar, self.carla):
            expect(leader.locator("main h1")).to_have_text(title)
        for page in (self.screen, *self.phones):
            expect(page.locator("main .when").first).to_contain_text(f" · {title}")

    def approve_all(self, count: int) -> None:
        """Omar lets through all that waits, with one press."""
        expect(self.omar.locator(".waits b")).to_have_text(str(count))
        press(self.omar, "Approve all shown")
        expect(self.omar.locator("#waiting")).to_have_count(0)


def press(page: Page, name: str) -> None:
    """One press of a thumb on the button whose name begins so."""
    page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.tap()


def unfold(page: Page, summary: str) -> None:
    """Open what is folded under these words."""
    page.locator("summary", has_text=summary).first.tap()


def prepare(open_context: OpenContext, server: Server) -> Room:
    """Omar makes a hackathon on his phone, with a check-in and three teams, and lets in Carla and the projector."""
    omar = open_context("phone", **CALM).new_page()
    sign_in(omar, server, cast.OMAR)
    event_id, code = new_evening(omar, "hackathon")
    unfold(omar, "Add a step")
    omar.select_option("#f-kind", "check_in")
    omar.fill("#new-title", "How are you?")
    omar.select_option("#f-after", label="Welcome")
    press(omar, "Add the step")
    teams = omar.locator("ol.edited > li", has_text="Teams").first
    teams.locator("summary").tap()
    teams.get_by_label("How many teams?").fill("3")
    press(omar, "Save how teams are formed")
    press(omar, "Make a link for a co-leader")
    carla = open_context("phone", **CALM).new_page()
    carla.goto(omar.locator(".copyable code").inner_text())
    press(carla, "I lead along")
    omar.goto(f"/e/{event_id}/lead")
    screen = _projector(open_context, omar)
    omar.goto(f"/e/{event_id}/lead")
    return Room(event_id, code, omar, carla, screen)


def _projector(open_context: OpenContext, omar: Page) -> Page:
    """The computer at the projector, in which nobody is signed in, shows the room by a code that Omar reads aloud."""
    omar.get_by_role("link", name="Show on another screen").tap()
    press(omar, "Make a code")
    expect(omar.locator(".code.big")).to_have_count(2)
    address, code = omar.locator(".code.big").all_inner_texts()
    screen = open_context("projector", **CALM).new_page()
    screen.goto(f"/{address.partition('/')[2]}")
    screen.fill("[name=code]", code)
    screen.get_by_role("button", name="Show the room here").click()
    expect(screen.locator("#stage")).to_be_visible()
    return screen


def join_all(room: Room, open_context: OpenContext) -> None:
    """Ten phones join in two taps, and say what they are here as; the projector and the leaders count."""
    readable_from_the_back(room.screen)
    for role in ROLES:
        phone = open_context("phone", **CALM).new_page()
        phone.goto(f"/j/{room.code}")
        if role:
            phone.locator(f"[name=role][value={role}]").check()
        press(phone, "I am in")
        expect(phone.locator("main h1")).to_have_text("You are in")
        room.phones.append(phone)
    expect(room.screen.locator(".present b")).to_have_text("10")
    for leader in (room.omar, room.carla):
        expect(leader.locator(".here b").first).to_have_text("10")
        expect(leader.locator(".ratio")).to_have_text("8 young · 1 adult · 1 has not said")


UNREADABLE = """() => {
    const stage = document.querySelector(".now-showing"), edge = stage.getBoundingClientRect();
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const texts = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) {
        const words = texts.currentNode, range = document.createRange();
        range.selectNodeContents(words);
        const { width, bottom, right } = range.getBoundingClientRect();
        if (!words.data.trim() || width < 2 || words.parentElement.closest(".unseen")) continue;
        const small = parseFloat(getComputedStyle(words.parentElement).fontSize) < .899 * rem;
        if (small || bottom > edge.bottom + 1 || right > edge.right + 1) found.push(words.data.trim());
    }
    return found;
}"""


def readable_from_the_back(screen: Page) -> None:
    """Nothing on the projector is cut off or too small, and no rule of accessibility is broken."""
    found = screen.evaluate(UNREADABLE)
    assert not found, found
    axe(screen)
