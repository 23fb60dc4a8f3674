"""Events: what is planned, who joins, where the room is, what people give."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation import jobs, mail
from participation.events import activities, milestones, routes, words
from participation.events.actions import LEADING
from participation.events.activities import Activity
from participation.events.afterwards import chapter as afterwards_chapter
from participation.events.afterwards import routes as afterwards_routes
from participation.events.afterwards import words as afterwards_words
from participation.events.afterwards.rules import first_sentences
from participation.events.agenda import routes as agenda_routes
from participation.events.co_leaders import routes as co_leader_routes
from participation.events.contributions import routes as contribution_routes
from participation.events.duty import letters
from participation.events.duty import routes as duty_routes
from participation.events.duty import words as duty_words
from participation.events.duty.actions import ON_DUTY
from participation.events.library import routes as library_routes
from participation.events.library import words as library_words
from participation.events.moderation import routes as moderation_routes
from participation.events.moderation import words as moderation_words
from participation.events.participants import routes as participant_routes
from participation.events.photos import routes as photo_routes
from participation.events.preparing import routes as preparing_routes
from participation.events.preparing import words as preparing_words
from participation.events.records import cli as records_cli
from participation.events.records import routes as records_routes
from participation.events.records import words as records_words
from participation.events.rehearsals import actions as rehearsals
from participation.events.rehearsals import routes as rehearsal_routes
from participation.events.room import routes as room_routes
from participation.events.screens import routes as screen_routes
from participation.events.series import actions as series
from participation.events.series import routes as series_routes
from participation.events.series import steps as series_steps
from participation.events.series import words as series_words
from participation.people import duties
from participation.processes import chapters, line
from participation.web import refusals


def init_app(app: Flask) -> None:
    """Pages of planning, joining and leading; the step that says welcome; the duty of leading; `flask retention`."""
    for part in (
        routes,
        agenda_routes,
        co_leader_routes,
        screen_routes,
        rehearsal_routes,
        room_routes,
        participant_routes,
        contribution_routes,
        records_routes,
        afterwards_routes,
        photo_routes,
        preparing_routes,
        library_routes,
        series_routes,
        moderation_routes,
        duty_routes,
    ):
        app.register_blueprint(part.bp)
    app.jinja_env.globals.update(here_as_words=words.ROLES, here_as_told=words.ROLES_TOLD)
    app.jinja_env.filters.update(few=afterwards_words.few, first_sentences=first_sentences)
    app.cli.add_command(records_cli.retention)
    refusals.register(words.REFUSALS)
    refusals.register(records_words.REFUSALS)
    refusals.register(moderation_words.REFUSALS)
    refusals.register(duty_words.REFUSALS)
    refusals.register(preparing_words.REFUSALS)
    refusals.register(library_words.REFUSALS)
    refusals.register(series_words.REFUSALS)
    jobs.register(app, rehearsals.JOB, rehearsals.do_job)
    jobs.register(app, series.JOB, series.do_job)
    mail.register(app, letters.KIND, letters.write)
    with app.app_context():
        chapters.register(afterwards_chapter.CHAPTER)
        duties.register(LEADING)
        duties.register(ON_DUTY)
        line.register(milestones.of_process)
        activities.register(series_steps.SINCE_LAST)
        activities.register(
            Activity(kind="welcome", name=_l("Welcome"), folder="events/welcome", participant=lambda _step, _who: {})
        )
