"""Prompt cards: questions that the leader turns one by one, on the screen and on every phone."""

from __future__ import annotations

from flask import Flask

from participation.cards import actions, rules, words
from participation.cards.routes import bp
from participation.events import activities
from participation.events.activities import Activity, Context, Reported
from participation.events.library.rules import Sheet
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.web import refusals


def _shown(step: Step) -> Context:
    cards = step.settings.get("cards", [])
    at = rules.place_of(step.settings.get("at", 0), cards)
    return {"cards": cards, "at": at, "card": cards[at] if cards else None}


def _participant(step: Step, _participant: Participant | None) -> Context:
    return _shown(step)


def _stage(step: Step) -> str:
    """Which card is up, in its words."""
    shown = _shown(step)
    return f"{shown['at']} {len(shown['cards'])} {shown['card']}"


def _report(step: Step) -> Reported | None:
    """The cards: beside a figure on one stands in the report what people said about it."""
    cards = step.settings.get("cards", [])
    return Reported({"cards": cards}) if cards else None


def init_app(app: Flask) -> None:
    """The kind of step `prompt_cards`."""
    app.register_blueprint(bp)
    refusals.register(words.REFUSALS)
    with app.app_context():
        activities.register(
            Activity(
                kind=actions.KIND,
                name=words.NAME,
                folder="cards",
                participant=_participant,
                facilitator=_shown,
                screen=_shown,
                stage=_stage,
                settings={"cards": []},
                bounds={"cards": Sheet(rules.cards_of)},
                form="cards/_form.html",
                report=_report,
            )
        )
