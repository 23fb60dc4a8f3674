"""What the tests of dialogues arrange: statements and questions in an evening."""

from __future__ import annotations

import datetime as dt

from participation import clock, db, tokens
from participation.demo.cast import Person
from participation.dialogues.models import Statement
from participation.dialogues.questions import actions as questions
from participation.dialogues.questions import rules as question_rules
from participation.dialogues.statements import actions as statements
from participation.dialogues.statements import finding
from participation.events.contributions.actions import Gift
from participation.events.models import Step
from participation.events.moderation import actions as moderation
from tests.cast import Evening, account


class Talk:
    """An evening with a step for statements and one for questions, both open beside what the room does."""

    def __init__(self, evening: Evening, *, approve_first: bool = False) -> None:
        self.evening = evening
        self.event_id = evening.event_id
        self.statements = evening.add_step("statements")
        self.questions = evening.add_step("questions")
        for step_id in (self.statements, self.questions):
            if not approve_first:
                moderation.set_approval(self.event_id, step_id, "open")
            evening.open_beside(step_id)

    def step(self, step_id: str) -> Step:
        """A step as it is in the database now."""
        return next(step for step in self.evening.event.steps if step.id == step_id)

    # Statements

    def state(self, text: str, participant_id: str | None = None) -> str:
        """Somebody gives a statement (None: the leader writes it); returns its id."""
        if participant_id is None:
            statements.write_statements(self.event_id, self.statements, [text], "sv", clock.now())
            return tokens.id_of("statement", self.statements, text)
        gift = Gift(tokens.new_id(), self.event_id, self.statements, participant_id, statements.KIND, text, "sv")
        statements.give_statement(gift, clock.now())
        return gift.id

    def vote(self, participant_id: str, statement_id: str, value: int) -> None:
        """Somebody agrees (1), passes (0) or disagrees (-1)."""
        statements.vote(self.event_id, statement_id, participant_id, value, clock.now())

    def find(self) -> None:
        """The worker analyses the votes."""
        finding.find({"event": self.event_id, "step": self.statements}, clock.now())

    def counts(self, statement_id: str) -> tuple[int, int, int]:
        """How many agree, disagree and pass."""
        db.db.session.rollback()
        row = db.db.session.get_one(Statement, statement_id)
        return row.agree, row.disagree, row.passes

    # Questions

    def ask(self, text: str, participant_id: str | None = None) -> str:
        """Somebody asks; returns the question's id."""
        gift = Gift(tokens.new_id(), self.event_id, self.questions, participant_id, questions.KIND, text, "sv")
        questions.ask(gift, clock.now())
        return gift.id

    def mark(self, question_id: str, what: str) -> None:
        """The leader puts it on the shortlist or on the screen."""
        questions.mark(self.event_id, question_id, what, self.evening.leader_id, clock.now())

    def live(self, question_id: str) -> None:
        """The leader shows it on the screen."""
        self.mark(question_id, question_rules.LIVE)

    def note(self, question_id: str, text: str, who: str = "Petra Ek") -> None:
        """The leader notes an answer."""
        words = questions.Words(tokens.new_id(), text, who)
        questions.note_answer(self.event_id, question_id, words, self.evening.leader_id, clock.now())

    def promise(self, question_id: str, answerer: Person, days: int = 14) -> None:
        """The leader says who answers it, and by when."""
        today = clock.now().date()
        due = today + dt.timedelta(days=days)
        by_id = self.evening.leader_id
        answerer_id = account(answerer).id
        questions.promise(self.event_id, [question_id], answerer_id, due, by_id, today=today, now=clock.now())

    def promised(self, text: str, answerer: Person) -> str:
        """A question that somebody promised to answer; returns its id."""
        question_id = self.ask(text)
        self.promise(question_id, answerer)
        return question_id
