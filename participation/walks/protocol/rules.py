"""What a row of the protocol must say, and who may say it: pure decisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from participation.refusal import Refusal

OUTCOMES = ("will_do", "planned", "done", "passed_on", "duplicate", "nothing")
CLOSING = {"done", "passed_on", "duplicate", "nothing"}
"""After these the municipality does nothing more."""
WITH_DAY = {"will_do", "planned", "done"}
WITH_REASONS = {"duplicate", "nothing"}
LONGEST_WORDS = 1000
LONGEST_RECEIVER = 120
LONGEST_ORDER = 40
FIRST_YEAR, LAST_YEAR = 2000, 2200
TIME_TO_ANSWER = dt.timedelta(weeks=3)
"""What departments are given unless the organiser says otherwise: the meeting at which they answer is so far away."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row says: what becomes of the place, whose it is, by when, why; to whom it was passed on."""

    outcome: str = ""
    department_id: str = ""
    due: dt.date | None = None
    words: str = ""
    to_whom: str = ""
    work_order: str = ""

    def check(self) -> None:
        """Refuse an outcome that leaves out what the readers will ask."""
        if self.outcome in WITH_DAY and self.due is None:
            raise Refusal("row_needs_day", field="due")
        if self.outcome in WITH_DAY and not self.department_id:
            raise Refusal("row_needs_department", field="department")
        if self.outcome == "passed_on" and not self.to_whom:
            raise Refusal("needs_receiver", field="to_whom")
        if self.outcome in WITH_REASONS and not self.words:
            raise Refusal("needs_reasons", field="words")


@dataclass(frozen=True, slots=True)
class Editor:
    """Who saves rows: an organiser (all of them), or somebody of a department (its own)."""

    staff_id: str
    department_id: str | None
    organises: bool

    def may(self, department_id: str | None) -> bool:
        """Whether a row that lies with a department is this person's to answer."""
        return self.organises or (department_id is not None and department_id == self.department_id)


@dataclass(frozen=True, slots=True)
class Change:
    """A row as somebody sends it, and the version of it that they had before them (0: none)."""

    place_id: str
    seen: int
    answer: Answer


def is_new(change: Change, was_seen: Answer, now_there: Answer, version: int) -> bool:
    """Whether a row is to be saved: not when it was left as it was, nor when it says so already.

    Refuses what would undo what somebody else saved meanwhile.
    """
    if change.answer in (was_seen, now_there):
        return False
    if change.seen != version:
        raise Refusal("row_changed", status=409)
    change.answer.check()
    return True
