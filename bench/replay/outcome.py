"""What the hackathon led to: the vote in the room, 17 proposals of which 3 are taken on, the thread and the report."""

from __future__ import annotations

import json
import re
from collections import Counter

from bench.browser import Browser, Unexpected
from bench.replay import crowd, thread
from bench.replay.crowd import Person
from bench.replay.hackathon import Hall
from bench.replay.town import Staff

REASONS = "You have thought it through, and there is money for it next year."


def replay(hall: Hall, staff: Staff, department: str) -> None:
    """Vote, make the proposals, answer those that were chosen most, close the event and read everything back."""
    report = hall.report
    report.stage("Everybody writes the screen's code, and votes on up to three solutions")
    vote = _open_vote(hall)
    _cast(hall, vote)
    _close(hall, vote)
    best = _compare_result(hall, vote)
    report.stage(f"{crowd.TEAMS - 1} proposals are made, {crowd.TAKEN_ON} answered yes, each with a promise")
    hall.room.go_to("What happens next?")
    numbers = _propose(hall, department)
    taken = [numbers[title] for title in best[: crowd.TAKEN_ON]]
    answer = {"verdict": "yes", "reasons": REASONS, "basis": "board", "paragraph": "§ 91", "decided_on": thread.day(0)}
    for number in taken:
        thread.work(staff.politician, number, "/answer", answer)
        thread.work(staff.engineer, number, "/promise", {"what": "It stands there", "due": thread.day(60)})
    report.stage("The event is closed, and its report and threads are read")
    _close_event(hall)
    _compare_report(hall, set(taken))
    _compare_thread(hall, best[0], taken[0])


def _open_vote(hall: Hall) -> str:
    room = hall.room
    room.go_to("Vote")
    link = re.search(rf'href="({room.path}/lead/votes/[^"/]+)"', room.lead().text)
    if link is None:
        raise Unexpected("the leader's page offers no vote to prepare")
    form = room.organiser.open(link[1]).form(link[1])
    ticked = [value for name, value in form.filled if name == "entry"]
    hall.report.compare("hackathon: solutions that are ticked for the vote", crowd.TEAMS - 1, len(ticked))
    fields = {
        "entry": ticked,
        "most": str(crowd.MOST),
        "entitlement": "room",
        "promise_who": "The board",
        "promise_what": "takes up the first three",
        "promise_by": thread.day(30),
    }
    room.organiser.send(form, fields)
    opening = room.lead().form("/opening")
    room.organiser.send(opening)
    return opening.action.split("/")[-2]


def _cast(hall: Hall, vote: str) -> None:
    def cast(person: Person) -> None:
        phone = hall.phones[person]
        page = phone.send(hall.now(person).form(f"/votes/{vote}/code"), code=_code(hall))
        form = page.form(f"/votes/{vote}/ballot")
        keys = {_title(words): key for words, key in form.labelled("entry").items()}
        answer = phone.send(form, entry=[keys[crowd.solution(team + 1)] for team in sorted(person.ballot)])
        if "Your vote is in." not in answer.words():
            raise Unexpected(f"the ballot of {person.place} was not acknowledged: {answer.words()[:300]}")

    hall.all_do(hall.people, cast)


def _code(hall: Hall) -> str:
    """What the big screen shows just now."""
    found = re.search(
        r'class="digits"[^>]*><b>([\d\s]+)</b>', hall.room.organiser.open(f"{hall.room.path}/screen").text
    )
    if found is None:
        raise Unexpected("the screen shows no code")
    return found[1]


def _title(words: str) -> str:
    """A solution's title, which is what its words begin with."""
    return words[: len(crowd.solution(1))]


def _close(hall: Hall, vote: str) -> None:
    room = hall.room
    room.organiser.send(room.lead().form("/count"), count=str(len(hall.people)))
    page = room.organiser.open(f"{room.path}/lead/votes/{vote}/closing")
    room.organiser.send(page.form("/closing"))


def _compare_result(hall: Hall, vote: str) -> list[str]:
    """The published totals and a tally that no line of the product made; returns the solutions, best first."""
    data = json.loads(Browser(hall.room.organiser.base).open(f"/v/{vote}.json").text)
    found = {_title(entry["text"]): entry["count"] for entry in data["entries"]}
    for title, count in crowd.tally(hall.people).items():
        hall.report.compare(f"hackathon, votes: {title}", count, found.get(title))
    hall.report.compare("hackathon: ballots counted", len(hall.people), data["ballots"])
    return sorted(found, key=lambda title: -found[title])


def _propose(hall: Hall, department: str) -> dict[str, int]:
    page = hall.room.organiser.open(thread.making(hall.room))
    origins = {label: value for label, value in page.form("/proposal").labelled("origin").items()}
    numbers: dict[str, int] = {}
    for place in range(1, crowd.TEAMS):
        title = crowd.solution(place)
        origin = next(value for label, value in origins.items() if label.startswith(title))
        numbers[title] = thread.propose(hall.room, origin, title, f"{title}, in plain words.", department)
        hall.report.step(place, crowd.TEAMS - 1)
    return numbers


def _close_event(hall: Hall) -> None:
    room = hall.room
    room.organiser.send(room.lead().form("/ending"), kind="closed", hear_back_on=thread.day(30))
    heard = sum("You hear what came of it on" in hall.now(person).words() for person in hall.people)
    hall.report.compare("hackathon: phones that say when they hear back", len(hall.people), heard)


def _compare_report(hall: Hall, taken: set[int]) -> None:
    """The event's report as data and as a page."""
    page = hall.room.organiser.open(f"{hall.room.path}/report").words()
    data = json.loads(hall.room.organiser.open(f"{hall.room.path}/report.json").text)
    kinds = Counter(row["kind"] for row in data["rows"])
    compare = hall.report.compare
    compare("report: joined", len(hall.people), data["people"]["joined"])
    told = data["people"]["here_as"]
    for role, count in crowd.ROLES.items():
        compare(f"report: {role or 'silent'}", count, told.get(role or "silent"))
    expected = {"idea": crowd.ROLES["young"], "solution": crowd.TEAMS - 1, "why_not": 1, "proposal": crowd.TEAMS - 1}
    for kind, count in expected.items():
        compare(f"report: rows of {kind}", count, kinds[kind])
    choices = [row for row in data["rows"] if row["kind"] == "choice"]
    votes = {_title(row["text"]): row["votes"] for row in choices}
    compare("report: votes equal the tally", True, votes == crowd.tally(hall.people))
    accepted = {int(row["id"]) for row in data["rows"] if row["kind"] == "proposal" and row["state"] == "accepted"}
    compare("report: proposals taken on", taken, accepted)
    compare("report: promises with their day", crowd.TAKEN_ON, page.count("It stands there"))


def _compare_thread(hall: Hall, title: str, number: int) -> None:
    """From the ideas to the promise, in this order."""
    team = int(title.rpartition(" ")[2])
    theme = (team - 1) % len(crowd.CHOSEN)
    said = Browser(hall.room.organiser.base).open(f"/f/{number}").words()
    words = (f"wants more of {crowd.THEMES[theme].lower()}", f"Theme: {crowd.THEMES[theme]}", f"Team {team}",
             "Number 1 of 17 in the vote", "It became a proposal", REASONS, "It stands there")  # fmt: skip
    for station in words:
        hall.report.compare(f"thread of a solution: {station[:40]}", True, station in said)
        said = said.partition(station)[2]
