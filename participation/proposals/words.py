"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from participation.proposals.drafting.rules import Level
from participation.proposals.helped.rules import Helped, Why
from participation.proposals.rules import Basis, Kind, State, Verdict

STATES: dict[str, LazyString] = {
    State.RECEIVED: _l("Received"),
    State.ASSIGNED: _l("With those responsible"),
    State.DECIDING: _l("Being decided"),
    State.ACCEPTED: _l("Yes"),
    State.PARTLY: _l("Partly yes"),
    State.DECLINED: _l("No"),
    State.TRIAL: _l("On trial"),
    State.OTHER: _l("Another answer"),
    State.IN_PROGRESS: _l("Under way"),
    State.DONE: _l("Done"),
    State.WITHDRAWN: _l("Taken back"),
}

TONES: dict[str, str] = {
    State.RECEIVED: "wait",
    State.ASSIGNED: "wait",
    State.DECIDING: "wait",
    State.ACCEPTED: "go",
    State.PARTLY: "go",
    State.DECLINED: "stop",
    State.TRIAL: "wait",
    State.OTHER: "empty",
    State.IN_PROGRESS: "go",
    State.DONE: "go",
    State.WITHDRAWN: "empty",
}
"""How a state is drawn: `go` round, `wait` a diamond, `stop` a square, `empty` a ring."""

VERDICTS: dict[str, LazyString] = {
    Verdict.YES: _l("Yes"),
    Verdict.PARTLY: _l("Partly yes"),
    Verdict.NO: _l("No"),
    Verdict.TRIAL: _l("We try it for a time"),
    Verdict.PASSED_ON: _l("Not ours: passed on"),
    Verdict.PLANNED: _l("Already planned"),
    Verdict.DUPLICATE: _l("The same as another proposal"),
    Verdict.NOTHING: _l("There is nothing to do"),
}

WISHES: dict[str, LazyString] = {
    Verdict.YES: _l("I want to say yes"),
    Verdict.PARTLY: _l("I want to say partly yes"),
    Verdict.NO: _l("I want to say no"),
}
"""The same without a basis: nothing is decided."""

BASES: dict[str, LazyString] = {
    Basis.BOARD: _l("The board has decided"),
    Basis.DELEGATED: _l("I decide this for the board"),
    Basis.WISH: _l("This is what I want. Nothing is decided yet."),
}

KINDS: dict[str, LazyString] = {
    Kind.RECEIVED: _l("Received"),
    Kind.ASSIGNED: _l("Given to those responsible"),
    Kind.ANSWERED: _l("Answer"),
    Kind.PROMISED: _l("Promise"),
    Kind.MOVED: _l("A date was moved"),
    Kind.PROGRESSED: _l("Work has begun"),
    Kind.DONE: _l("Done"),
    Kind.WITHDRAWN: _l("Taken back"),
    Kind.REGISTERED: _l("Record number"),
    Kind.CORRECTED: _l("Correction"),
    Kind.ERASED: _l("Words erased"),
    Kind.TOLD: _l("More is told"),
}

HELPED: dict[str, LazyString] = {
    Helped.YES: _l("Yes, it turned out well"),
    Helped.HALF: _l("Half"),
    Helped.NO: _l("No, it did not help"),
}

LISTENED: dict[int, LazyString] = {
    3: _l("Very much"),
    2: _l("Quite"),
    1: _l("A little"),
    0: _l("Not at all"),
}

WHYS: dict[str, LazyString] = {
    Why.ANSWER: _l("I got an answer"),
    Why.REASONS: _l("They told me why"),
    Why.HAPPENED: _l("Something happened"),
    Why.ASKED: _l("They asked us again"),
    Why.SLOW: _l("It took too long"),
    Why.OTHER: _l("It became something else than I meant"),
    Why.SILENCE: _l("Nobody told me anything"),
}

LEVELS: dict[str, LazyString] = {
    Level.NOTHING: _l("nothing written yet"),
    Level.VERY_EASY: _l("very easy to read"),
    Level.EASY: _l("easy to read"),
    Level.MEDIUM: _l("hard for many: shorter sentences, shorter words"),
    Level.HARD: _l("too hard: few young people read this to the end"),
}

REFUSALS = {
    "not_now": _l("That does not fit where the proposal is now. Read the page again."),
    "already_decided": _l("This is decided already. A new answer needs a new decision."),
    "not_decided": _l("Nothing is decided yet, so this cannot begin or be done."),
    "needs_reasons": _l("Write the reasons. The one who asked wants to know why."),
    "needs_reason": _l("Write why the date moves."),
    "needs_paragraph": _l("Write the paragraph of the decision, such as § 84."),
    "needs_decision_date": _l("Write on which day it was decided."),
    "basis_in_future": _l("A decision cannot be from a day to come. Choose what you want, and say when it is decided."),
    "needs_receiver": _l("Write whom it was passed on to."),
    "needs_when": _l("Write when it is planned."),
    "needs_other_number": _l("Write the number of the other proposal."),
    "needs_question": _l("Write which question the trial will answer."),
    "needs_later_date": _l("Choose another day, today or later."),
    "decision_before_reply": _l("The decision cannot come before the reply."),
    "needs_proof": _l("Show it by a picture, or explain it."),
    "needs_picture_text": _l("Write what the picture shows, for those who do not see it."),
    "not_your_entry": _l("Only the one who published this can do that."),
    "too_late_to_take_back": _l("It is published now and can no longer be taken back. You can correct it."),
    "another_waits": _l("A colleague's answer waits to be published. Wait until it has been, then try again."),
    "needs_origin": _l("Choose at least one thing that somebody said."),
    "origin_gone": _l("Something that you chose is no longer there. Choose again."),
    "no_such_promise": _l("That promise is not open any more."),
    "no_such_entry": _l("There is no such entry."),
    "already_met": _l("That date is met already, so it cannot be moved."),
    "not_the_holder": _l("Only the department that holds the thread can do that."),
    "not_the_receiver": _l("Only the department that is asked can do that."),
    "already_asked": _l("Another department is asked already. Wait for its answer, or ask no longer."),
    "no_such_handing": _l("That question is answered already, or was never asked."),
    "not_done_yet": _l("It is not done yet. We ask you when it is."),
    "not_asked": _l("We ask those who said it or stood behind it. Come by the phone that you had then."),
    "nothing_decided": _l("Tick at least one proposal."),
    "form_incomplete": _l("A part of the form did not arrive. Nothing is lost: press the button once more."),
    "follows_many": _l("You can follow at most %(limit)s things."),
    "follows_nothing": _l("This link does not work any more. You can follow again from the page of a proposal."),
    "channel_off": _l("That way of following is turned off here. Choose another one."),
    "unknown_push_service": _l("This browser's notices cannot be used here. Choose another way to follow."),
    "no_destruction_decision": _l("Nothing is erased without an entered decision on destruction."),
}


def state_of(state: str, verdict: str | None) -> LazyString:
    """The word for where a proposal is; another answer than yes or no says which."""
    return VERDICTS[verdict] if state == State.OTHER and verdict else STATES[state]
