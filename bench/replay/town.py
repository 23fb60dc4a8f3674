"""The people who work in the municipality, and the leader's hand in a room: all of it through pages and forms."""

from __future__ import annotations

import datetime as dt
import html
import re
import secrets
from dataclasses import dataclass
from html.parser import HTMLParser

from bench.browser import Browser, Form, Page, Unexpected

BOARD = "Board of culture and leisure"


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea as a page shows it: its words, and how many agree."""

    id: str
    text: str
    support: int


@dataclass(frozen=True, slots=True)
class Staff:
    """Those who are signed in, each in a browser of their own."""

    organiser: Browser
    politician: Browser
    engineer: Browser


def signed_in(base: str, email: str, password: str) -> Browser:
    """Somebody with an account signs in."""
    browser = Browser(base)
    page = browser.send(browser.open("/staff/sign-in").form("/staff/sign-in"), email=email, password=password)
    if page.path != "/staff":
        raise Unexpected(f"signing in as {email} led to {page.url}")
    return browser


def accepted(base: str, link: str) -> Browser:
    """Somebody uses the link of an invitation: chooses a password and is signed in."""
    browser = Browser(base)
    password = secrets.token_urlsafe(12)
    page = browser.open("/staff/link")
    browser.send(page.form("/staff/link"), code=link, password=password, again=password)
    return browser


def invite_staff(base: str, administrator: Browser) -> tuple[Staff, str]:
    """The administrator adds a department and invites who is needed; returns them and the department's name."""
    mark = secrets.token_hex(3)
    department = f"Streets and parks {mark}"
    adding = [form for form in administrator.open("/staff/people").forms() if form.action == "/staff/departments"]
    administrator.send(adding[-1], name=department, board=BOARD)

    def invite(name: str, role: str, title: str, works_in: str = "None") -> Browser:
        form = administrator.open("/staff/people").form("/staff/people")
        email = f"{role}.{mark}@replay.example"
        works = form.labelled("department")[works_in]
        page = administrator.send(form, email=email, name=name, title=title, role=role, department=works)
        found = re.search(r"<code>([^<]+#[^<]+)</code>", page.text)
        if found is None:
            raise Unexpected(f"inviting {name} showed no link")
        return accepted(base, html.unescape(found[1]))

    return Staff(
        organiser=invite("Robin Lead", "organiser", "Youth worker"),
        politician=invite("Pat Answer", "politician", "Chair of the board"),
        engineer=invite("Kim Doer", "civil_servant", "Street engineer", department),
    ), department


def start_process(organiser: Browser, title: str) -> str:
    """The organiser starts a process; returns the path of its page."""
    form = organiser.open("/staff/processes").form("/staff/processes")
    return organiser.send(form, title=title, introduction="", board=BOARD).path


class Room:
    """One event in the hand of its leader."""

    def __init__(self, organiser: Browser, process: str, title: str, method: str = "idea-workshop") -> None:
        """Prepare the event from a method; it goes on now."""
        self.organiser = organiser
        now = dt.datetime.now()  # noqa: DTZ005 - forms take the wall clock
        form = organiser.open(process).form("/events")
        page = organiser.send(
            form,
            method=method,
            title=title,
            place="The library",
            starts_at=f"{now:%Y-%m-%dT%H:%M}",
            ends_at=f"{now + dt.timedelta(hours=3):%Y-%m-%dT%H:%M}",
            hear_back_on=f"{now + dt.timedelta(days=21):%Y-%m-%d}",
        )
        self.path = page.path.removesuffix("/prepare")
        found = re.search(r'<p class="code">([2-9A-Z]{6})</p>', page.text)
        if found is None:
            raise Unexpected("the page to prepare an event shows no join code")
        self.code = found[1]

    def lead(self) -> Page:
        """The leader's page."""
        return self.organiser.open(f"{self.path}/lead")

    def go_to(self, title: str) -> None:
        """Open the step with this title."""
        page = self.lead()
        pattern = r'<form method="post" action="([^"]+/open)"[^>]*>(?:(?!</form>).)*aria-label="Go to ([^"]+)"'
        for action, label in re.findall(pattern, page.text, re.DOTALL):
            if html.unescape(label) == title:
                self.organiser.send(page.form(action))
                return
        raise Unexpected(f"the agenda has no step {title}")

    def approve_all(self) -> int:
        """The leader lets through all that waits, a pageful at a time; returns how many pagefuls there were."""
        for pages in range(1000):
            form = next((form for form in self.lead().forms() if form.action.endswith("/lead/approvals")), None)
            if form is None:
                return pages
            self.organiser.send(form, all="1")
        raise Unexpected("what waits for the leader never ends")

    def open_others(self) -> None:
        """Participants see each other's ideas from now on."""
        page = self.lead()
        form = page.form("/others")
        if ("open", "1") in form.filled:
            self.organiser.send(form)

    def write_down(self, text: str) -> None:
        """The leader writes down an idea."""
        self.organiser.send(self.lead().form("/lead/ideas"), text=text)

    def ideas(self) -> list[Idea]:
        """The ideas on the leader's page."""
        return ideas_of(self.lead())

    def join(self, role: str = "") -> tuple[Browser, Page]:
        """Somebody joins by the code, and may say what they are here as; returns their browser and where it is now."""
        browser = self.organiser.another()
        form = browser.open(f"/j/{self.code}").form(f"/j/{self.code}")
        page = browser.send(form, {"role": role} if role else {})
        if page.path != self.path:
            raise Unexpected(f"joining led to {page.url}")
        return browser, page


def ideas_of(page: Page) -> list[Idea]:
    """The ideas that a page shows, the leader's or a participant's."""
    reader = _Ideas()
    reader.feed(page.text)
    return [Idea(key, " ".join("".join(said).split()), _number(count)) for key, said, count in reader.found]


def support_form(page: Page, idea: Idea) -> Form:
    """The form behind an idea's button on a participant's page."""
    return page.form(f"/contributions/{idea.id}/support")


def _number(texts: list[str]) -> int:
    found = re.search(r"\d+", "".join(texts))
    return int(found[0]) if found else 0


class _Ideas(HTMLParser):
    """Reads `li#idea-…`: its words, and the number on its button or in its line about who agrees."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], list[str]]] = []
        self._into: list[str] | None = None
        self._leader = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "li":
            self._into = None
            if held.get("id", "").startswith("idea-"):
                self.found.append((held["id"].removeprefix("idea-"), [], []))
                self._leader = "data-idea" in held
        elif tag in {"p", "button"} and self.found:
            self._into = self._target(tag, held.get("class", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "button", "li"}:
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def _target(self, tag: str, kind: str) -> list[str] | None:
        _key, said, count = self.found[-1]
        if tag == "p" and kind == "said" and not said:
            return said
        counts = (tag, kind) == (("p", "by") if self._leader else ("button", "sup"))
        return count if counts and not count else None
