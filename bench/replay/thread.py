"""What came of it: the most supported idea becomes a proposal, is answered, promised and done, for anyone to read."""

from __future__ import annotations

import datetime as dt
import io
import json
import re

from PIL import Image

from bench.browser import Browser, Page, Unexpected
from bench.replay.report import Report
from bench.replay.town import Idea, Room, Staff
from participation.proposals.ledger.rules import Link, canonical, first_break

TITLE = "Young people feel safe to ask the police hard questions"
SUMMARY = "First of all young people must feel safe when they look at what the police do."
REASONS = "You are right. Who does not feel safe says nothing, so we begin there."
PARAGRAPH = "§ 84"
PROMISED = "A meeting every month in a place that young people choose"
FINISHED = "The first meeting was held. Forty came, and the notes are public."
PICTURE = "Young people around a table in the library"


def replay(room: Room, staff: Staff, department: str, idea: Idea, report: Report) -> int:
    """Follow an idea to its end; returns the proposal's number."""
    report.stage(f"The most supported idea ({idea.support} agree) becomes a proposal, is answered, and is done")
    number = propose(room, idea.id, TITLE, SUMMARY, department)
    answer = {"verdict": "yes", "reasons": REASONS, "basis": "board", "paragraph": PARAGRAPH, "decided_on": day(0)}
    work(staff.politician, number, "/answer", answer)
    work(staff.engineer, number, "/promise", {"what": PROMISED, "due": day(30)})
    finished = {"promise": "whole", "words": FINISHED, "picture_text": PICTURE}
    work(staff.engineer, number, "/done", finished, _picture())
    _compare(Browser(room.organiser.base), number, idea, department, report)
    return number


def propose(room: Room, origin: str, title: str, summary: str, department: str) -> int:
    """The organiser makes a proposal of a contribution, and publishes it; returns its number."""
    organiser = room.organiser
    form = organiser.open(making(room)).form("/proposal")
    answerer = next(value for label, value in form.labelled("answerer").items() if label.startswith("Pat Answer"))
    page = organiser.send(
        form,
        origin=origin,
        title=title,
        summary=summary,
        departments=form.labelled("departments")[department],
        holder=form.labelled("holder")[department],
        answerer=answerer,
    )
    found = re.match(r"/f/(\d+)", page.path)
    if found is None:
        raise Unexpected(f"publishing the proposal led to {page.url}")
    return int(found[1])


def making(room: Room) -> str:
    """Where proposals are made of what came in."""
    link = re.search(r'href="(/staff/events/[^"]+/proposal)', room.lead().text)
    if link is None:
        raise Unexpected("the leader's page offers no way to make a proposal")
    return link[1]


def work(browser: Browser, number: int, end: str, fields: dict[str, str], picture: bytes | None = None) -> None:
    """Fill in one of the working page's forms, and publish at once without waiting the ten minutes."""
    address = f"/staff/proposals/{number}"
    form = browser.open(address).form(f"{address}{end}")
    page = browser.send(form, fields, picture=picture)
    if "Only you see this" not in page.words():
        raise Unexpected(f"{address}{end} shows nothing that waits: {page.words()[:300]}")
    browser.send(page.form("/now"))


def _compare(reader: Browser, number: int, idea: Idea, department: str, report: Report) -> None:
    """Every station of the thread, in its order, in the words of whoever spoke; and the chain that holds them."""
    page = reader.open(f"/f/{number}")
    stations = {
        "said": [f"“{idea.text}”", "a participant", f"{idea.support} agreed"],
        "proposal": ["It became a proposal", SUMMARY, f"{idea.support} stood behind it."],
        "given": [f"{department} holds the thread", "Pat Answer answers."],
        "answered": ["Yes.", REASONS, "The board has decided", PARAGRAPH, "Reply in time", "Pat Answer"],
        "promised": [PROMISED],
        "done": ["Done", FINISHED, "Kim Doer"],
        "asked": ["did it help?"],
    }
    said = page.words().partition(TITLE)[2]
    for name, words in stations.items():
        there = sum(word in said for word in words)
        report.compare(f"thread of proposal {number}, {name}: words in their place", len(words), there)
        said = said.partition(words[0])[2]
    report.compare(f"thread of proposal {number}, picture with words", True, f'alt="{PICTURE}"' in page.text)
    listed = reader.open("/f")
    report.compare(f"proposal {number} stands in the list", True, f"/f/{number}" in listed.text)
    report.compare("entries in its feed", 5, reader.open(f"/f/{number}/feed").text.count("<entry>"))
    _compare_picture(reader, page, report)
    report.compare("first broken entry of the published chain", None, _first_break(reader))


def _compare_picture(reader: Browser, page: Page, report: Report) -> None:
    found = re.search(r'<img class="proof" src="([^"]+)"', page.text)
    shown = found is not None and reader.loads(found[1]).startswith(b"\xff\xd8")
    report.compare("its picture is served", True, shown)


def _first_break(reader: Browser) -> int | None:
    """Check the published chain by the rules of the ledger: what any reader can do."""
    links = [
        Link(
            seq=entry["seq"],
            proposal=entry["proposal"],
            proposal_seq=entry["proposal_seq"],
            kind=entry["kind"],
            at=entry["at"],
            about=entry["about"],
            facts=canonical(entry["facts"]),
            body_digest=entry["body_digest"],
            previous_hash=entry["previous"],
            hash=entry["hash"],
            salt=bytes.fromhex(entry["salt"]) if entry["salt"] else b"",
            body=canonical(entry["body"]) if entry["body"] is not None else None,
        )
        for entry in json.loads(reader.open("/data/chain.json").text)
    ]
    broken = first_break(links)
    return broken.seq if broken else None


def _picture() -> bytes:
    """A picture as a phone takes it, small."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def day(ahead: int) -> str:
    """A day so many from today, as forms take it."""
    return f"{dt.date.today() + dt.timedelta(days=ahead):%Y-%m-%d}"  # noqa: DTZ011 - forms take the wall calendar
