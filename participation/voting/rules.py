"""What a vote may be, what a ballot may say, and what the numbers give away. Plain values in, plain values out."""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from participation.refusal import Refusal
from participation.voting.counting import shapes

LEAST_ENTRIES = 2
MOST_ENTRIES = 60
"""More than this nobody reads on a phone; group ideas first."""

SUGGESTED_ENTRIES = 12
"""How many of the best supported contributions are ticked when a vote is first prepared."""

FEW_VOTERS = 5
"""Below this a result can show how single people voted, and the page says so."""

BALLOT_FILE_FROM = 30
"""With fewer ballots only the totals are published: few ballots are easily told apart."""

WHO_LIMIT = 120
WHAT_LIMIT = 300


class State(enum.StrEnum):
    """Where a vote is. It goes one way only."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


def state_of(*, opened: bool, closed: bool) -> State:
    """Where a vote with these facts is."""
    if closed:
        return State.CLOSED
    return State.OPEN if opened else State.PREPARED


@dataclass(frozen=True, slots=True)
class Draft:
    """What a leader decides before a vote opens: the entries, how many may be chosen, and what the result is for."""

    contribution_ids: tuple[str, ...]
    most: int
    promise_who: str
    promise_what: str
    promise_by: dt.date
    announced_live: bool
    entitlement: str = "open"
    for_young: bool = False


def check_draft(draft: Draft, offered: Sequence[str], today: dt.date) -> None:
    """Refuse a draft that cannot become a vote. `offered` are the contributions that may be voted on."""
    chosen = draft.contribution_ids
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(offered):
        raise Refusal("entry_gone", field="entry")
    check_size(len(chosen))
    if not 1 <= draft.most < len(chosen):
        raise Refusal("most_too_many", field="most", limit=len(chosen) - 1)
    check_promise(draft.promise_by, today)


def check_size(entries: int) -> None:
    """Refuse a ballot with too few or too many entries."""
    if entries < LEAST_ENTRIES:
        raise Refusal("too_few_entries", field="entry", limit=LEAST_ENTRIES)
    if entries > MOST_ENTRIES:
        raise Refusal("too_many_entries", field="entry", limit=MOST_ENTRIES)


def check_promise(promise_by: dt.date, today: dt.date) -> None:
    """Refuse a promise whose day has passed: nobody could keep it."""
    if promise_by < today:
        raise Refusal("promise_passed", field="promise_by")


def check_open(state: State) -> None:
    """Refuse a ballot outside the time in which the vote is open."""
    if state is State.PREPARED:
        raise Refusal("vote_not_open")
    if state is State.CLOSED:
        raise Refusal("vote_closed")


def entry_key(vote_id: str, number: int) -> str:
    """What a ballot paper sends for an entry: it names the vote too, so that another vote's entry is told apart."""
    return f"{vote_id}.{number}"


def check_ballot(vote_id: str, method: str, entries: int, most: int, sent: Sequence[str] | None) -> str:
    """The canonical choice of a ballot that named the entry keys `sent`; None is a blank ballot.

    Raises `Refusal` for no entry, an entry that is not on this ballot, one named twice, more than `most`.
    """
    if sent is None:
        return ""
    if not sent:
        raise Refusal("nothing_chosen", field="entry")
    if len(sent) > most:
        raise Refusal("too_many_chosen", field="entry", limit=most)
    numbers = [_number(vote_id, key, entries) for key in sent]
    if len(set(numbers)) != len(numbers):
        raise Refusal("chosen_twice", field="entry")
    return shapes.write_names(numbers)


def _number(vote_id: str, key: str, entries: int) -> int:
    vote, _, number = key.rpartition(".")
    if vote != vote_id or not number.isascii() or not number.isdigit() or len(number) > 2 or number[0] == "0":
        raise Refusal("not_on_the_ballot", field="entry")
    if int(number) > entries:
        raise Refusal("not_on_the_ballot", field="entry")
    return int(number)


def token_hash(secret: str, vote_id: str) -> str:
    """How a device finds its own ballot again: SHA-256 of HMAC(secret of the device, id of the vote).

    The HMAC itself is never stored, and without the device's secret nobody can make it.
    """
    token = hmac.digest(secret.encode(), vote_id.encode(), "sha256")
    return hashlib.sha256(b"ballot:" + token).hexdigest()


def seal(salt: str, words: str) -> str:
    """Binds an entry's words to the published record without holding them: words can be erased, not exchanged."""
    return hashlib.sha256(f"{salt}:{words}".encode()).hexdigest()


def ballot_file_is_safe(entitlement: str, ballots: int) -> bool:
    """Whether approval ballots may be published one kind at a time. A table's number could tell which table it was."""
    return entitlement != "tables" and ballots >= BALLOT_FILE_FROM


class Telling(enum.StrEnum):
    """What a small or one-sided result gives away about single voters."""

    NOTHING = "nothing"
    FEW = "few"
    UNANIMOUS = "unanimous"


def telling(ballots: int, different: int) -> Telling:
    """What a result of so many ballots, so many of them different, gives away."""
    if 0 < ballots < FEW_VOTERS:
        return Telling.FEW
    return Telling.UNANIMOUS if ballots and different == 1 else Telling.NOTHING
