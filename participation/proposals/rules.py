"""The life of a proposal: its states, what may be published in each, and what an answer must say.

Pure: plain values in, plain values out.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from participation.refusal import Refusal

TITLE = 120
SUMMARY = 1000
WORDS = 4000
"""Characters of reasons or of an explanation."""
SENTENCE = 300
DID_IT_HELP_AFTER = dt.timedelta(weeks=4)


class State(enum.StrEnum):
    """Where a proposal is."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    DECIDING = "deciding"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"
    TRIAL = "trial"
    OTHER = "other"
    """Answered otherwise than by yes or no: passed on, already planned, a duplicate, nothing to do."""
    IN_PROGRESS = "in_progress"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Kind(enum.StrEnum):
    """What an entry of the ledger tells."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    PROMISED = "promised"
    MOVED = "moved"
    PROGRESSED = "progressed"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    REGISTERED = "registered"
    CORRECTED = "corrected"
    ERASED = "erased"
    TOLD = "told"
    """More was said after it was done."""


class Verdict(enum.StrEnum):
    """What an answer says."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    TRIAL = "trial"
    PASSED_ON = "passed_on"
    PLANNED = "planned"
    DUPLICATE = "duplicate"
    NOTHING = "nothing"


class Basis(enum.StrEnum):
    """What an answer rests on. `WISH` is what the person wants: nothing is decided by it."""

    BOARD = "board"
    DELEGATED = "delegated"
    WISH = "wish"


