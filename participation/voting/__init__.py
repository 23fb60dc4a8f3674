"""Votes: advisory, one ballot per participant, secret, counted in the open."""

from __future__ import annotations

from flask import Flask

from participation import jobs
from participation.events import activities
from participation.processes import chapters, line
from participation.voting import actions, chapter, cli, drawing, milestones, scrubbing, steps, tallying, words
from participation.voting.admission import routes as admission_routes
from participation.voting.files import routes as file_routes
from participation.voting.interchange import cli as interchange_cli
from participation.voting.paper import routes as paper_routes
from participation.voting.routes import bp
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kind of step, the pages, and `flask recount`."""
    with app.app_context():
        activities.register(steps.ACTIVITY)
        activities.register_eraser(actions.erase_words)
        line.register(milestones.of_process)
        chapters.register(chapter.CHAPTER)
    jobs.register(app, scrubbing.JOB, scrubbing.do_job)
    jobs.register(app, actions.COUNT, tallying.do_job, tallying.PATIENCE)
    for blueprint in (bp, admission_routes.bp, paper_routes.bp, file_routes.bp):
        app.register_blueprint(blueprint)
    app.cli.add_command(cli.recount)
    app.cli.add_command(interchange_cli.count)
    app.jinja_env.globals.update(
        room_code=admission_routes.code_now,
        entitlement_choices=words.ENTITLEMENT_CHOICES,
        entitlement_words=words.ENTITLEMENT,
        entitlement_means=words.ENTITLEMENT_MEANS,
        draw_rounds=drawing.rounds,
        draw_stacks=lambda result: drawing.stacks(result.outcome.account, [row.entry.number for row in result.rows]),
        readable=drawing.readable,
        seen_words=words.SEEN,
        grade_words=words.GRADES,
        count_words=words.COUNTS,
        method_choices=words.METHOD_CHOICES,
        method_words=words.METHODS,
        tie_words=words.TIES,
    )
    refusals.register(words.REFUSALS)
