"""The door to a vote in the room, in browsers: the screen's code goes on by itself, the phone that waits is let in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from participation.db import db
from participation.events import queries as events
from participation.people import actions as people
from participation.people.models import Staff
from tests.browser.conftest import OpenContext, Server, axe
from tests.voting.browsers import PASSWORD, in_the_vote
from tests.voting.hall import hall


def a_vote_in_the_room(server: Server) -> tuple[str, str, str]:
    """An event at its step to vote, with a vote prepared and opened: event, code to join, who leads."""
    with server.app.app_context():
        made = in_the_vote(hall(server.app))
        made.open(by="room")
        people.set_password(made.leader_id, PASSWORD)
        email = db.session.get_one(Staff, made.leader_id).email
        found = events.event(made.event_id)
        assert found is not None
        code = found.join_code
        db.session.remove()
    return made.event_id, code, email


def leader(open_context: OpenContext, email: str) -> Page:
    page = open_context("laptop", locale="en-GB").new_page()
    page.goto("/staff/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").click()
    expect(page).not_to_have_url(re.compile("sign-in"))
    return page


def joined(open_context: OpenContext, code: str, **more: object) -> Page:
    page = open_context("phone", locale="en-GB", **more).new_page()
    page.goto(f"/j/{code}")
    axe(page)
    page.get_by_role("button", name="I am in").click()
    expect(page.get_by_label("Code on the big screen")).to_be_visible()
    return page


@pytest.mark.usefixtures("open_event")
def test_the_code_is_read_from_the_screen_and_the_one_who_cannot_see_it_is_let_in(
    open_context: OpenContext, server: Server
) -> None:
    event, code, email = a_vote_in_the_room(server)
    omar = leader(open_context, email)
    omar.goto(f"/e/{event}/lead")
    screen = omar.context.new_page()
    screen.set_viewport_size({"width": 1024, "height": 768})
    screen.goto(f"/e/{event}/screen")
    digits = screen.locator("#room-code .digits b")
    alva, bilal = (joined(open_context, code) for _ in range(2))

    alva.get_by_label("Code on the big screen").fill(digits.inner_text())
    alva.get_by_role("button", name="Go to the ballot").click()
    expect(alva.get_by_role("button", name="Vote", exact=True)).to_be_visible()

    bilal.get_by_role("button", name="Get a number").click()
    number = bilal.locator(".shown-number").inner_text()
    axe(bilal)
    omar.get_by_role("button", name=f"Let in number {number}").click()
    expect(bilal.get_by_role("button", name="Vote", exact=True)).to_be_visible()
    axe(omar)
    axe(screen)


@pytest.mark.usefixtures("open_event")
def test_the_screen_changes_its_code_without_being_drawn_anew(open_context: OpenContext, server: Server) -> None:
    event, _code, email = a_vote_in_the_room(server)
    omar = leader(open_context, email)
    omar.goto(f"/e/{event}/screen")
    heading = omar.locator("#stage h1")
    heading.evaluate("element => { element.kept = true; }")
    # As if the page had stood since an earlier window: what it asks next brings the present code.
    omar.locator("#room-code").evaluate(
        """element => {
            element.setAttribute("hx-get", element.getAttribute("hx-get").replace(/after=\\d+/, "after=1"));
            element.querySelector("b").textContent = "00 000";
        }"""
    )
    expect(omar.locator("#room-code .digits b")).not_to_have_text("00 000")
    assert heading.evaluate("element => element.kept") is True
