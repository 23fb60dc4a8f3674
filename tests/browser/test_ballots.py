"""Ballots of every kind in browsers: on a small phone without JavaScript, by keyboard, as a screen reader says them.

Every control is found by its role and its name, so that the tests are also about what is read out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from participation import jobs
from participation.db import db
from participation.people import actions as people
from participation.people.models import Staff
from tests.browser.conftest import OpenContext, Server, axe
from tests.voting.browsers import PASSWORD, in_the_vote
from tests.voting.hall import WORDS, Hall, choices, hall
from tests.voting.test_methods_in_the_room import cast as all_cast
from tests.voting.test_methods_in_the_room import opened

LIGHT, OPEN = WORDS[0], WORDS[1]
Act = Callable[[Page, str, str], None]
"""How something is pressed: the role and the name of what is pressed."""


def tapped(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]


def typed(page: Page, role: str, name: str) -> None:
    """By the keyboard alone; where it was pressed, the focus stays on the page's main part."""
    page.get_by_role(role, name=name, exact=True).focus()  # type: ignore[arg-type]
    page.keyboard.press("Space" if role in {"checkbox", "radio"} else "Enter")


def graded(page: Page, act: Act, entry: str, word: str) -> None:
    """A radio button within the group that is named by its entry."""
    radio = page.get_by_role("group", name=entry, exact=True).get_by_role("radio", name=word, exact=True)
    if act is typed:
        radio.focus()
        page.keyboard.press("Space")
    else:
        radio.check()


def approval(page: Page, act: Act) -> None:
    act(page, "checkbox", LIGHT)


def plurality(page: Page, act: Act) -> None:
    act(page, "radio", OPEN)


def basket(page: Page, act: Act) -> None:
    act(page, "button", f"Put “{LIGHT}” in the basket")
    act(page, "button", f"Put “{OPEN}” in the basket")
    expect(page.get_by_role("status").filter(has_text="left of 100")).to_contain_text("30")
    act(page, "button", f"Take “{OPEN}” out of the basket")
    expect(page.get_by_role("status").filter(has_text="left of 100")).to_contain_text("60")


def order(page: Page, act: Act) -> None:
    act(page, "button", f"Place 1: “{OPEN}”")
    act(page, "button", f"Place 2: “{LIGHT}”")
    act(page, "button", f"Move “{LIGHT}” up")
    expect(page.locator(".ordered .said").first).to_have_text(LIGHT)


def dots(page: Page, act: Act) -> None:
    act(page, "button", f"One dot more on “{LIGHT}”")
    expect(page.get_by_role("status").filter(has_text="left")).to_contain_text("2")
    act(page, "button", f"One dot more on “{OPEN}”")
    expect(page.get_by_role("status").filter(has_text="left")).to_contain_text("1")


def grades(page: Page, act: Act) -> None:
    graded(page, act, LIGHT, "The best")
    graded(page, act, OPEN, "No")


def seen(page: Page, act: Act) -> None:
    graded(page, act, LIGHT, "Saw it and like it")
    graded(page, act, OPEN, "Saw it")


BALLOTS: dict[str, tuple[Callable[[Page, Act], None], str]] = {
    "approval": (approval, "1"),
    "plurality": (plurality, "2"),
    "equal-shares": (basket, "1"),
    "irv": (order, "1,2"),
    "dots": (dots, "1:1,2:1"),
    "majority-judgment": (grades, "1:5,2:0"),
    "score-mean": (grades, "1:5,2:0"),
    "viewers": (seen, "1|1,2"),
}
"""How each is filled in, and what lies in the box then."""
pytestmark = pytest.mark.usefixtures("open_event")
every_ballot = pytest.mark.parametrize("method", list(BALLOTS))


def an_open_vote(server: Server, method: str) -> tuple[Hall, str]:
    """A vote on five entries that is open in its room, and the secret of a phone there."""
    with server.app.app_context():
        made = in_the_vote(hall(server.app))
        opened(made, method)
        secret = made.join(1)[0].secret
        db.session.remove()
    return made, secret


def phone_of(open_context: OpenContext, server: Server, made: Hall, secret: str, **more: object) -> Page:
    context = open_context(**{"screen": "phone", "locale": "en-GB", **more})
    context.add_cookies([{"name": f"t_{made.event_id}", "value": secret, "url": server.url}])
    page = context.new_page()
    page.goto(f"/e/{made.event_id}")
    return page


def in_the_box(server: Server, made: Hall) -> list[str]:
    with server.app.app_context():
        found = choices(made)
        db.session.remove()
    return found


def cast(page: Page, act: Act) -> None:
    act(page, "button", "Vote")
    expect(page.get_by_text("Your vote is in.")).to_be_visible()


@every_ballot
def test_a_ballot_is_filled_in_on_a_small_phone_without_javascript(
    open_context: OpenContext, server: Server, method: str
) -> None:
    made, secret = an_open_vote(server, method)
    page = phone_of(open_context, server, made, secret, java_script_enabled=False)
    fill, said = BALLOTS[method]
    fill(page, tapped)
    assert in_the_box(server, made) == []
    cast(page, tapped)
    assert in_the_box(server, made) == [said]


