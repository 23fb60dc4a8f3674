"""A hackathon three weeks ago: a theme, four teams with their canvases, three solutions, and a vote upon them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from participation import clock, tokens
from participation.demo.answering import MEETINGS, Meeting, Telling
from participation.demo.gathering import Young, afternoon, event_of, give, join, step_of, support, vote
from participation.events import actions as events
from participation.events.contributions.actions import Gift
from participation.events.moderation import actions as moderation
from participation.ideas import actions as ideas
from participation.ideas.choosing import actions as choosing
from participation.teams import queries, rules
from participation.teams.canvas import actions as canvas
from participation.teams.canvas.actions import Written
from participation.teams.forming import actions as forming
from participation.teams.solutions import actions as solutions

SAID = (
    "Man går omvägar för att slippa parken",
    "Det är mörkt mellan busshållplatsen och skolan",
    "Ingen vuxen är ute på kvällen",
)
PEOPLE = 16


@dataclass(frozen=True, slots=True)
class Work:
    """What a team wrote, and how it finished: a title, or none when it says why not."""

    problem: str
    idea: str
    first_step: str
    title: str = ""
    why_not: str = ""


WORK = (
    Work(
        "Parken är mörk, och man ser inte vem som är där.",
        "Ljus längs stigen som tänds när någon går där.",
        "Gå stigen en kväll med dem som sköter parken.",
        "Stigen som tänds",
    ),
    Work(
        "På fredagar finns ingen vuxen på torget efter nio.",
        "Fältare och föräldrar som går tillsammans på fredagar.",
        "Fråga föreningarna vem som vill vara med.",
        "Fredag på torget",
    ),
    Work(
        "Hållplatsen vid skolan känns ensam.",
        "En busskur med ljus, bänk och tavla som visar när bussen går.",
        "Räkna hur många som väntar där på kvällen.",
        "En hållplats att vänta vid",
    ),
    Work(
        "Alla känner sig inte trygga på samma ställen.",
        "En karta där man visar vägen man väljer.",
        "",
        why_not="Vi hann inte bli överens om vem som skulle få se kartan.",
    ),
)


def build(process_id: str, telling: Telling, omar: str, now: dt.datetime) -> None:
    """Hold the hackathon, from ideas to the vote; each solution will become a proposal."""
    start = afternoon(now, -21, telling.zone)
    event_id = event_of(process_id, "Hackathon: vägen hem", "Rådhuset", omar, start, telling.zone, method="hackathon")
    young = [join(event_id) for _place in range(PEOPLE)]
    _choose_theme(event_id, young, omar, start)
    events.open_step(event_id, step_of(event_id, "form_teams").id, omar, start)
    forming.set_up(event_id, step_of(event_id, "form_teams").id, way=rules.DRAW, teams=len(WORK), largest=rules.USUAL)
    forming.form(event_id, step_of(event_id, "form_teams").id, "demo")
    given = _work(event_id, young, omar, start + dt.timedelta(minutes=30))
    choices = [{place % 3, place % 2} for place in range(len(young))]
    decided = clock.local_date(start, telling.zone) + dt.timedelta(days=30)
    vote(event_id, given, young, choices, omar, start + dt.timedelta(hours=2), decided)
    meeting = Meeting(event_id, start, omar, young)
    for plan, contribution_id in zip(MEETINGS["hackathon"]["made"], given, strict=True):
        telling.carry_on(meeting, plan, contribution_id)
    events.end_event(event_id, "closed", reason="", hear_back_on=None, by_id=omar, now=start + dt.timedelta(hours=3))


def _choose_theme(event_id: str, young: Sequence[Young], omar: str, now: dt.datetime) -> None:
    """Three ideas in one theme, which is chosen."""
    board, step_id = step_of(event_id, "ideas").id, step_of(event_id, "choose_theme").id
    events.open_step(event_id, board, omar, now)
    events.open_others(event_id, board, omar, now)
    theme_id = ideas.add_theme(event_id, board, "Vägen hem på kvällen")
    for place, words in enumerate(SAID):
        contribution_id = give(event_id, board, young[place], words, now)
        ideas.group(event_id, contribution_id, theme_id)
        for who in young[: 9 - 2 * place]:
            support(event_id, contribution_id, who)
    events.open_step(event_id, step_id, omar, now)
    for who in young[:10]:
        choosing.wish(event_id, step_id, theme_id, who.id, wanted=True)
    choosing.choose(event_id, step_id, theme_id, chosen=True, by_id=omar, now=now)


def _work(event_id: str, young: Sequence[Young], omar: str, now: dt.datetime) -> list[str]:
    """Each team writes and finishes, and the leader lets it through; returns the solutions."""
    step_id = step_of(event_id, "team_work").id
    events.open_step(event_id, step_id, omar, now)
    first: dict[str, Young] = {}
    for who in young:
        team = queries.team_of(who.id)
        assert team is not None
        first.setdefault(team.id, who)
    given = []
    for team_id, work in zip([team.id for team in queries.of_event(event_id)], WORK, strict=True):
        author = first[team_id].id
        for field in ("problem", "idea", "first_step"):
            canvas.save(Written(team_id, author, field, 0, getattr(work, field), "sv"), now)
        kind = rules.SOLUTION if work.title else rules.WHY_NOT
        text = rules.solution_of(work.title, f"{work.idea}\n{work.first_step}") if work.title else work.why_not
        gift = Gift(tokens.new_id(), event_id, step_id, author, kind, text, "sv")
        solutions.finish(team_id, gift, now)
        given.append(gift.id)
    moderation.approve(event_id, given, omar, now)
    return [id_ for id_, work in zip(given, WORK, strict=True) if work.title]
