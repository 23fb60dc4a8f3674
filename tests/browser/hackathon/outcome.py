"""What a hackathon leads to: the vote in the room, proposals, the day of the answer, the thread and the report."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from participation.demo import cast
from tests.browser.conftest import OpenContext, axe
from tests.browser.hackathon.room import DARK, IDEAS, SOLUTIONS, Room, press, readable_from_the_back, unfold
from tests.browser.test_red_thread import in_days


def the_room_votes(room: Room) -> None:
    """The code is read from the wall; who cannot see it is let in by Carla; nobody sees a result before its time."""
    room.next("Vote")
    prepare_vote(room)
    for place, phone in enumerate(room.phones):
        if place == 9:
            press(phone, "Get a number")
            press(room.carla, f"Let in number {phone.locator('.shown-number').inner_text()}")
        else:
            phone.get_by_label("Code on the big screen").fill(room.screen.locator("#room-code b").inner_text())
            press(phone, "Go to the ballot")
        phone.get_by_role("checkbox", name=SOLUTIONS[0 if place < 7 else 1]).check()
        if place == 0:
            readable_from_the_back(room.screen)
            for page in (phone, room.omar):
                axe(page)
        press(phone, "Vote")
        expect(phone.get_by_text("Your vote is in.")).to_be_visible()
    expect(room.screen.locator(".turnout")).to_contain_text("10 of 10 have voted")
    for page in room.everybody:
        expect(page.locator(".bars")).to_have_count(0)
    the_vote_is_closed(room)


def the_vote_is_closed(room: Room) -> None:
    """Omar counts heads first; then every page shows the result in the same moment."""
    room.omar.get_by_label("How many do you count in the room?").fill("10")
    press(room.omar, "Save")
    room.omar.get_by_role("link", name="Close the vote").tap()
    expect(room.omar.locator("main h1")).to_have_text("Close the vote?")
    axe(room.omar)
    press(room.omar, "Close and count")
    for page in room.everybody:
        expect(page.locator(".bars .count")).to_have_text(["7", "3"])
        expect(page.locator(".bars .first")).to_contain_text(SOLUTIONS[0])
    expect(room.screen.locator(".bars .rest").first).to_be_hidden()
    expect(room.phones[9].get_by_text("Your ballot is in the count.")).to_be_visible()
    readable_from_the_back(room.screen)


def prepare_vote(room: Room) -> None:
    omar = room.omar
    omar.get_by_role("link", name="Prepare the vote").tap()
    expect(omar.locator("main h1")).to_have_text("Prepare the vote")
    axe(omar)
    for title in SOLUTIONS:
        omar.get_by_role("checkbox", name=title).check()
    omar.fill("[name=most]", "1")
    omar.check("[name=entitlement][value=room]")
    omar.fill("[name=promise_who]", "Petra Ek")
    omar.fill("[name=promise_what]", "tar med den främsta till nämnden")
    press(omar, "Save")
    press(omar, "Open the vote")
    expect(omar.get_by_role("link", name="Close the vote")).to_be_visible()


def proposals_are_made(room: Room) -> list[str]:
    """Both solutions become proposals; projector and phones show them with their days."""
    room.next("What happens next?")
    made = []
    for title in SOLUTIONS:
        room.omar.goto(f"/e/{room.event_id}/lead")
        room.omar.get_by_role("link", name="Make a proposal of what came in").tap()
        made.append(publish(room.omar, title))
        for page in (room.screen, *room.phones):
            expect(page.locator("ol.thread")).to_contain_text(f"Proposal {made[-1]}")
    readable_from_the_back(room.screen)
    return made


def publish(omar: Page, title: str) -> str:
    omar.locator(".check", has_text=title).locator("input").check()
    axe(omar)
    omar.fill("[name=title]", title)
    omar.fill("[name=summary]", f"{title}: ett lag har tänkt ut hur.")
    omar.locator(".check", has_text=cast.TECHNICAL).locator("input").check()
    omar.select_option("[name=holder]", label=cast.TECHNICAL)
    petra = omar.locator("[name=answerer] option", has_text="Petra Ek").get_attribute("value")
    omar.select_option("[name=answerer]", value=petra)
    press(omar, "Publish the proposal")
    omar.wait_for_url("**/f/*")
    return omar.url.split("/f/")[1].split("/")[0]


def the_event_is_closed(room: Room) -> None:
    """The day on which they hear back is said, and everybody sees it."""
    omar = room.omar
    omar.goto(f"/e/{room.event_id}/lead")
    unfold(omar, "End the event")
    omar.fill("[name=hear_back_on]", in_days(30))
    press(omar, "Close it: it was held")
    expect(omar.locator("main h1")).to_have_text("This event is over")
    axe(omar)
    expect(room.screen.locator("h1")).to_have_text("Thank you")
    for page in (room.screen, *room.phones):
        expect(page.locator("main")).to_contain_text("You hear what came of it on")
    readable_from_the_back(room.screen)
    axe(room.phones[0])


def the_thread_is_read(open_context: OpenContext, number: str) -> None:
    """Anybody reads the proposal back to the ideas that it began with."""
    reader = open_context("phone", locale="en-GB").new_page()
    reader.goto(f"/f/{number}")
    told = reader.locator("ol.thread").inner_text()
    at = [told.find(words) for words in (IDEAS[0], DARK, "Team 1", "Number 1 of 2 in the vote", "proposal")]
    assert -1 not in at, told
    assert at == sorted(at), told
    axe(reader)


def the_report_tells_it(room: Room, numbers: list[str]) -> None:
    room.omar.goto(f"/e/{room.event_id}/report")
    report = room.omar.locator("main")
    expect(report.locator(".numbers").first).to_contain_text("10")
    for words in (*IDEAS, *SOLUTIONS, DARK, "Vi ville två olika saker.", "10 of 10 voted.", "halvt skrivet i"):
        expect(report).to_contain_text(words)
    for number in numbers:
        expect(report.get_by_role("link", name=re.compile(".")).filter(has_text=SOLUTIONS[0]).first).to_be_visible()
        expect(report).to_contain_text(f"Proposal {number}")
    axe(room.omar)