@every_ballot
def test_a_ballot_is_filled_in_by_keyboard_and_breaks_no_rule_of_accessibility(
    open_context: OpenContext, server: Server, method: str
) -> None:
    made, secret = an_open_vote(server, method)
    page = phone_of(open_context, server, made, secret, screen="dark", reduced_motion="reduce")
    axe(page)
    fill, said = BALLOTS[method]
    fill(page, typed)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    cast(page, typed)
    assert in_the_box(server, made) == [said]
    axe(page)


def test_the_focus_goes_along_with_what_was_tapped(open_context: OpenContext, server: Server) -> None:
    """Nobody has to look for the button again after each tap."""
    made, secret = an_open_vote(server, "irv")
    page = phone_of(open_context, server, made, secret)
    typed(page, "button", f"Place 1: “{LIGHT}”")
    expect(page.get_by_role("button", name=f"Move “{LIGHT}” up", exact=True)).to_be_focused()
    typed(page, "button", f"Place 2: “{OPEN}”")
    up = page.get_by_role("button", name=f"Move “{OPEN}” up", exact=True)
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".ordered .said").first).to_have_text(OPEN)
    expect(up).to_be_focused()


def test_taps_that_come_faster_than_the_net_are_all_there(open_context: OpenContext, server: Server) -> None:
    made, secret = an_open_vote(server, "dots")
    page = phone_of(open_context, server, made, secret)
    # What is on its way waits until it is routed no longer.
    page.context.route("**/ballot", lambda _route: None)
    with page.expect_request("**/ballot"):
        tapped(page, "button", f"One dot more on “{LIGHT}”")
    for entry in (OPEN, LIGHT):
        tapped(page, "button", f"One dot more on “{entry}”")
    page.context.unroute("**/ballot")
    tapped(page, "button", "Vote")
    expect(page.get_by_text("Your vote is in.")).to_be_visible()
    assert in_the_box(server, made) == ["1:2,2:1"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@every_ballot
def test_the_result_of_every_kind_is_readable_on_phone_and_screen(
    open_context: OpenContext, server: Server, method: str, theme: str
) -> None:
    made, secret = an_open_vote(server, method)
    with server.app.app_context():
        all_cast(made, method)
        made.close()
        jobs.work(once=True)
        db.session.remove()
    page = phone_of(open_context, server, made, secret, color_scheme=theme, reduced_motion="reduce")
    axe(page)
    page.goto(f"/v/{made.vote_id}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("method", ["approval", "dots", "equal-shares", "irv", "majority-judgment", "viewers"])
def test_with_text_twice_as_large_words_are_whole_and_stand_in_lines(
    open_context: OpenContext, server: Server, method: str
) -> None:
    """A small phone at 200 % has room for 180 pixels: what does not fit beside something stands below it."""
    made, secret = an_open_vote(server, method)
    page = phone_of(open_context, server, made, secret, viewport={"width": 180, "height": 370})
    assert page.evaluate("document.documentElement.scrollWidth") <= 180
    vote = page.get_by_role("button", name="Vote", exact=True).bounding_box()
    assert vote is not None
    assert vote["height"] < 60
    widths = page.locator(".ballot .said, .grades label").evaluate_all("all => all.map((one) => one.clientWidth)")
    assert min(widths) >= 60


def test_a_tap_is_told_by_the_ballot_and_not_as_something_sent(open_context: OpenContext, server: Server) -> None:
    made, secret = an_open_vote(server, "dots")
    page = phone_of(open_context, server, made, secret)
    tapped(page, "button", f"One dot more on “{LIGHT}”")
    expect(page.get_by_role("status").filter(has_text="left")).to_contain_text("2")
    expect(page.locator("#status")).to_be_empty()
    tapped(page, "button", "Vote")
    expect(page.get_by_role("status").filter(has_text="Your vote is in.")).to_be_visible()


def test_who_taps_finds_the_next_one_where_it_was(open_context: OpenContext, server: Server) -> None:
    made, secret = an_open_vote(server, "irv")
    page = phone_of(open_context, server, made, secret)
    last = page.locator(".unordered button").last
    last.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    last.tap()
    expect(page.locator(".ordered .said")).to_have_count(1)
    assert page.evaluate("scrollY") >= before


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080), (3840, 2160)])
def test_on_the_big_screen_nothing_is_cut_or_lies_upon_another(
    open_context: OpenContext, server: Server, size: tuple[int, int]
) -> None:
    made, _secret = an_open_vote(server, "plurality")
    with server.app.app_context():
        people.set_password(made.leader_id, PASSWORD)
        email = db.session.get_one(Staff, made.leader_id).email
        db.session.remove()
    page = open_context("laptop", locale="en-GB", viewport={"width": size[0], "height": size[1]}).new_page()
    page.goto("/staff/sign-in")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    expect(page).not_to_have_url(re.compile("sign-in"))
    page.goto(f"/e/{made.event_id}/screen")
    expect(page.locator(".advice")).to_be_in_viewport(ratio=1)
    with server.app.app_context():
        all_cast(made, "plurality")
        made.close()
        db.session.remove()
    page.reload()
    expect(page.locator(".bars > li")).to_have_count(5)
    expect(page.locator(".advice")).to_be_in_viewport(ratio=1)
    bottoms = page.locator(".bars > li, .more-below").evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom])"
    )
    assert all(above[1] <= below[0] for above, below in itertools.pairwise(bottoms))
