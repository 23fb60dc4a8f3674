"""The same conversation as statements: every vote in the order in which it was cast, and what is found in them."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Mapping
from pathlib import Path

from bench.browser import Browser, Unexpected
from bench.replay.data import CONVERSATION, ORGANISER, Conversation
from bench.replay.report import Report
from bench.replay.town import Room
from participation.dialogues import exported
from participation.dialogues.analysis.findings import Findings, analyse

TITLE = "What do you say to this?"
ANSWERS = {"1": "agree", "0": "pass", "-1": "disagree"}
PATIENCE = 60
"""Seconds in which the worker has analysed the votes."""


def replay(room: Room, said: Conversation, data: Path, report: Report) -> None:
    """Replay the votes in a prepared room, and compare what the report tells with the analysis of the files."""
    folder = data / CONVERSATION
    found = analyse(exported.read(folder).conversation)
    groups = exported.groups(folder)
    report.stage(f"{len(said.statements)} statements are given, and the groups are named")
    step = _prepare(room, sorted(set(groups.values())))
    phones = {voter: room.join()[0] for voter in said.voters}
    addresses = _give(room, said, phones, step)
    _say_groups(room, groups, phones, step)
    votes = [vote for vote in said.votes if vote[1] in addresses]
    report.stage(f"{len(votes)} votes are cast in their order, changed ones too")
    for place, (voter, statement, value) in enumerate(votes, start=1):
        phone = phones[voter]
        phone.send(phone.open(addresses[statement]).form("/vote"), vote=ANSWERS[value])
        report.step(place, len(votes))
    report.stage("The worker analyses the votes")
    _compare(room, said, found, report)


def _prepare(room: Room, groups: list[str]) -> str:
    """Add the step, name the groups, go there; returns the step's id."""
    organiser, page = room.organiser, f"{room.path}/prepare"
    organiser.send(organiser.open(page).form(f"{room.path}/agenda"), kind="statements", title=TITLE, minutes="15")
    form = organiser.open(page).form("/set-up")
    organiser.send(form, groups="\n".join(_named(group) for group in groups))
    room.go_to(TITLE)
    return form.action.split("/")[-2]


def _give(room: Room, said: Conversation, phones: dict[int, Browser], step: str) -> dict[int, str]:
    """Every statement is given by its author and let through; returns where each can be voted on."""
    for statement in said.statements:
        if statement.author == ORGANISER:
            room.organiser.send(room.lead().form("/write"), lines=statement.text)
        else:
            phone = phones[statement.author]
            phone.send(phone.open(room.path).form(f"/statements/of/{step}"), text=statement.text)
    room.approve_all()
    shown = re.findall(r'<li class="slip" id="led-([^"]+)"><p class="said"[^>]*>([^<]*)</p>', room.lead().text)
    ids = {_plain(html.unescape(text)): id_ for id_, text in shown}
    return {statement.id: f"{room.path}/statements/{ids[_plain(statement.text)]}" for statement in said.statements}


def _say_groups(room: Room, groups: Mapping[str, str], phones: dict[int, Browser], step: str) -> None:
    """Each says in which of the published groups they are, before the first statement; two are in none."""
    for voter, phone in phones.items():
        group = groups.get(str(voter))
        form = phone.open(room.path).form(f"/statements/of/{step}/group")
        phone.send(form, group=_named(group) if group else "")


def _compare(room: Room, said: Conversation, found: Findings, report: Report) -> None:
    """The report of the event: counts of each statement, and their order by consensus."""
    words = {str(statement.id): _plain(statement.text) for statement in said.statements}
    places = {words[id_]: place for place, id_ in enumerate(found.statements)}
    told = [text for text, place in places.items() if found.tally.seen[place] >= 5]
    deadline = time.monotonic() + PATIENCE
    while True:
        rows = _rows(room)
        order = [round(float(found.consensus[places[row[0]]]), 9) for row in rows]
        if order == sorted(order, reverse=True) or time.monotonic() > deadline:
            break
        time.sleep(1)
    report.compare("statements with five votes or more in the report", len(told), len(rows))
    report.compare("they stand in the order of the group-aware consensus", sorted(order, reverse=True), order)
    for text, agree, disagree, passes in rows:
        place = places[text]
        expected = (found.tally.agree[place], found.tally.disagree[place], found.tally.passes[place])
        report.compare(f"votes: {text}", "/".join(map(str, expected)), f"{agree}/{disagree}/{passes}")


def _rows(room: Room) -> list[tuple[str, int, int, int]]:
    """The statements of the report's table with agree, disagree and pass."""
    text = room.organiser.open(f"{room.path}/report").text
    cell = r'<td class="amount">([\d,]+)</td>'
    found = re.findall(rf"<tr><td[^>]*>([^<]*)</td>{cell}{cell}{cell}</tr>", text)
    if not found:
        raise Unexpected("the report tells nothing about statements")
    return [(_plain(html.unescape(row[0])), *(int(number.replace(",", "")) for number in row[1:])) for row in found]  # type: ignore[misc]


def _named(group: str) -> str:
    return f"Group {group}"


def _plain(text: str) -> str:
    """A text as a page shows it: runs of spaces are one."""
    return " ".join(text.split())
