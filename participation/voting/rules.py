"""What a vote may be, what a ballot may say, and what the numbers give away. Plain values in, plain values out."""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from participation.refusal import Refusal

LEAST_ENTRIES = 2
MOST_ENTRIES = 60
"""More than this nobody reads on a phone; group ideas first."""

SUGGESTED_ENTRIES = 12
"""How many of the best supported contributions are ticked when a vote is first prepared."""

FEW_VOTERS = 5
"""Below this a result can show how single people voted, and the page says so."""

BALLOT_FILE_FROM = 30
"""With fewer ballots only the totals are published: few ballots are easily told apart."""

MOST_DOTS = 20
MOST_MONEY = 999_999_999

FEW_ENTRIES = 6
"""Up to so many, ballots with dots are alike often enough to be published."""

WHO_LIMIT = 120
WHAT_LIMIT = 300


class State(enum.StrEnum):
    """Where a vote is. It goes one way only."""

    PREPARED = "prepared"
    OPEN = "open"
    COUNTING = "counting"
    CLOSED = "closed"


def state_of(*, opened: bool, closed: bool, counting: bool = False) -> State:
    """Where a vote with these facts is."""
    if closed:
        return State.CLOSED
    if counting:
        return State.COUNTING
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
    method: str = "approval"
    seats: int = 1
    budget: int = 0
    costs: tuple[int, ...] = ()
    """What each entry costs, in the order of `contribution_ids`; empty where nothing is paid for."""
    given: Mapping[str, str] = field(default_factory=dict)
    """The words of entries that nobody gave yet, out of a file, by what stands for them in `contribution_ids`."""


def check_draft(draft: Draft, offered: Sequence[str], today: dt.date) -> None:
    """Refuse a draft that cannot become a vote. `offered` are the contributions that may be voted on."""
    chosen = draft.contribution_ids
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(offered):
        raise Refusal("entry_gone", field="entry")
    check_size(len(chosen))
    check_terms(draft)
    check_promise(draft.promise_by, today)


def check_terms(draft: Draft) -> None:
    """Refuse what the method cannot be counted with."""
    entries = len(draft.contribution_ids)
    if draft.method == "approval" and not 1 <= draft.most < entries:
        raise Refusal("most_too_many", field="most", limit=entries - 1)
    if draft.method == "dots" and not 1 <= draft.most <= MOST_DOTS:
        raise Refusal("too_many_dots_each", field="most", limit=MOST_DOTS)
    if draft.method == "stv" and not 1 <= draft.seats < entries:
        raise Refusal("too_many_seats", field="seats", limit=entries - 1)
    if draft.costs and not all(0 < cost <= draft.budget for cost in draft.costs):
        raise Refusal("cost_over_budget", field="cost")


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
    if state in {State.COUNTING, State.CLOSED}:
        raise Refusal("vote_closed")


def entry_key(vote_id: str, number: int) -> str:
    """What a ballot paper sends for an entry: it names the vote too, so that another vote's entry is told apart."""
    return f"{vote_id}.{number}"


def token_hash(secret: str, vote_id: str) -> str:
    """How a device finds its own ballot again: SHA-256 of HMAC(secret of the device, id of the vote).

    The HMAC itself is never stored, and without the device's secret nobody can make it.
    """
    token = hmac.digest(secret.encode(), vote_id.encode(), "sha256")
    return hashlib.sha256(b"ballot:" + token).hexdigest()


def seal(salt: str, words: str) -> str:
    """Binds an entry's words to the published record without holding them: words can be erased, not exchanged."""
    return hashlib.sha256(f"{salt}:{words}".encode()).hexdigest()


def ballot_file_is_safe(method: str, entries: int, entitlement: str, ballots: int) -> bool:
    """Whether ballots may be published one kind at a time.

    A table's number could tell which table it was. A ranking, or grades for everything, is nearly always the only one
    of its kind: somebody could be asked to vote in a way that can be found again.
    """
    names = method in {"approval", "plurality", "equal-shares", "greedy"}
    few_kinds = names or (method == "dots" and entries <= FEW_ENTRIES)
    return few_kinds and entitlement != "tables" and ballots >= BALLOT_FILE_FROM


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
