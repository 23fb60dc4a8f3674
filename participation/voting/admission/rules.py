"""How the right to vote is proved, and what its numbers add up to. Plain values in, plain values out."""

from __future__ import annotations

import datetime as dt
import hmac
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from participation.refusal import Refusal

ENTITLEMENTS = ("open", "room", "slips", "tables")
"""Whoever has the event's code; who was in the room; who has a printed slip; one phone for each table."""

WINDOW = 30
"""Seconds for which the screen shows one code."""

DIGITS = 5
"""Of that code: said aloud in one breath, typed before the next one comes, and 50,000 guesses long on average."""

MOST_AT_TABLE = 12

MOST_HEADS = 2000

FIRST_NUMBER, MOST_NUMBER = 10, 999
"""Numbers by which leaders let people in have two digits, and three when many ask."""


def window_of(now: dt.datetime) -> int:
    """Which code's time it is: windows are counted from 1970, so that every process counts alike."""
    return int(now.timestamp()) // WINDOW


def code_of(key: str, vote_id: str, window: int) -> str:
    """The code of a vote in a window: HMAC of the installation's key, so that nothing about it is stored."""
    digest = hmac.digest(key.encode(), f"room:{vote_id}:{window}".encode(), "sha256")
    return str(int.from_bytes(digest[:8], "big") % 10**DIGITS).zfill(DIGITS)


def check_code(typed: str, key: str, vote_id: str, now: dt.datetime) -> None:
    """Refuse what is neither the present code nor the one before: it takes a while to read and type, and clocks of
    several machines differ."""
    window = window_of(now)
    digits = "".join(str(unicodedata.decimal(char)) for char in typed if char.isdecimal())
    right = [hmac.compare_digest(digits, code_of(key, vote_id, window - back)) for back in (0, 1)]
    if not any(right):
        raise Refusal("wrong_room_code", field="code")


def check_entitlement(entitlement: str, printed: int) -> None:
    """Refuse to open a vote by slips when no slip was ever printed: nobody could vote."""
    if entitlement == "slips" and not printed:
        raise Refusal("no_slips_printed")


def check_proved(entitlement: str, *, proved: bool) -> None:
    """In a vote by slips who has a slip casts a ballot, in a vote in the room who was let in; otherwise everybody."""
    if not proved and entitlement == "slips":
        raise Refusal("needs_slip", status=403)
    if not proved:
        raise Refusal("needs_room_code", status=403)


def check_young(*, other: bool) -> None:
    """In a vote for the young people who said to be here as something else follows along."""
    if other:
        raise Refusal("for_the_young", status=403)


def weight(entitlement: str, people: int) -> int:
    """For how many a ballot counts: for the table that a phone answers for, otherwise for one."""
    if entitlement != "tables":
        return 1
    if not 1 <= people <= MOST_AT_TABLE:
        raise Refusal("how_many_at_table", field="people", limit=MOST_AT_TABLE)
    return people


def free_numbers(taken: Collection[int]) -> list[int]:
    """Numbers from which the next one who asks gets one by lot, so that they tell no order."""
    most = 99 if len(taken) < 60 else MOST_NUMBER
    free = sorted(set(range(FIRST_NUMBER, most + 1)) - set(taken))
    if not free:
        raise Refusal("too_many_asked")
    return free


@dataclass(frozen=True, slots=True)
class Account:
    """Who could vote and who did, in numbers only; published with the result.

    `entitled` could cast a ballot, `turnout` ballots were cast, `people` they stand for. `paper`: how many of the
    ballots were typed in. `by_code` and `by_hand`: how many were let in. `printed` and `used`: slips. `counted`: what
    the leader counted (heads in the room, or slips handed out), if they did.
    """

    entitled: int
    turnout: int
    people: int
    paper: int = 0
    by_code: int = 0
    by_hand: int = 0
    printed: int = 0
    used: int = 0
    counted: int | None = None

    def as_data(self) -> dict[str, int | None]:
        """The numbers by their names, as they are stored and published."""
        return asdict(self)

    def claimed(self, entitlement: str) -> int:
        """How many people the vote itself says were here: what the leader's own count is compared with."""
        return self.people if entitlement == "tables" else self.entitled

    def surplus(self, entitlement: str) -> int:
        """How many more that is than the leader counted; nothing when nobody counted."""
        return 0 if self.counted is None else max(0, self.claimed(entitlement) - self.counted)


def account(entitlement: str, joined: int, numbers: Mapping[str, int | None]) -> Account:
    """The account of a vote from what was counted in its tables; nobody votes who is not entitled.

    A paper ballot is its own proof: the leader saw who put it in.
    """
    found = {name: value or 0 for name, value in numbers.items() if name != "counted"}
    proved = {"room": found["by_code"] + found["by_hand"], "slips": found["used"]}
    return Account(
        entitled=proved.get(entitlement, joined) + found["paper"],
        counted=numbers["counted"],
        **found,
    )
