"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

STATEMENTS = _l("Statements")
QUESTIONS = _l("Questions to decision makers")

PRETENDED_STATEMENTS = (
    _l("I feel safe on my way home."),
    _l("There is something to do here at the weekend."),
    _l("Adults here listen to us."),
    _l("Buses go when I need them."),
)
PRETENDED_QUESTIONS = (
    _l("When will the path be lit?"),
    _l("Why is the hall closed on Sundays?"),
    _l("Who decides which bus goes where?"),
    _l("What happens with what we say here?"),
)
"""What pretend participants say and ask."""

REFUSALS = {
    "too_many_lines": _l("At most %(most)s lines. Take some away."),
    "line_too_long": _l("A line has at most %(limit)s characters."),
    "too_many_statements": _l("You have given %(most)s statements here. Let others have a turn."),
    "unknown_statement": _l("That statement is no longer here."),
    "not_a_statement_step": _l("There are no statements in this step."),
    "too_many_questions": _l("You have asked %(most)s questions here. Let others have a turn."),
    "unknown_question": _l("That question is no longer here."),
    "not_a_question_step": _l("No questions are asked in this step."),
    "due_too_far": _l("Choose a day from today on, within three months."),
    "questions_left": _l("Questions without an answer: %(left)s. Say who answers and by when, or hide them."),
    "unknown_answerer": _l("Choose somebody who works here."),
    "not_your_question": _l("You have not promised to answer that question."),
}
