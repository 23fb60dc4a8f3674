"""A walk of twenty phones in a bad net: each marks ten places, and in the end every one is there, and there once."""

from __future__ import annotations

import io
import random
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass

from PIL import Image

from bench.browser import Page, Unexpected
from bench.replay.report import Report
from bench.replay.town import Room
from bench.replay.walkers import Marked, Net, Phone

STOPS = ("The tunnel", "The square", "The park", "The bus stop")


@dataclass(frozen=True, slots=True)
class Scale:
    """How many walk, how many places each marks, and what the net loses."""

    phones: int = 20
    places: int = 10
    answers_lost: float = 0.3
    requests_lost: float = 0.1


def replay(room: Room, report: Report, scale: Scale | None = None) -> None:
    """The whole walk, in a prepared room."""
    scale = scale or Scale()
    report.stage(f"{scale.phones} phones join a walk by the code {room.code} and mark {scale.places} places each")
    walk = _prepare(room)
    phones = [_phone(room, walk, number, scale) for number in range(scale.phones)]
    marked = [deepcopy(phone.queue) for phone in phones]
    report.stage(f"They send; the net loses {scale.answers_lost:.0%} of answers, {scale.requests_lost:.0%} of requests")
    started = time.monotonic()
    _all_send(phones, report)
    whole = time.monotonic() - started
    _compare(room, phones, marked, report, "sent")
    report.stage("Every second phone sends all of it once more, as one that forgot what was taken")
    again = phones[::2]
    for phone, items in zip(again, marked[::2], strict=True):
        phone.queue = [Marked(item.fields, item.picture, item.id) for item in items]
    _all_send(again, report)
    _compare(room, phones, marked, report, "sent once more")
    nets = [phone.net for phone in phones]
    report.figures.append(
        f"The walk: {sum(net.sent for net in nets)} requests, of which {sum(net.requests_lost for net in nets)} never "
        f"arrived and {sum(net.answers_lost for net in nets)} were answered to nobody."
    )
    report.measured("The walk, as far as answers were heard", [took for net in nets for took in net.took], whole)


def _prepare(room: Room) -> str:
    """Stops and two groups, and the room walks; returns the path of the walk's page."""
    page = room.organiser.open(f"{room.path}/prepare")
    found = re.search(rf'href="{room.path}/walks/([^"/]+)/plan"', page.text)
    if found is None:
        raise Unexpected("the page to prepare an event leads to no route")
    plan = f"{room.path}/walks/{found[1]}/plan"
    for stop in STOPS:
        forms = [form for form in room.organiser.open(plan).forms() if "once" in form.offered]
        room.organiser.send(forms[-1], name=stop)
    room.organiser.send(
        next(form for form in room.organiser.open(plan).forms() if "groups" in form.offered), groups="2"
    )
    room.go_to("The walk")
    return f"{room.path}/walk/{found[1]}"


def _phone(room: Room, walk: str, number: int, scale: Scale) -> Phone:
    browser, _page = room.join()
    page = browser.open(walk)
    stops = [key for key in page.form("/observations").offered["stop"] if key]
    chance = random.Random(number)
    cookies = {cookie.name: cookie.value or "" for cookie in browser.jar}
    net = Net(browser.base, scale.answers_lost, scale.requests_lost, chance)
    phone = Phone(net, walk, cookies, group=1 + number * 2 // scale.phones)
    for place in range(scale.places):
        where = {"stop": stops[place % len(stops)], "place": ""} if place % 3 else {"stop": "", "place": "Main Street"}
        feeling = str((number + place) % 7 - 3)
        fields = {"feeling": feeling, "about": "light", "why": words(number, place), **where}
        phone.queue.append(Marked(fields, _picture(number, place) if place % 4 == 0 else None))
    return phone


def words(phone: int, place: int) -> str:
    """What a phone says of a place; each can be found again."""
    return f"phone {phone:02} place {place:02}."


def _picture(phone: int, place: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 240), (phone * 12, place * 25, 90)).save(made, "JPEG")
    return made.getvalue()


def _all_send(phones: list[Phone], report: Report) -> None:
    """All at once; every fifth loses its session before it sends."""
    for phone in phones[::5]:
        phone.forget_session()
    with ThreadPoolExecutor(len(phones)) as hands:
        for done, _nothing in enumerate(hands.map(Phone.send_all, phones), start=1):
            report.step(done, len(phones))


def _compare(room: Room, phones: list[Phone], marked: list[list[Marked]], report: Report, when: str) -> None:
    page = room.lead()
    said = Counter(text for slip in _slips(page) for text in re.findall(r'<p class="said"[^>]*>([^<]+)</p>', slip))
    places = len(phones) * len(marked[0])
    report.compare(f"walk, {when}: observations", places, len(_slips(page)))
    everything = {item.fields["why"] for items in marked for item in items}
    report.compare(f"walk, {when}: each of them once", True, set(said) == everything and set(said.values()) == {1})
    pictures = sum(item.picture is not None for items in marked for item in items)
    report.compare(f"walk, {when}: pictures", pictures, page.text.count("/walk-pictures/"))
    report.compare(f"walk, {when}: taken for another version", 0, page.words().count("Another version of one"))
    counts = re.findall(r"Group (\d+) \d+ phones? (\d+) marked", page.words())
    expected = {str(group): sum(phone.group == group for phone in phones) * len(marked[0]) for group in (1, 2)}
    report.compare(f"walk, {when}: of each group", expected, {group: int(count) for group, count in counts})
    report.compare(f"walk, {when}: said to be on phones still", False, "on the phone still" in page.words())


def _slips(page: Page) -> list[str]:
    return re.findall(r'<li class="slip marked[^>]*>(.*?)</li>', page.text, re.DOTALL)
