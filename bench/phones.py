"""Young people's phones as actors of a load: joining by the code, and casting a ballot."""

from __future__ import annotations

import re
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import brotli

from bench.load import Actor, Answer, request
from bench.seed import ENTRIES, MOST, Town
from participation.events.participants.actions import device_hash
from participation.voting.rules import entry_key, token_hash

COMPRESSED = {"Accept-Encoding": "gzip, deflate, br"}
_COOKIE = re.compile(rb"set-cookie: ([^=]+=[^;\r]+)", re.IGNORECASE)
_HIDDEN = re.compile(r'name="(csrf_token|once)" value="([^"]+)"')


@dataclass(slots=True)
class Phone:
    """A phone: its cookies, the token of its forms, and what it was told to be stored."""

    number: int
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""
    secret: str = ""
    """What the device keeps for the event, from the acknowledged answer to joining."""
    ideas: list[str] = field(default_factory=list)
    """The ids of the ideas that were acknowledged."""
    voted: bool = False
    """Whether its ballot was acknowledged."""

    def headers(self) -> dict[str, str]:
        """The headers that it sends."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return COMPRESSED | ({"Cookie": jar} if jar else {})

    def keep(self, answer: Answer) -> None:
        """Keep the cookies of an answer."""
        for found in _COOKIE.findall(answer.head):
            name, _, value = found.decode().partition("=")
            self.cookies[name] = value


def page_of(answer: Answer) -> str:
    """The text of a compressed page."""
    packed = b"content-encoding: br" in answer.head.lower()
    return (brotli.decompress(answer.body) if packed else answer.body).decode()


def joining(phone: Phone, town: Town) -> Actor:
    """Open the page behind the code, press the button."""
    answer = yield request("GET", f"/j/{town.code}", phone.headers())
    phone.keep(answer)
    hidden = dict(_HIDDEN.findall(page_of(answer))) if answer.status == 200 else {}
    phone.csrf = hidden.get("csrf_token", "")
    answer = yield request("POST", f"/j/{town.code}", phone.headers(), urlencode(hidden).encode())
    if answer.status == 303:
        phone.keep(answer)
        phone.secret = phone.cookies.get(f"t_{town.event_id}", "")


def casting(phone: Phone, town: Town, *, fragment: bool = False) -> Actor:
    """Send the ballot that was filled in; which entries it names follows from the phone's number.

    With `fragment` as htmx sends it: the answer is the page's new main part, else the way to the page.
    """
    chosen = {(phone.number + place) % ENTRIES + 1 for place in range(phone.number % MOST + 1)}
    fields = [("csrf_token", phone.csrf)] + [("entry", entry_key(town.vote_id, entry)) for entry in sorted(chosen)]
    path = f"/e/{town.event_id}/votes/{town.vote_id}/ballot"
    asks = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": f"http://127.0.0.1/e/{town.event_id}"}
    headers = phone.headers() | (asks if fragment else {})
    answer = yield request("POST", path, headers, urlencode(fields).encode())
    phone.voted = phone.voted or answer.status in {200, 303}


def giving(phone: Phone, town: Town) -> Actor:
    """Send an idea, and send it again as a thumb does that hears nothing."""
    sent = {
        "csrf_token": phone.csrf,
        "step": town.step_id,
        "id": uuid.uuid4().hex,
        "text": f"Mer ljus, sagt av {phone.number}",
    }
    for _tap in range(2):
        answer = yield request("POST", f"/e/{town.event_id}/ideas", phone.headers(), urlencode(sent).encode())
        if answer.status in {200, 303}:
            phone.ideas = [sent["id"]]


@dataclass(frozen=True, slots=True)
class Stored:
    """What acknowledged writes came to: how many were acknowledged, and how many of those are not there or twice."""

    acknowledged: int
    lost: int
    twice: int


def joined(phones: Sequence[Phone], town: Town) -> Stored:
    """Look for every acknowledged joining in the database's file."""
    acknowledged = [device_hash(phone.secret) for phone in phones if phone.secret]
    rows = _column(town.database, "SELECT token_hash FROM participant WHERE event_id = ?", town.event_id)
    there = set(rows)
    return Stored(len(acknowledged), sum(one not in there for one in acknowledged), len(rows) - len(there))


def voted(phones: Sequence[Phone], town: Town) -> Stored:
    """Look for every acknowledged ballot; twice is what either box holds more than there are voters."""
    acknowledged = [token_hash(phone.secret, town.vote_id) for phone in phones if phone.voted]
    ballots = _column(town.database, "SELECT token_hash FROM ballot WHERE vote_id = ?", town.vote_id)
    voters = _column(town.database, "SELECT participant_id FROM turnout WHERE vote_id = ?", town.vote_id)
    there = set(ballots)
    lost = sum(one not in there for one in acknowledged)
    return Stored(len(acknowledged), lost, len(ballots) - len(there) + abs(len(ballots) - len(set(voters))))


def given(phones: Sequence[Phone], town: Town) -> Stored:
    """Look for every acknowledged idea; each was sent twice."""
    acknowledged = [idea for phone in phones for idea in phone.ideas]
    texts = _column(
        town.database, "SELECT text FROM contribution WHERE participant_id IS NOT NULL AND step_id = ?", town.step_id
    )
    there = set(_column(town.database, "SELECT id FROM contribution WHERE step_id = ?", town.step_id))
    return Stored(len(acknowledged), sum(one not in there for one in acknowledged), len(texts) - len(set(texts)))


def some(first: int, count: int) -> list[Phone]:
    """New phones."""
    return [Phone(number) for number in range(first, first + count)]


def joins(phones: Sequence[Phone], town: Town) -> Iterator[Actor]:
    """Each of these joins."""
    return (joining(phone, town) for phone in phones)


def ideas(phones: Sequence[Phone], town: Town) -> Iterator[Actor]:
    """Each of these gives an idea."""
    return (giving(phone, town) for phone in phones)


def ballots(phones: Sequence[Phone], town: Town, *, fragment: bool = False) -> Iterator[Actor]:
    """Each of these votes."""
    return (casting(phone, town, fragment=fragment) for phone in phones)


def _column(database: Path, query: str, value: str) -> list[str]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute(query, (value,))]
    finally:
        connection.close()
