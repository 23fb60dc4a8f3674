"""What holds for questions, as pure decisions."""

from __future__ import annotations

import datetime as dt

from participation.refusal import Refusal

LONGEST_QUESTION = 300
LONGEST_ANSWER = 4000
LONGEST_NAME = 120
MOST_QUESTIONS = 20
"""Questions that one participant may ask in one step."""
LONGEST_WAIT = dt.timedelta(days=92)
"""A promise further away than three months is none to a child."""

SHORTLIST, LIVE = "shortlist", "live"
MARKS = (SHORTLIST, LIVE)


def check_count(asked: int) -> None:
    """Refuse what makes one participant's questions too many; `asked` counts it."""
    if asked > MOST_QUESTIONS:
        raise Refusal("too_many_questions", status=429, most=MOST_QUESTIONS)


def check_due(due: dt.date, today: dt.date) -> None:
    """A promise is for a day to come, and a day that is near."""
    if not today <= due <= today + LONGEST_WAIT:
        raise Refusal("due_too_far", field="due")


def check_none_forgotten(left: int) -> None:
    """An event does not end while a question has neither an answer, nor who answers it by when."""
    if left:
        raise Refusal("questions_left", left=left)
