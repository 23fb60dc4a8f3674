"""Proposals: what the municipality is asked to answer, who owes what by when, and the ledger of what was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from flask import Flask, current_app
from markupsafe import Markup

from participation import jobs, mail
from participation.events import activities
from participation.events import outcomes as told_of_events
from participation.people import duties
from participation.processes import chapters, line
from participation.proposals import chapter, milestones, next_step, outcomes, reminders, routes, words
from participation.proposals.answering import actions as answering
from participation.proposals.answering import routes as answering_routes
from participation.proposals.blueprint import bp
from participation.proposals.council import routes as council_routes
from participation.proposals.desk import routes as desk_routes
from participation.proposals.drafting import routes as drafting_routes
from participation.proposals.following import actions as following
from participation.proposals.following import letters
from participation.proposals.following import routes as following_routes
from participation.proposals.following.channels import routes as channel_routes
from participation.proposals.following.feeds import routes as feed_routes
from participation.proposals.following.telling import actions as telling
from participation.proposals.handing import routes as handing_routes
from participation.proposals.helped import routes as helped_routes
from participation.proposals.ledger import cli
from participation.proposals.making import routes as making_routes
from participation.proposals.meeting import routes as meeting_routes
from participation.proposals.opendata import routes as opendata_routes
from participation.proposals.overview import actions as overview
from participation.proposals.overview import routes as overview_routes
from participation.proposals.placing import routes as placing_routes
from participation.proposals.registrar import routes as registrar_routes
from participation.web import refusals

PARTS = (
    routes, overview_routes, desk_routes, meeting_routes, making_routes, drafting_routes, answering_routes,
    handing_routes, helped_routes, opendata_routes, following_routes, channel_routes, feed_routes, placing_routes,
    council_routes, registrar_routes,
)  # fmt: skip
"""Importing them puts their routes on the blueprint."""


def init_app(app: Flask) -> None:
    """Pages, the step “what happens next”, the duty to answer, the job that publishes, the commands of the ledger."""
    app.register_blueprint(bp)
    for command in (cli.verify, cli.erase_entry, cli.follow_erasures, cli.replay_erasures):
        app.cli.add_command(command)
    jobs.register(app, answering.JOB, answering.do_job)
    jobs.register(app, overview.JOB, overview.do_job)
    mail.register(app, reminders.KIND, reminders.write)
    mail.register(app, letters.QUESTION, letters.question)
    jobs.register(app, following.TIDY, following.tidy)
    jobs.register(app, telling.SPREAD, telling.spread)
    jobs.register(app, telling.TELL, telling.tell, telling.PATIENCE)
    refusals.register(words.REFUSALS)
    with app.app_context():
        duties.register(answering.ANSWERING)
        activities.register(next_step.ACTIVITY)
        activities.register_carrier(next_step.carried_on)
        told_of_events.register(outcomes.of_event)
        line.register(milestones.of_process)
        chapters.register(chapter.CHAPTER)
        chapters.register_voices(chapter.voices)
    app.jinja_env.filters["calendar"] = _calendar
    app.jinja_env.filters["marked"] = _marked
    app.jinja_env.globals.update(
        proposal_address=routes.address_of,
        proposal_today=routes.today,
        proposal_state=words.state_of,
        proposal_states=words.STATES,
        proposal_tones=words.TONES,
        proposal_verdicts=words.VERDICTS,
        proposal_wishes=words.WISHES,
        proposal_bases=words.BASES,
        proposal_kinds=words.KINDS,
        reading_levels=words.LEVELS,
        helped_words=words.HELPED,
        listened_words=words.LISTENED,
        why_words=words.WHYS,
    )


def _calendar(day: str) -> str:
    """A day as entries carry it (`2026-09-26`) in the reader's language."""
    shown: str = current_app.jinja_env.filters["day"](dt.date.fromisoformat(day))
    return shown


def _marked(text: str, hard: Mapping[str, str]) -> Markup:
    """A text with its hard words marked."""
    words = "|".join(re.escape(word) for word in sorted(hard, key=len, reverse=True))
    parts = re.split(rf"\b({words})\b", text) if words else [text]
    return Markup("").join(
        Markup("<mark>{}</mark>").format(part) if place % 2 else part for place, part in enumerate(parts)
    )
