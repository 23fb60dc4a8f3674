"""The conversation of young Londoners: they join, give what they said, and stand behind what they agreed with."""

from __future__ import annotations

from bench.browser import Browser
from bench.replay.data import ORGANISER, Conversation, Statement, sign_differs
from bench.replay.report import Report
from bench.replay.town import Idea, Room, ideas_of, support_form


def replay(room: Room, said: Conversation, report: Report) -> dict[int, Idea]:
    """Replay the conversation in a prepared room; returns the idea that each statement became."""
    report.compare("statements whose agreeing votes differ from comments.csv", [], sign_differs(said))
    report.stage(f"{len(said.voters)} young people of London join by the code {room.code}")
    phones = _join(room, said, report)
    report.stage(f"{len(said.statements)} published statements become ideas")
    room.go_to("Ideas")
    _give(room, said.statements, phones, report)
    room.approve_all()
    room.open_others()
    ideas = {idea.text: idea for idea in room.ideas()}
    report.compare("statements that became ideas", len(said.statements), len(ideas))
    found = {statement.id: ideas[_as_shown(statement.text)] for statement in said.statements}
    support = said.support()
    report.stage(f"{sum(map(len, support.values()))} last votes that agree become support")
    _support(room, phones, support, found, report)
    return _compare(room, said, phones, report)


def _join(room: Room, said: Conversation, report: Report) -> dict[int, Browser]:
    phones: dict[int, Browser] = {}
    for place, voter in enumerate(said.voters, start=1):
        phones[voter], _page = room.join()
        report.step(place, len(said.voters))
    secrets = {cookie.value for phone in phones.values() for cookie in phone.jar if cookie.name.startswith("t_")}
    report.compare("young people with a place of their own", len(said.voters), len(secrets))
    return phones


def _give(room: Room, statements: tuple[Statement, ...], phones: dict[int, Browser], report: Report) -> None:
    for place, statement in enumerate(statements, start=1):
        if statement.author == ORGANISER:
            room.write_down(statement.text)
        else:
            phone = phones[statement.author]
            phone.send(phone.open(room.path).form(f"{room.path}/ideas"), text=statement.text)
        report.step(place, len(statements))


def _support(
    room: Room, phones: dict[int, Browser], support: dict[int, set[int]], ideas: dict[int, Idea], report: Report
) -> None:
    done, of = 0, sum(map(len, support.values()))
    for voter, phone in phones.items():
        page = phone.open(room.path)
        for statement, agree in support.items():
            if voter in agree:
                page = phone.send(support_form(page, ideas[statement]), support="1")
                done += 1
                report.step(done, of)


def _compare(room: Room, said: Conversation, phones: dict[int, Browser], report: Report) -> dict[int, Idea]:
    """Support per idea as the leader's page shows it, and as every phone does."""
    led = {idea.text: idea for idea in room.ideas()}
    on_phones = [{idea.text: idea.support for idea in ideas_of(phone.open(room.path))} for phone in phones.values()]
    found: dict[int, Idea] = {}
    for number, agree in said.support().items():
        text = _as_shown(next(statement.text for statement in said.statements if statement.id == number))
        found[number] = led[text]
        report.compare(f"support: {text}", len(agree), led[text].support)
    shown = {idea.text: idea.support for idea in led.values()}
    report.compare("phones that show the same support as the leader's page", len(phones), on_phones.count(shown))
    return found


def _as_shown(text: str) -> str:
    """A text as a page shows it: runs of spaces are one."""
    return " ".join(text.split())