JUDGEMENTS = frozenset({Verdict.YES, Verdict.PARTLY, Verdict.NO})
OPEN = frozenset({State.RECEIVED, State.ASSIGNED, State.DECIDING})
"""Nothing is decided yet."""
AGREED = frozenset({State.ACCEPTED, State.PARTLY, State.IN_PROGRESS})
DECIDED = AGREED | {State.DECLINED, State.TRIAL, State.DONE}
"""The municipality has said what it does, or does not."""
ENDED = frozenset({State.DONE, State.WITHDRAWN})
_REACHED = {Verdict.YES: State.ACCEPTED, Verdict.PARTLY: State.PARTLY, Verdict.NO: State.DECLINED}
_CHANGEABLE = frozenset({State.ACCEPTED, State.PARTLY, State.DECLINED, State.TRIAL, State.OTHER})
"""States in which a board may decide anew."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides which entry may come next: the state and the latest answer."""

    state: State
    verdict: Verdict | None = None

    @property
    def will_be_done(self) -> bool:
        """Whether the municipality has said that it does this."""
        return self.state in AGREED or (self.state == State.OTHER and self.verdict == Verdict.PLANNED)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was written. Dates are local; what does not belong to the verdict is empty."""

    verdict: Verdict
    reasons: str
    basis: Basis = Basis.WISH
    paragraph: str = ""
    decided_on: dt.date | None = None
    meeting_on: dt.date | None = None
    passed_to: str = ""
    planned: str = ""
    duplicate_of: int | None = None
    question: str = ""
    ends_on: dt.date | None = None


def after(
    standing: Standing, kind: Kind, verdict: Verdict | None = None, basis: Basis = Basis.WISH, whole: bool = False
) -> Standing:
    """The standing after an entry of `kind`; refuses with `not_now` what does not fit.

    `whole` says that a `DONE` or `PROGRESSED` is about the proposal and not only about one promise.
    """
    state = standing.state
    if kind in {Kind.REGISTERED, Kind.CORRECTED, Kind.ERASED} or (kind == Kind.TOLD and state == State.DONE):
        return standing
    if kind in {Kind.RECEIVED, Kind.TOLD} or state in ENDED:
        raise Refusal("not_now")
    if kind == Kind.ASSIGNED:
        return Standing(State.ASSIGNED if state == State.RECEIVED else state, standing.verdict)
    if state == State.RECEIVED:
        raise Refusal("not_now")
    if kind == Kind.WITHDRAWN:
        return Standing(State.WITHDRAWN, standing.verdict)
    if kind == Kind.ANSWERED:
        return _after_answer(standing, verdict, basis)
    return _after_step(standing, kind, whole)


def _after_answer(standing: Standing, verdict: Verdict | None, basis: Basis) -> Standing:
    state = standing.state
    if verdict is None or (state not in OPEN and state not in _CHANGEABLE):
        raise Refusal("not_now")
    if verdict in JUDGEMENTS:
        if basis != Basis.WISH:
            return Standing(_REACHED[verdict], verdict)
        if state not in OPEN:
            raise Refusal("already_decided")
        return Standing(State.DECIDING, verdict)
    if verdict == Verdict.TRIAL:
        return Standing(State.TRIAL, verdict)
    if state not in OPEN:
        raise Refusal("already_decided")
    return Standing(State.OTHER, verdict)


def _after_step(standing: Standing, kind: Kind, whole: bool) -> Standing:
    """Promises, their dates, work that has begun or is finished."""
    planned = standing.state == State.OTHER and standing.verdict == Verdict.PLANNED
    if standing.state in {State.DECLINED, State.OTHER} and not planned:
        raise Refusal("not_now")
    if kind in {Kind.PROMISED, Kind.MOVED} or not whole:
        return standing
    if not standing.will_be_done:
        raise Refusal("not_decided")
    return Standing(State.DONE if kind == Kind.DONE else State.IN_PROGRESS, standing.verdict)


def check_answer(answer: Answer, number: int, today: dt.date) -> None:
    """Whether an answer says all that its verdict needs; refuses naming the field."""
    if not answer.reasons:
        raise Refusal("needs_reasons", field="reasons")
    if answer.basis != Basis.WISH:
        _check_basis(answer, today)
    if answer.verdict == Verdict.PASSED_ON and not answer.passed_to:
        raise Refusal("needs_receiver", field="passed_to")
    if answer.verdict == Verdict.PLANNED and not answer.planned:
        raise Refusal("needs_when", field="planned")
    if answer.verdict == Verdict.DUPLICATE and answer.duplicate_of in {None, number}:
        raise Refusal("needs_other_number", field="duplicate_of")
    if answer.verdict == Verdict.TRIAL:
        _check_trial(answer, today)


def _check_basis(answer: Answer, today: dt.date) -> None:
    if answer.basis == Basis.BOARD and not answer.paragraph:
        raise Refusal("needs_paragraph", field="paragraph")
    if answer.decided_on is None:
        raise Refusal("needs_decision_date", field="decided_on")
    if answer.decided_on > today:
        raise Refusal("basis_in_future", field="decided_on")


def _check_trial(answer: Answer, today: dt.date) -> None:
    if not answer.question:
        raise Refusal("needs_question", field="question")
    if answer.ends_on is None or answer.ends_on <= today:
        raise Refusal("needs_later_date", field="ends_on")


def is_decision(verdict: Verdict, basis: Basis) -> bool:
    """Whether an answer settles the matter, so that the promise of a decision is met."""
    return verdict not in JUDGEMENTS or basis != Basis.WISH


def check_promise_date(due: dt.date, today: dt.date) -> None:
    """A promise is about today or later."""
    if due < today:
        raise Refusal("needs_later_date", field="due")


def check_move(old: dt.date, new: dt.date, reason: str, today: dt.date) -> None:
    """A date moves to another day that has not passed, and says why."""
    if not reason:
        raise Refusal("needs_reason", field="reason")
    if new == old or new < today:
        raise Refusal("needs_later_date", field="due")


def check_done(explanation: str, has_picture: bool, picture_text: str) -> None:
    """Done is shown by a picture (with words for who does not see it) or by an explanation."""
    if not explanation and not has_picture:
        raise Refusal("needs_proof", field="words")
    if has_picture and not picture_text:
        raise Refusal("needs_picture_text", field="picture_text")


def check_dates(reply_by: dt.date, decide_by: dt.date, today: dt.date) -> None:
    """A reply is promised no earlier than today, and no later than the decision."""
    if reply_by < today:
        raise Refusal("needs_later_date", field="reply_by")
    if decide_by < reply_by:
        raise Refusal("decision_before_reply", field="decide_by")


def check_take_back(by_author: bool, due_at: dt.datetime, waits: bool, now: dt.datetime) -> None:
    """Only its author, and only until its time has come."""
    if not by_author:
        raise Refusal("not_your_entry", status=403)
    if not waits or now >= due_at:
        raise Refusal("too_late_to_take_back")


def next_due(
    standing: Standing,
    *,
    reply_by: dt.date | None,
    decide_by: dt.date | None,
    trial_ends_on: dt.date | None,
    promises: Iterable[dt.date],
) -> dt.date | None:
    """The nearest day on which something is owed. `reply_by` and `decide_by` are empty once met."""
    if standing.state in ENDED:
        return None
    owed = [*promises]
    if standing.state in OPEN:
        owed += [day for day in (reply_by, decide_by) if day]
    if standing.state == State.TRIAL and trial_ends_on:
        owed.append(trial_ends_on)
    return min(owed, default=None)


def changes_state(kind: Kind, whole: bool) -> bool:
    """Whether an entry may move the state: of such, only one may wait for its ten minutes at a time."""
    return kind in {Kind.ANSWERED, Kind.WITHDRAWN} or (kind in {Kind.DONE, Kind.PROGRESSED} and whole)
