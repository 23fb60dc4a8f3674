"""A hackathon, and what people do in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import Flask

from participation import clock, tokens
from participation.db import db
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.events.contributions.actions import Gift
from participation.events.moderation import actions as moderation
from participation.processes import actions as processes
from participation.teams import queries, rules
from participation.teams.canvas import actions as canvas
from participation.teams.canvas import queries as canvases
from participation.teams.canvas.actions import Saved, Written
from participation.teams.forming import actions as forming
from participation.teams.solutions import actions as solutions
from tests.cast import OMAR, Evening, account, staff_of
from tests.reading import Browser


@dataclass(slots=True)
class Hackathon(Evening):
    """An event by the method hackathon, with Omar leading."""

    def form(self, people: int = 0, *, way: str = rules.DRAW, teams: int = 2, largest: int = 8) -> list[str]:
        """The leader forms teams of so many who join now; returns their ids."""
        joined = [self.join() for _person in range(people)]
        forming.set_up(self.event_id, self.steps["form_teams"], way=way, teams=teams, largest=largest)
        forming.form(self.event_id, self.steps["form_teams"], "lot")
        return joined

    def working(self, teams: int = 1) -> list[str]:
        """Teams that people choose, at work; returns their ids."""
        self.form(way=rules.CHOICE, teams=teams)
        self.go_to("team_work")
        return [team.id for team in self.teams]

    @property
    def teams(self) -> list[queries.Listed]:
        """The teams as they are now."""
        db.session.rollback()
        return queries.of_event(self.event_id)

    def somebody_in(self, team_id: str) -> str:
        """A participant who joins this team."""
        who = self.join()
        forming.join(self.event_id, who, team_id)
        return who

    def member(self, team: int = 0, language: str = "en") -> Browser:
        """Somebody's phone, in a team."""
        browser = self.browser(language)
        forming.join(self.event_id, self.who_is(browser), self.teams[team].id)
        return browser

    def write(
        self, team_id: str, who: str, text: str, base: int = 0, *, field: str = "idea", at: dt.datetime | None = None
    ) -> Saved:
        """Somebody saves a field that they began from version `base`."""
        return canvas.save(Written(team_id, who, field, base, text, "sv"), at or clock.now())

    def standing(self, team_id: str, field: str = "idea") -> canvases.Field:
        """What stands in a field now."""
        db.session.rollback()
        return next(found for found in canvases.canvas(team_id) if found.name == field)

    def finish(self, team_id: str, who: str, text: str, kind: str = rules.SOLUTION, **more: Any) -> str:
        """A team hands in, or says why not; returns the form's id."""
        gift = Gift(more.get("id") or tokens.new_id(), self.event_id, self.steps["team_work"], who, kind, text, "sv")
        solutions.finish(team_id, gift, clock.now())
        return gift.id

    def approve(self, contribution_id: str) -> None:
        """The leader lets it through."""
        moderation.approve(self.event_id, [contribution_id], self.leader_id, clock.now())


def hackathon(app: Flask) -> Hackathon:
    """The event with its whole agenda; its teams can be chosen and the room is in forming them."""
    staff_of(app)
    leader_id = account(OMAR).id
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    process_id = processes.create_process(
        title="Trygghet", introduction="", board="Kultur- och fritidsnämnden", organiser_id=leader_id, now=now
    )
    plan = events.Plan("Hackathon", "Aulan", now, now + dt.timedelta(hours=4), now.date() + dt.timedelta(days=21))
    event_id = events.create_event(
        process_id, plan, method_key="hackathon", language="sv", organiser_id=leader_id, now=now
    )
    event = event_queries.event(event_id)
    assert event is not None
    steps = {step.kind: step.id for step in event.steps}
    made = Hackathon(app, OMAR, event_id, process_id, event.join_code, steps, leader_id)
    moderation.set_approval(event_id, steps["ideas"], "open")
    made.go_to("form_teams")
    return made
