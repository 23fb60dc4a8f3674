"""The vote of Central Falls High School: every ballot cast from a phone of its own through the voting page."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re

from bench.browser import Browser, Page, Unexpected
from bench.replay.data import Election
from bench.replay.report import Report
from bench.replay.town import Room

QUESTION = "What shall the school's money go to?"


def replay(room: Room, election: Election, report: Report) -> None:
    """Hold the vote in a prepared room and compare its published result with the file."""
    report.stage(f"{len(election.projects)} projects are written down, and the vote is prepared and opened")
    texts = {project: f"Project {project}, {election.costs[project]} dollars" for project in election.projects}
    room.go_to("Ideas")
    for text in texts.values():
        room.write_down(text)
    most = max(len(ballot) for ballot in election.ballots)
    vote = _open_vote(room, list(texts.values()), most)
    report.stage(f"{len(election.ballots)} young people join and cast their ballots, up to {most} projects each")
    _cast(room, vote, election, texts, report)
    report.stage("The vote is closed and counted")
    _compare_hidden(room, vote, report)
    _close(room, vote)
    _compare(room.organiser, vote, election, texts, report)


def _open_vote(room: Room, texts: list[str], most: int) -> str:
    """Prepare the vote on these ideas and open it; returns its id."""
    room.go_to("Vote")
    organiser = room.organiser
    link = re.search(rf'href="({room.path}/lead/votes/[^"/]+)"', room.lead().text)
    if link is None:
        raise Unexpected("the leader's page offers no vote to prepare")
    page = organiser.open(link[1])
    form = page.form(link[1])
    keys = [key for key, label in form.offered["entry"].items() if any(label.startswith(text) for text in texts)]
    organiser.send(
        form,
        entry=keys,
        most=str(most),
        promise_who="The school's board",
        promise_what="puts the first ones into its budget",
        promise_by=f"{dt.date.today() + dt.timedelta(days=30):%Y-%m-%d}",  # noqa: DTZ011 - forms take the wall calendar
    )
    opening = room.lead().form("/opening")
    organiser.send(opening)
    return opening.action.split("/")[-2]


def _cast(room: Room, vote: str, election: Election, texts: dict[str, str], report: Report) -> None:
    for place, ballot in enumerate(election.ballots, start=1):
        phone, page = room.join()
        form = page.form(f"/votes/{vote}/ballot")
        keys = form.labelled("entry")
        answer = phone.send(form, entry=[keys[texts[project]] for project in ballot])
        if "Your vote is in." not in answer.words():
            raise Unexpected(f"ballot {place} was not acknowledged: {answer.words()[:300]}")
        report.step(place, len(election.ballots))


def _compare_hidden(room: Room, vote: str, report: Report) -> None:
    """While the vote is open nobody is told a number but how many have voted, the leader included."""
    stranger = Browser(room.organiser.base)
    stranger.open(f"/v/{vote}.json", expect=404)
    pages = [room.lead(), stranger.open(f"/v/{vote}")]
    report.compare("pages that show bars while the vote is open", 0, sum('class="bars"' in page.text for page in pages))


def _close(room: Room, vote: str) -> None:
    page = room.organiser.open(f"{room.path}/lead/votes/{vote}/closing")
    room.organiser.send(page.form("/closing"))


def _compare(organiser: Browser, vote: str, election: Election, texts: dict[str, str], report: Report) -> None:
    """The published result, as every reader gets it: the page's table, the JSON and the CSV."""
    reader = Browser(organiser.base)
    data = json.loads(reader.open(f"/v/{vote}.json").text)
    totals = {entry["text"]: entry["count"] for entry in data["entries"]}
    table = _table(reader.open(f"/v/{vote}"))
    sheet = csv.DictReader(io.StringIO(reader.open(f"/v/{vote}.csv").text.removeprefix("\ufeff")))
    listed = {row["text"]: int(row["count"]) for row in sheet}
    for project, votes in election.projects.items():
        report.compare(f"votes: {texts[project]}", votes, totals.get(texts[project]))
    expected = {texts[project]: votes for project, votes in election.projects.items()}
    report.compare("totals in the page's table equal the file", True, table == expected)
    report.compare("totals in the CSV equal the file", True, listed == expected)
    report.compare("ballots counted", len(election.ballots), data["ballots"])
    report.compare("people who voted", len(election.ballots), data["turnout"])
    receipts = reader.open(f"/v/{vote}/receipts.txt").text.split()
    report.compare("receipts published", len(election.ballots), len(set(receipts)))


def _table(page: Page) -> dict[str, int]:
    """Words and count of each row of the result's table."""
    row = r"<tr><td>[^<]*</td><td[^>]*>([^<]*)</td><td[^>]*>(\d+)</td>"
    return {" ".join(words.split()): int(count) for words, count in re.findall(row, page.text)}
