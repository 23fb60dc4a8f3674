"""Every page, as different people meet it: accessible in both themes, usable without JavaScript and by keyboard."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from participation.db import db
from participation.demo import cast
from participation.events.models import Event
from participation.voting.models import Vote
from tests.browser.conftest import OpenContext, Server, axe

PUBLIC = (
    "/",
    "/f",
    "/f/1",
    "/f/2",
    "/f/4",
    "/f/6",
    "/f/overview",
    "/f/map",
    "/f/report",
    "/data",
    "/t",
    "/help",
    "/privacy",
    "/accessibility",
    "/methods",
    "/methods/hackathon",
    "/nothing-here",
)
THEMES = ("light", "dark")


def password_of(server: Server, person: cast.Person) -> str:
    file = Path(server.environ["INSTANCE_DIR"]) / "demonstration-sign-ins.json"
    return str(json.loads(file.read_text(encoding="utf-8"))[person.email])


def sign_in(page: Page, server: Server, person: cast.Person) -> None:
    page.goto("/staff/sign-in")
    page.fill("[name=email]", person.email)
    page.fill("[name=password]", password_of(server, person))
    page.locator("main button").click()
    page.wait_for_url("**/staff")


def join(page: Page, code: str) -> str:
    """Two taps; returns the event's id."""
    page.goto(f"/j/{code}")
    page.locator("main form button").first.click()
    page.wait_for_url("**/e/*")
    return page.url.rpartition("/")[2]


def of_demo(server: Server, code: str) -> tuple[str, str, str]:
    """Ids of the open event, of its process, and of the vote that was held before."""
    with server.app.app_context():
        event = db.session.query(Event).filter_by(join_code=code).one()
        vote = db.session.query(Vote).first()
        assert vote is not None
        found = event.id, event.process_id, vote.id
        db.session.remove()
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_public_pages_break_no_rule_of_accessibility(
    open_context: OpenContext, server: Server, open_event: str, theme: str
) -> None:
    page = open_context("phone", color_scheme=theme, reduced_motion="reduce").new_page()
    _event, process_id, vote_id = of_demo(server, open_event)
    for path in (
        *PUBLIC,
        f"/p/{process_id}",
        f"/p/{process_id}/line",
        f"/v/{vote_id}",
        "/j/ZZZZZZ",
        f"/j/{open_event}",
        "/staff/sign-in",
    ):
        page.goto(path)
        axe(page)


@pytest.mark.parametrize("theme", THEMES)
def test_a_participants_pages_break_no_rule_of_accessibility(
    open_context: OpenContext, open_event: str, theme: str
) -> None:
    page = open_context("phone", color_scheme=theme, reduced_motion="reduce").new_page()
    event_id = join(page, open_event)
    axe(page)
    for path in (f"/e/{event_id}/mine", f"/e/{event_id}/hand-over"):
        page.goto(path)
        axe(page)


@pytest.mark.parametrize("theme", THEMES)
def test_staff_pages_break_no_rule_of_accessibility(
    open_context: OpenContext, server: Server, open_event: str, theme: str
) -> None:
    event_id, process_id, _vote = of_demo(server, open_event)
    led = (f"/e/{event_id}/{part}" for part in ("lead", "prepare", "screen", "poster"))
    ways = {
        cast.OMAR: ("/staff", "/staff/processes", f"/staff/processes/{process_id}", "/staff/proposals", *led,
                    "/staff/catch", f"/staff/events/{event_id}/proposal"),
        cast.ASTRID: ("/staff", "/staff/people", "/staff/records", "/staff/proposals/1/registrar"),
        cast.PETRA: ("/staff", "/staff/proposals", "/staff/proposals/6", "/staff/proposals/meeting"),
        cast.TOVE: ("/staff/proposals", "/staff/proposals/1", "/staff/proposals/5"),
    }  # fmt: skip
    for person, paths in ways.items():
        page = open_context("laptop", color_scheme=theme, reduced_motion="reduce").new_page()
        sign_in(page, server, person)
        for path in paths:
            page.goto(path)
            axe(page)


