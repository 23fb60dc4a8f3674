"""A hackathon of 140 people: ideas, themes, teams that write at once, 17 solutions, and one team that says why not."""

from __future__ import annotations

import html
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.browser import Browser, Form, Page, Unexpected
from bench.replay import crowd
from bench.replay.crowd import Person
from bench.replay.report import Report
from bench.replay.town import Room

HANDS = 8
"""How many phones send at the same moment."""


@dataclass(slots=True)
class Hall:
    """The room, and everybody's phone."""

    room: Room
    report: Report
    people: list[Person]
    phones: dict[Person, Browser] = field(default_factory=dict)
    teams: dict[str, list[Person]] = field(default_factory=dict)
    """Who is in each team, its coach left out."""

    def all_do(self, people: Iterable[Person], act: Callable[[Person], object]) -> None:
        """Everybody does the same, some of them at the same moment."""
        several = list(people)
        with ThreadPoolExecutor(HANDS) as hands:
            for done, _result in enumerate(hands.map(act, several), start=1):
                self.report.step(done, len(several))

    def now(self, person: Person) -> Page:
        """What somebody's phone shows."""
        return self.phones[person].open(self.room.path)


def replay(room: Room, report: Report) -> Hall:
    """Everything until the pitches are over, in a prepared room."""
    hall = Hall(room, report, crowd.crowd())
    report.stage(f"{len(hall.people)} people join a hackathon by the code {room.code}, and say what they are")
    _join(hall)
    report.stage(f"{crowd.ROLES['young']} young people give an idea each; a leader approves and groups them")
    _ideas(hall)
    report.stage("Everybody says which themes they want; three are chosen")
    _themes(hall)
    report.stage(f"{crowd.TEAMS} teams are drawn, each gets a coach and takes a theme")
    _teams(hall)
    report.stage("Teams write, two hands of each in the same box at once")
    _write(hall)
    report.stage("Seventeen teams hand in, one says why not; they are approved, and pitch")
    _hand_in(hall)
    _pitch(hall)
    return hall


def _join(hall: Hall) -> None:
    def join(person: Person) -> None:
        hall.phones[person], _page = hall.room.join(person.role)

    hall.all_do(hall.people, join)
    secrets = {cookie.value for phone in hall.phones.values() for cookie in phone.jar if cookie.name.startswith("t_")}
    hall.report.compare("hackathon: people with a place of their own", len(hall.people), len(secrets))
    words = hall.room.lead().words()
    for role, told in (("young", "young"), ("adult", "adults"), ("leads", "lead"), ("", "have not said")):
        found = re.search(rf"(\d+) {told}\b", words)
        hall.report.compare(f"hackathon: {told}, to the leader", crowd.ROLES[role], int(found[1]) if found else None)


def _ideas(hall: Hall) -> None:
    room, young = hall.room, [person for person in hall.people if person.role == "young"]
    room.go_to("Ideas")

    def give(person: Person) -> None:
        hall.phones[person].send(hall.now(person).form(f"{room.path}/ideas"), text=person.idea)

    hall.all_do(young, give)
    room.approve_all()
    room.open_others()
    room.go_to("Themes")
    for title in crowd.THEMES:
        room.organiser.send(room.lead().form("/themes"), title=title)
    known = {idea.text: idea.id for idea in room.ideas()}
    hall.report.compare("hackathon: ideas that came in", len(young), len(known))
    for done, person in enumerate(young, start=1):
        form = room.organiser.open(f"{room.path}/lead/ideas/{known[person.idea]}").form("/theme")
        room.organiser.send(form, theme=form.labelled("theme")[crowd.THEMES[person.theme]])
        hall.report.step(done, len(young))
    counts = re.findall(r'<h2>([^<]+)<span class="count">(\d+)</span></h2>', room.lead().text)
    grouped = {html.unescape(title).strip(): int(count) for title, count in counts}
    for place, title in enumerate(crowd.THEMES):
        expected = sum(person.theme == place for person in young)
        hall.report.compare(f"hackathon: ideas in the theme {title}", expected, grouped.get(title))


def _themes(hall: Hall) -> None:
    room = hall.room
    room.go_to("Choose a theme")

    def wish(person: Person) -> None:
        page = hall.now(person)
        for theme in sorted(person.wishes):
            found = re.search(rf'<li class="slip" id="theme-([^"]+)"><p[^>]*>{crowd.THEMES[theme]}<', page.text)
            if found is None:
                raise Unexpected(f"the phone of {person.place} does not offer {crowd.THEMES[theme]}")
            page = hall.phones[person].send(form_with(page, "/wish", "theme", found[1]))

    hall.all_do(hall.people, wish)
    shown = re.findall(r'<b>([^<]+)</b></span> <span class="note">(\d+) wants? this', room.lead().text)
    found = {title: int(count) for title, count in shown}
    for title, wishes in crowd.wished(hall.people).items():
        hall.report.compare(f"hackathon: wishes for {title}", wishes, found.get(title))
    for title in crowd.CHOSEN:
        page = room.lead()
        button = rf'name="theme" value="([^"]+)">(?:(?!</form>).)*aria-label="Choose: {title}"'
        theme = re.search(button, page.text, re.DOTALL)
        if theme is None:
            raise Unexpected(f"the leader's page does not offer {title}")
        room.organiser.send(form_with(page, "/choose", "theme", theme[1]))


