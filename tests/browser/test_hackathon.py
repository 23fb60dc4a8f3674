"""A whole hackathon: ten phones, a projector and two leaders, from the code on the wall to what is published of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.hackathon import outcome, teams
from tests.browser.hackathon import room as rooms
from tests.browser.hackathon.room import BUS, DARK, IDEAS, Room, press, readable_from_the_back


@pytest.mark.usefixtures("open_event")
def test_a_whole_hackathon_from_joining_to_the_published_proposal(open_context: OpenContext, server: Server) -> None:
    room = rooms.prepare(open_context, server)
    rooms.join_all(room, open_context)
    check_in(room)
    ideas_are_given(room)
    a_phone_and_a_leader_lose_their_net(room)
    ideas_become_themes(room)
    a_theme_is_chosen(room)
    teams.are_drawn(room)
    teams.work(room)
    teams.finish(room)
    teams.pitch(room)
    outcome.the_room_votes(room)
    numbers = outcome.proposals_are_made(room)
    outcome.the_event_is_closed(room)
    outcome.the_thread_is_read(open_context, numbers[0])
    outcome.the_report_tells_it(room, numbers)


def check_in(room: Room) -> None:
    """One tap each; nobody sees how it went before a leader shows it."""
    room.next("Welcome")
    axe(room.omar)
    room.next("How are you?")
    for place, phone in enumerate(room.phones):
        phone.locator(".feel").nth(place % 3).tap()
        expect(phone.get_by_text("You have answered 1 of 2.")).to_be_visible()
    expect(room.screen.locator(".how")).to_contain_text("10 have answered")
    expect(room.screen.locator(".feelings")).to_have_count(0)
    axe(room.phones[0])
    press(room.carla, "Show how we are")
    for page in room.everybody:
        expect(page.locator(".feelings .count")).to_have_text(["4", "3", "3", "0", "0"])
    readable_from_the_back(room.screen)


def ideas_are_given(room: Room) -> None:
    """All write alone; a leader looks first, then all see all, and stand behind what others said."""
    room.next("Ideas")
    for phone, text in zip(room.phones, IDEAS, strict=False):
        phone.get_by_label("Your idea").fill(text)
        press(phone, "Send")
        expect(phone.locator(".slip", has_text=text)).to_contain_text("The leader looks at it first.")
    expect(room.screen.locator(".big-number b")).to_have_text(str(len(IDEAS)))
    axe(room.omar)
    room.approve_all(len(IDEAS))
    expect(room.screen.locator(".wall li")).to_have_count(0)
    expect(room.phones[9].locator(".slip")).to_have_count(0)
    press(room.omar, "Open others' ideas")
    expect(room.screen.locator(".wall li")).to_have_count(len(IDEAS))
    readable_from_the_back(room.screen)
    for phone in room.phones[1:7]:
        phone.locator(".slip", has_text=IDEAS[0]).locator(".sup").tap()
    expect(room.omar.locator(".slip", has_text=IDEAS[0])).to_contain_text("6 agree")
    axe(room.phones[9])


def a_phone_and_a_leader_lose_their_net(room: Room) -> None:
    """The room goes on by the other leader; who comes back is where it is, with every word that was written."""
    away, half = room.phones[9], "halvt skrivet i"
    away.get_by_label("Your idea").fill(half)
    for page in (away, room.omar):
        page.context.set_offline(True)
    press(room.omar, "Next: Themes")
    press(away, "Send")
    for page in (away, room.omar):
        expect(page.locator("#no-net")).to_be_visible()
    expect(away.get_by_label("Your idea")).to_have_value(half)
    axe(away)
    press(room.carla, "Next: Themes")
    for page in (room.screen, *room.phones[:9]):
        expect(page.locator("main .when").first).to_contain_text(" · Themes")
    for page in (away, room.omar):
        page.context.set_offline(False)
    room.all_in("Themes")
    for page in (away, room.omar):
        expect(page.locator("#no-net")).to_be_hidden()
    expect(away.locator(".late textarea")).to_have_value(half)
    press(away, "Send to the leader")
    expect(away.locator(".late")).to_have_count(0)
    room.approve_all(1)
    both_press_next(room)


def both_press_next(room: Room) -> None:
    """Two leaders press Next in the same moment: the room goes one step, not two."""
    for leader in (room.omar, room.carla):
        expect(leader.get_by_role("button", name="Next: Choose a theme")).to_be_enabled()
    pressed = "button => button.click()"
    for leader in (room.omar, room.carla):
        leader.get_by_role("button", name="Next: Choose a theme").evaluate(pressed)
    room.all_in("Choose a theme")
    press(room.carla, "Back to Themes")
    room.all_in("Themes")


def ideas_become_themes(room: Room) -> None:
    """Omar makes two themes and moves ideas with his thumb; the projector and the phones show it."""
    for title in (DARK, BUS):
        room.omar.get_by_label("A new theme").fill(title)
        press(room.omar, "Add theme")
        expect(room.omar.get_by_role("region", name=title)).to_be_visible()
    for place, theme in ((0, DARK), (2, DARK), (6, DARK), (1, BUS), (3, BUS)):
        room.omar.locator(".slip", has_text=IDEAS[place]).get_by_text("Move, merge or hide").tap()
        room.omar.select_option("#f-theme", label=theme)
        press(room.omar, "Move")
        expect(room.omar.get_by_role("region", name=theme)).to_contain_text(IDEAS[place])
    expect(room.screen.locator(".themes h2")).to_have_text([f"{DARK} 3", f"{BUS} 2", re.compile("Without a theme 4")])
    for phone in room.phones:
        expect(phone.locator(".theme-of", has_text=DARK)).to_contain_text(IDEAS[6])
    readable_from_the_back(room.screen)
    axe(room.phones[9])


def a_theme_is_chosen(room: Room) -> None:
    """Phones wish, the leader shows the numbers and chooses."""
    room.next("Choose a theme")
    for place, phone in enumerate(room.phones):
        phone.get_by_role("button", name=f"I want this: {BUS if place > 6 else DARK}").tap()
        expect(phone.locator(".sup[aria-pressed=true]")).to_have_count(1)
    expect(room.screen.get_by_text("10 have chosen on their phones.")).to_be_visible()
    axe(room.phones[0])
    readable_from_the_back(room.screen)
    press(room.omar, "Show the numbers to everybody")
    expect(room.screen.locator(".bars .count")).to_have_text(["7", "3"])
    press(room.omar, f"Choose: {DARK}")
    expect(room.screen.locator(".card")).to_have_text([DARK])
    for phone in room.phones:
        expect(phone.locator(".card")).to_have_text([DARK])
    axe(room.omar)
