"""Dialogues: statements that people agree with or not, questions to decision makers, and what a conversation says."""

from __future__ import annotations

from flask import Flask

from participation import jobs, mail
from participation.dialogues import cli, routes, words
from participation.dialogues.questions import actions as questions
from participation.dialogues.questions import reminders
from participation.dialogues.questions import routes as question_routes
from participation.dialogues.questions import steps as question_steps
from participation.dialogues.statements import actions as statements
from participation.dialogues.statements import finding
from participation.dialogues.statements import routes as statement_routes
from participation.dialogues.statements import steps as statement_steps
from participation.events import activities, outcomes
from participation.people import duties
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kinds of step `statements` and `questions`, their pages, the analysis, and `flask analyse`."""
    for blueprint in (routes.bp, statement_routes.bp, question_routes.bp):
        app.register_blueprint(blueprint)
    app.cli.add_command(cli.analyse)
    refusals.register(words.REFUSALS)
    jobs.register(app, statements.JOB, finding.find)
    mail.register(app, questions.REMINDER, reminders.write)
    mail.register(app, questions.SILENCE, reminders.write_to_leader)
    with app.app_context():
        activities.register(statement_steps.ACTIVITY)
        activities.register(question_steps.ACTIVITY)
        activities.register_carrier(question_steps.carried_on)
        activities.register_eraser(statements.erase_votes)
        activities.register_eraser(questions.erase_answers)
        outcomes.register_asker(question_steps.asked_at)
        duties.register(questions.ANSWERING)