def _teams(hall: Hall) -> None:
    room = hall.room
    page = room.organiser.open(f"{room.path}/prepare")
    form = next(form for form in page.forms() if "/teams/" in form.action and form.action.endswith("/settings"))
    room.organiser.send(form, teams=str(crowd.TEAMS))
    room.go_to("Teams")
    coaches = [person for person in hall.people if person.coaches]
    hall.all_do(coaches, lambda person: hall.phones[person].send(hall.now(person).form("/team/aside")))
    room.organiser.send(next(form for form in room.lead().forms() if re.search(r"/teams/[^/]+$", form.action)))
    codes = re.findall(r'/lead/teams/[^"]+">([^<]+)</a>.*?<b class="code">([^<]+)</b>', room.lead().text)
    hall.report.compare("hackathon: teams", crowd.TEAMS, len(codes))
    for coach, (_name, code) in zip(coaches, codes, strict=True):
        hall.phones[coach].send(hall.now(coach).form("/team/coach"), code=code)
    hall.report.compare("hackathon: teams with a coach", crowd.TEAMS, room.lead().text.count("has a coach"))

    def look(person: Person) -> tuple[Person, str]:
        found = re.search(r"You are in</span> <b>([^<]+)</b>", hall.now(person).text)
        return person, found[1] if found else ""

    with ThreadPoolExecutor(HANDS) as hands:
        for person, team in hands.map(look, [person for person in hall.people if not person.coaches]):
            hall.teams.setdefault(team, []).append(person)
    hall.teams = dict(sorted(hall.teams.items(), key=lambda item: int(item[0].rpartition(" ")[2] or 0)))
    _compare_mix(hall)
    room.go_to("Work in teams")
    for place, members in enumerate(hall.teams.values()):
        page = hall.now(members[0])
        form = page.form("/team/theme")
        title = crowd.CHOSEN[place % len(crowd.CHOSEN)]
        theme = re.search(rf'name="theme" value="([^"]+)"[^>]*>{title}<', page.text)
        hall.phones[members[0]].send(form, theme=theme[1] if theme else "")


def _compare_mix(hall: Hall) -> None:
    """The lot made teams alike: in size, and in how many young people are in each."""
    sizes = [len(members) for members in hall.teams.values()]
    young = [Counter(person.role for person in members)["young"] for members in hall.teams.values()]
    hall.report.compare("hackathon: people in teams", len(hall.people) - crowd.TEAMS, sum(sizes))
    hall.report.compare("hackathon: sizes of teams differ by one at most", True, max(sizes) - min(sizes) <= 1)
    hall.report.compare("hackathon: young people in teams differ by one at most", True, max(young) - min(young) <= 1)


def _write(hall: Hall) -> None:
    """Two people of each team write into every box at the same moment, from the same empty page."""
    kept = 0
    for number, members in enumerate(hall.teams.values(), start=1):
        for box in crowd.FIELDS:
            _both_write(hall, members[:2], number, box)
        page = hall.now(members[2]).text
        kept += sum(crowd.written(number, box, hand) in page for box in crowd.FIELDS for hand in (0, 1))
        hall.report.step(number, crowd.TEAMS)
    hall.report.compare("hackathon: texts kept of those written at once", crowd.TEAMS * len(crowd.FIELDS) * 2, kept)


def _both_write(hall: Hall, pair: list[Person], number: int, box: str) -> None:
    pages = [hall.now(person) for person in pair]
    start = threading.Barrier(len(pair))

    def write(hand: int) -> None:
        form = form_with(pages[hand], "/team/canvas", "field", box)
        start.wait()
        hall.phones[pair[hand]].send(form, text=crowd.written(number, box, hand))

    with ThreadPoolExecutor(len(pair)) as hands:
        list(hands.map(write, range(len(pair))))


def _hand_in(hall: Hall) -> None:
    for number, members in enumerate(hall.teams.values(), start=1):
        phone, page = hall.phones[members[-1]], hall.now(members[-1])
        if number < crowd.TEAMS:
            phone.send(page.form("/team/solution"), title=crowd.solution(number), text="How it would work.")
        else:
            phone.send(page.form("/team/why-not"), text="We wanted two different things.")
    words = hall.room.lead().words()
    done = f"{crowd.TEAMS} of {crowd.TEAMS} teams have finished."
    hall.report.compare("hackathon: every team has finished", True, done in words)
    hall.room.approve_all()


def _pitch(hall: Hall) -> None:
    room, called = hall.room, set()
    room.go_to("Pitches")
    while following := re.search(r"Next team: (Team \d+)", (page := room.lead()).words()):
        called.add(following[1])
        team = re.search(r'name="team" value="([^"]+)">(?:(?!</form>).)*?>Next team', page.text, re.DOTALL)
        room.organiser.send(form_with(page, "/call", "team", team[1] if team else ""))
        room.organiser.send(room.lead().form("/start"))
    room.organiser.send(form_with(page, "/call", "team", ""))
    hall.report.compare("hackathon: teams that pitched", crowd.TEAMS - 1, len(called))
    hall.report.compare("hackathon: all have pitched", True, "All have pitched." in room.lead().words())


def form_with(page: Page, end: str, name: str, value: str) -> Form:
    """Of several forms to one address the one that holds this value."""
    for form in page.forms():
        if form.action.endswith(end) and (name, value) in form.filled:
            return form
    raise Unexpected(f"{page.url} has no form to …{end} with {name}={value}")
