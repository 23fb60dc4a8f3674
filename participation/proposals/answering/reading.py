"""Reading the working page's forms: each function gives a draft that says all it must, or refuses naming the field."""

from __future__ import annotations

import datetime as dt
import re

from flask import request

from participation.media import rules as pictures
from participation.media.actions import read_picture
from participation.proposals import rules
from participation.proposals.answering.actions import Draft
from participation.proposals.models import Promise, Proposal
from participation.proposals.projecting import DECISION, REPLY
from participation.proposals.rules import Answer, Basis, Kind, Verdict
from participation.refusal import Refusal
from participation.web import forms

WHOLE = "whole"
"""In place of a promise's id: the proposal as a whole."""


def client_id() -> str:
    """The id that the form was made with: the same form sent twice is one thing."""
    value = request.form.get("id", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{8,32}", value):
        raise Refusal("form_incomplete")
    return value


def answer(number: int, today: dt.date) -> Draft:
    """Yes, partly, no, a trial, or another outcome, with reasons and basis."""
    verdict = Verdict(forms.choice("verdict", [item.value for item in Verdict]))
    judged = verdict in rules.JUDGEMENTS or verdict == Verdict.TRIAL
    basis = Basis((request.form.get("basis") and forms.choice("basis", [item.value for item in Basis])) or Basis.WISH)
    duplicate = forms.whole("duplicate_of", least=1, most=10**9, otherwise=0) if verdict == Verdict.DUPLICATE else 0
    written = Answer(
        verdict=verdict,
        reasons=forms.text("reasons", limit=rules.WORDS, required=False),
        basis=basis if judged else Basis.WISH,
        paragraph=forms.text("paragraph", limit=40, required=False),
        decided_on=forms.date("decided_on", required=False),
        meeting_on=forms.date("meeting_on", required=False),
        passed_to=forms.text("passed_to", limit=rules.SENTENCE, required=False),
        planned=forms.text("planned", limit=rules.SENTENCE, required=False),
        duplicate_of=duplicate or None,
        question=forms.text("question", limit=rules.SENTENCE, required=False),
        ends_on=forms.date("ends_on", required=False),
    )
    rules.check_answer(written, number, today)
    return draft_of(written)


def draft_of(written: Answer) -> Draft:
    """An answer as it is published."""
    return Draft(Kind.ANSWERED, _facts(written), _body(written))


def _facts(written: Answer) -> dict[str, object]:
    """What stays for ever: the verdict, what it rests on, and its dates; only what belongs to the verdict."""
    facts: dict[str, object] = {"verdict": written.verdict.value}
    if written.verdict in rules.JUDGEMENTS or written.basis != Basis.WISH:
        facts["basis"] = written.basis.value
    if written.basis != Basis.WISH and written.decided_on:
        facts |= {"decided_on": written.decided_on.isoformat(), "paragraph": written.paragraph}
    if written.basis == Basis.WISH and written.verdict in rules.JUDGEMENTS and written.meeting_on:
        facts["meeting_on"] = written.meeting_on.isoformat()
    if written.verdict == Verdict.DUPLICATE and written.duplicate_of:
        facts["duplicate_of"] = written.duplicate_of
    if written.verdict == Verdict.TRIAL and written.ends_on:
        facts["ends_on"] = written.ends_on.isoformat()
    return facts


def _body(written: Answer) -> dict[str, str]:
    body = {"reasons": written.reasons}
    if written.verdict == Verdict.PASSED_ON:
        body["passed_to"] = written.passed_to
    if written.verdict == Verdict.PLANNED:
        body["planned"] = written.planned
    if written.verdict == Verdict.TRIAL:
        body["question"] = written.question
    return body


def promise(form_id: str, today: dt.date) -> Draft:
    """Who does what, by when."""
    due = _day("due")
    rules.check_promise_date(due, today)
    body = {"what": forms.text("what", limit=rules.SENTENCE), "who": forms.text("who", limit=160)}
    return Draft(Kind.PROMISED, {"promise": form_id, "due": due.isoformat()}, body)


def move(proposal: Proposal, promises: dict[str, Promise], today: dt.date) -> Draft:
    """Another date, with its reason; the old one stays visible."""
    date = forms.choice("date", [REPLY, DECISION, *promises])
    old = {REPLY: proposal.reply_by, DECISION: proposal.decide_by}.get(date) or promises[date].due
    due, reason = _day("due"), forms.text("reason", limit=rules.SENTENCE, required=False)
    rules.check_move(old, due, reason, today)
    facts = {"date": date, "from": old.isoformat(), "to": due.isoformat()}
    what = promises[date].what if date in promises else ""
    return Draft(Kind.MOVED, facts, {"reason": reason, "what": what})


def progress(promises: dict[str, Promise]) -> Draft:
    """Work has begun, on a promise or on the whole."""
    about = forms.choice("promise", [WHOLE, *promises])
    words = forms.text("words", limit=rules.WORDS, required=False)
    facts = {} if about == WHOLE else {"promise": about}
    return Draft(Kind.PROGRESSED, facts, {"words": words, "what": promises[about].what if promises.get(about) else ""})


def finished(promises: dict[str, Promise]) -> Draft:
    """Done: a picture with words that stand for it, or an explanation, or both."""
    about = forms.choice("promise", [WHOLE, *promises])
    words = forms.text("words", limit=rules.WORDS, required=False)
    picture_text = forms.text("picture_text", limit=pictures.TEXT, required=False)
    file = request.files.get("picture")
    sent = file is not None and bool(file.filename)
    rules.check_done(words, sent, picture_text)
    facts = {} if about == WHOLE else {"promise": about}
    return Draft(
        Kind.DONE,
        facts,
        {"words": words, "what": promises[about].what if promises.get(about) else ""},
        picture=read_picture(file) if file is not None and sent else None,
        picture_text=picture_text,
    )


def withdrawal() -> Draft:
    """The proposal is taken back, with the reason."""
    return Draft(Kind.WITHDRAWN, {}, {"reason": forms.text("reason", limit=rules.WORDS)})


def more() -> Draft:
    """What those who did it say when it was done and did not help everybody."""
    return Draft(Kind.TOLD, {}, {"words": forms.text("words", limit=rules.WORDS)})


def correction() -> Draft:
    """What was wrong in an entry, and what is right: a new entry that points at the old."""
    about = forms.whole("about", least=1, most=2 * 10**9)
    return Draft(Kind.CORRECTED, {}, {"words": forms.text("words", limit=rules.WORDS)}, about=about)


def _day(name: str) -> dt.date:
    day = forms.date(name)
    if day is None:
        raise Refusal("not_a_date", field=name)
    return day
