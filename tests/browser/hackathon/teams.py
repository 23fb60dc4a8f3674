"""Teams in a hackathon: they are drawn, write together, hand in or say why not, and pitch."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import axe
from tests.browser.hackathon.room import DARK, IDEAS, SOLUTIONS, Room, press, readable_from_the_back, unfold


def are_drawn(room: Room) -> None:
    """Nine in three teams; the adult stands aside first and then coaches the first team, by its code."""
    room.next("Teams")
    coach = room.phones[8]
    press(coach, "I stand aside")
    expect(coach.get_by_text("You stand aside.")).to_be_visible()
    press(room.omar, "Draw the teams")
    expect(room.screen.locator(".team-wall li")).to_have_text(["Team 1 3", "Team 2 3", "Team 3 3"])
    for phone in room.phones[:8] + room.phones[9:]:
        expect(phone.locator(".my-team")).to_contain_text("You are in Team")
    code = room.omar.locator(".teams li", has_text="Team 1").locator(".code").inner_text()
    unfold(coach, "I coach a team")
    coach.get_by_label("The team's code").fill(code)
    press(coach, "Coach it")
    expect(coach.locator(".my-team")).to_contain_text("You coach Team 1")
    expect(room.omar.locator(".teams li", has_text="Team 1")).to_contain_text("has a coach")
    readable_from_the_back(room.screen)
    for page in (room.omar, room.phones[0]):
        axe(page)
    note_teams(room)


def note_teams(room: Room) -> None:
    """Note who is in which team, as their phones say; the coach is in none."""
    for phone in room.phones:
        if found := re.search(r"You are in\s+Team (\d)$", phone.locator(".my-team").inner_text()):
            room.teams.setdefault(int(found[1]), []).append(phone)


def work(room: Room) -> None:
    """Two phones of a team write in one box at once; the coach reads, the theme and its ideas stand above."""
    room.next("Work in teams")
    first, second, third = room.teams[1]
    for phone in (first, second, third):
        expect(phone.locator("#canvas.alive")).to_be_visible()
        expect(phone.locator(".theme-taken")).to_contain_text(DARK)
    expect(first.locator(".theme-taken")).to_contain_text(IDEAS[0])
    for phone, word in ((first, "Lampor"), (second, "Bänkar")):
        phone.locator("#c-idea").focus()
        phone.keyboard.insert_text(word)
    coach = room.phones[8]
    for page, part in ((first, "#c-idea"), (second, "#c-idea"), (third, "#c-idea")):
        for word in ("Lampor", "Bänkar"):
            expect(page.locator(part)).to_have_value(re.compile(word))
    expect(coach.locator(".canvas-read")).to_contain_text("Bänkar")
    expect(room.screen.locator(".team-wall li").first).to_contain_text("1/6")
    expect(room.omar.locator(".teams")).to_contain_text("1 of 6 boxes")
    readable_from_the_back(room.screen)
    for page in (first, coach):
        axe(page)


def finish(room: Room) -> None:
    """Two teams hand in, the third says why not; the leader lets all through at once."""
    for team, title in enumerate(SOLUTIONS, start=1):
        phone = room.teams[team][-1]
        phone.locator("[name=title]").fill(title)
        phone.locator("#f-text").fill(f"{title}, så att alla kommer hem.")
        press(phone, "Hand in")
        for mate in room.teams[team]:
            expect(mate.locator("#finish .is-in")).to_contain_text(title)
    phone = room.teams[3][0]
    unfold(phone, "We did not finish")
    phone.locator("#why-text").fill("Vi ville två olika saker.")
    press(phone, "Say why")
    expect(room.screen.locator(".team-wall .done")).to_have_count(3)
    expect(room.omar.get_by_text("3 of 3 teams have finished.")).to_be_visible()
    axe(room.omar)
    room.approve_all(3)


def pitch(room: Room) -> None:
    """One at a time, with a minute each, which runs alike on every page; two leaders share the work."""
    room.next("Pitches")
    expect(room.screen.locator(".pitch-order li")).to_have_count(2)
    for _turn in (1, 2):
        press(room.omar, "Next team")
        press(room.carla, "Start the 60 seconds")
        expect(room.screen.locator(".pitch-title")).to_have_text(re.compile("|".join(SOLUTIONS)))
        for page in (room.omar, room.screen, *room.phones):
            expect(page.locator(".timer .ticks")).to_contain_text("0:")
        team = int(room.screen.locator(".pitch-team").inner_text().split()[1])
        for mate in room.teams[team]:
            expect(mate.locator(".my-team")).to_have_text("Your turn")
        readable_from_the_back(room.screen)
    for page in (room.omar, room.phones[0]):
        axe(page)
    press(room.omar, "All have pitched")
    for phone in room.phones:
        expect(phone.get_by_text("All teams have pitched.")).to_be_visible()