def test_no_page_is_wider_than_a_small_phone(open_context: OpenContext, server: Server, open_event: str) -> None:
    page = open_context("phone").new_page()
    event_id = join(page, open_event)
    _event, process_id, vote_id = of_demo(server, open_event)
    sign_in(page, server, cast.OMAR)
    for path in (*PUBLIC, f"/p/{process_id}", f"/v/{vote_id}", f"/e/{event_id}", f"/e/{event_id}/lead",
                 f"/e/{event_id}/prepare", "/staff/proposals", "/staff/catch",
                 f"/staff/events/{event_id}/proposal"):  # fmt: skip
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


@pytest.mark.parametrize("language", ["sv-SE", "en-GB"])
def test_the_language_is_guessed_from_the_phone_and_can_be_switched(
    open_context: OpenContext, open_event: str, language: str
) -> None:
    page = open_context("phone", locale=language).new_page()
    page.goto(f"/j/{open_event}")
    words = {"sv": "Jag är med", "en": "I am in"}
    first, second = ("sv", "en") if language == "sv-SE" else ("en", "sv")
    expect(page.locator("main form button").first).to_have_text(words[first])
    page.click(f".languages button[value={second}]")
    expect(page.locator("html")).to_have_attribute("lang", second)
    expect(page.locator("main form button").first).to_have_text(words[second])


def test_alva_takes_part_without_javascript(open_context: OpenContext, open_event: str) -> None:
    page = open_context("phone", java_script_enabled=False, locale="en-GB").new_page()
    join(page, open_event)
    page.fill("textarea[name=text]", "En plats där man får vara tyst")
    page.get_by_role("button", name="Send").click()
    own = page.locator(".slip", has_text="En plats där man får vara tyst")
    expect(own).to_contain_text("The leader looks at it first.")
    slip = page.locator(".slip", has_text="Gångvägen vid badhuset")
    slip.locator(".sup").click()
    expect(slip.locator(".sup")).to_have_attribute("aria-pressed", "true")
    page.fill("textarea[name=text]", "   ")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_have_text("Something is missing here.")
    page.goto(page.url.rpartition("/ideas")[0] + "/mine" if "/ideas" in page.url else page.url + "/mine")
    page.locator(".slip", has_text="tyst").get_by_role("button", name="Take back").click()
    expect(page.locator(".slip", has_text="tyst")).to_contain_text("taken back")


def test_disa_takes_part_by_keyboard_alone(open_context: OpenContext, open_event: str) -> None:
    page = open_context("laptop", locale="en-GB").new_page()
    page.goto(f"/j/{open_event}")
    _press_tab_until(page, "I am in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/e/*")
    _press_tab_until(page, "", "TEXTAREA")
    page.keyboard.type("Skyltar med punktskrift")
    _press_tab_until(page, "Send")
    page.keyboard.press("Enter")
    slip = page.locator(".slip", has_text="Skyltar med punktskrift")
    expect(slip).to_have_count(1)
    expect(page.locator("textarea[name=text]")).to_have_value("")


def test_what_bilal_is_writing_survives_a_reload_and_a_refusal(open_context: OpenContext, open_event: str) -> None:
    page = open_context("phone", locale="en-GB").new_page()
    join(page, open_event)
    page.fill("textarea[name=text]", "Ni lyssnar ändå aldrig, men")
    page.reload()
    expect(page.locator("textarea[name=text]")).to_have_value("Ni lyssnar ändå aldrig, men")
    long = "å" * 501
    page.evaluate("document.querySelector('textarea[name=text]').removeAttribute('maxlength')")
    page.fill("textarea[name=text]", long)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("500")
    expect(page.locator("textarea[name=text]")).to_have_value(long)


def test_nothing_is_fetched_from_elsewhere(open_context: OpenContext, server: Server, open_event: str) -> None:
    page = open_context("phone").new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    join(page, open_event)
    for path in PUBLIC:
        page.goto(path)
    foreign = [url for url in asked if not url.startswith((server.url, "data:"))]
    assert foreign == []


def _press_tab_until(page: Page, text: str, tag: str = "BUTTON") -> None:
    """Press Tab until the focus is on the element; fails when it is not reached in sixty presses."""
    for _press in range(60):
        page.keyboard.press("Tab")
        reached = page.evaluate("[document.activeElement.tagName, document.activeElement.textContent.trim()]")
        if reached[0] == tag and re.search(re.escape(text), reached[1]):
            return
    pytest.fail(f"{tag} {text!r} is not reached by keyboard")
