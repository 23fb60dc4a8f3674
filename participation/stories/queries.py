"""Reads of stories, shaped for pages: as many queries for one story as for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import case, func, select

from participation.db import db
from participation.events.activities import Offer
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.models import Event, Step
from participation.processes.chapters import Voice
from participation.stories import rules, words
from participation.stories.models import StoryNeed, StoryPlace, StoryRelease, StoryWish
from participation.stories.rules import Asked, Pattern, Placed

STEP = "stories"
AT_ONCE = 12
"""Stories on one page: more would be a long way to carry for a slow phone."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story as pages show it: its words, where its teller placed it (by the question's number), and what others
    said to it. `wish` is the viewer's own."""

    said: contributions.Shown
    places: Mapping[int, int]
    more: int
    less: int
    wish: int | None
    needs: Sequence[contributions.Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """The patterns of a step and the stories behind: behind one spot of one pattern when that was `chosen`.

    `more` is the number of the next page, if there is one.
    """

    asked: Sequence[Asked]
    patterns: Sequence[Pattern]
    chosen: tuple[Asked, int] | None
    stories: Sequence[Told]
    count: int
    more: int | None


def questions(step: Step) -> list[Asked]:
    """What tellers of a step are asked about their story."""
    own = [(asked["words"], asked["ends"]) for asked in step.settings.get("questions", [])]
    return [Asked(str(text), tuple(str(end) for end in ends)) for text, ends in own or words.QUESTIONS]


def of_step(step_id: str, viewer_id: str | None, *, everything: bool = False) -> list[Told]:
    """The stories of a step in the order in which they came, as `viewer_id` sees them; `everything` as for all
    contributions. Nothing is ever put first because of its words, nor because of who liked it."""
    needs = _needs(step_id)
    shown = contributions.of_step(step_id, viewer_id, everything=everything)
    said: dict[str, list[contributions.Shown]] = defaultdict(list)
    for item in shown:
        if item.id in needs:
            said[needs[item.id]].append(item)
    places, counts, mine = _places(step_id), _wishes(step_id), wishes_of(step_id, viewer_id)
    return [
        Told(item, places.get(item.id, {}), *counts.get(item.id, (0, 0)), mine.get(item.id), said[item.id])
        for item in sorted(shown, key=lambda item: (item.said_at, item.id))
        if item.id not in needs
    ]


def readable(told: Sequence[Told]) -> list[Told]:
    """Those that everybody may read, of all that somebody sees."""
    return [item for item in told if not (item.said.hidden_because or item.said.merged_into or item.said.waits_for)]


def one(event_id: str, story_id: str, viewer_id: str | None) -> tuple[Step, Told] | None:
    """One story that somebody may read, with its step."""
    given = db.session.get(Contribution, story_id)
    step = db.session.get(Step, given.step_id) if given else None
    if step is None or step.event_id != event_id or step.kind != STEP:
        return None
    told = of_step(step.id, viewer_id, everything=True)
    found = next((item for item in told if item.said.id == story_id), None)
    return (step, found) if found else None


def next_for(told: Sequence[Told], viewer_id: str) -> Told | None:
    """The story that somebody is asked about next, of others' that they have not answered to."""
    left = {item.said.id: item for item in told if not item.said.mine and item.wish is None}
    chosen = rules.next_story(left, viewer_id)
    return left[chosen] if chosen else None


def patterns(step: Step, told: Sequence[Told]) -> list[Pattern]:
    """What all stories show together, question by question."""
    tellers = _tellers(step.id)
    return [
        rules.pattern(number, asked, [_placed(item, number, tellers) for item in told if number in item.places])
        for number, asked in enumerate(questions(step))
    ]


def reading(step: Step, told: Sequence[Told], at: tuple[int, int] | None, page: int) -> Reading:
    """What somebody reads who opened a pattern `at` a question's place, or all stories (None)."""
    asked, chosen, behind = questions(step), None, list(told)
    if at is not None and at[0] in range(len(asked)) and at[1] in range(asked[at[0]].points):
        chosen = asked[at[0]], at[1]
        behind = [item for item in told if item.places.get(at[0]) == at[1]]
    start = page * AT_ONCE
    more = page + 1 if len(behind) > start + AT_ONCE else None
    return Reading(asked, patterns(step, told), chosen, behind[start : start + AT_ONCE], len(behind), more)


def wishes_of(step_id: str, participant_id: str | None) -> dict[str, int]:
    """What somebody answered to the stories of a step."""
    wanted = select(StoryWish.contribution_id, StoryWish.value).where(StoryWish.participant_id == participant_id)
    rows = db.session.execute(wanted.join(Contribution).where(Contribution.step_id == step_id))
    return {row[0]: row[1] for row in rows}


def offers(event_id: str) -> list[Offer]:
    """The stories of an event, and what it would take: any of them, alone or with others, can become a proposal.

    Behind a story stand those who pull the same way from it.
    """
    found: list[Offer] = []
    for step_id in db.session.scalars(select(Step.id).where(Step.event_id == event_id, Step.kind == STEP)):
        for item in of_step(step_id, None):
            found.append(Offer((item.said.id,), item.said.text, None, max(item.more, item.less), item.said.said_at))
            found += [Offer((need.id,), need.text, None, 0, need.said_at) for need in item.needs]
    return found


def voices(process_id: str) -> list[Voice]:
    """The stories of a process that their tellers released and that still stand, in the order in which they came."""
    wanted = (
        select(Contribution.text, Contribution.language, Event.title)
        .join(StoryRelease, StoryRelease.contribution_id == Contribution.id)
        .join(Event, Event.id == Contribution.event_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .where(Event.process_id == process_id, contributions.present(), Hiding.contribution_id.is_(None))
        .order_by(Contribution.created_at, Contribution.id)
    )
    return [Voice(*row) for row in db.session.execute(wanted)]


def _placed(item: Told, number: int, tellers: Mapping[str, str]) -> Placed:
    return Placed(item.said.id, tellers[item.said.id], item.places[number], item.more, item.less)


def _needs(step_id: str) -> dict[str, str]:
    """The story that each answer to "what would it take?" belongs to."""
    wanted = select(StoryNeed.contribution_id, StoryNeed.story_id)
    joined = wanted.join(Contribution, Contribution.id == StoryNeed.contribution_id)
    return {row[0]: row[1] for row in db.session.execute(joined.where(Contribution.step_id == step_id))}


def _places(step_id: str) -> dict[str, dict[int, int]]:
    wanted = select(StoryPlace.contribution_id, StoryPlace.question, StoryPlace.point).join(Contribution)
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for story_id, question, point in db.session.execute(wanted.where(Contribution.step_id == step_id)):
        found[story_id][question] = point
    return found


def _wishes(step_id: str) -> dict[str, tuple[int, int]]:
    """How many want more, and how many less, like each story."""
    more, less = (func.sum(case((StoryWish.value == value, 1), else_=0)) for value in (1, -1))
    wanted = select(StoryWish.contribution_id, more, less).join(Contribution).where(Contribution.step_id == step_id)
    rows = db.session.execute(wanted.group_by(StoryWish.contribution_id))
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def _tellers(step_id: str) -> dict[str, str]:
    """Who told each story: only to count different people. One that a leader wrote down counts as its own teller."""
    teller = func.coalesce(Contribution.participant_id, Contribution.id)
    rows = db.session.execute(select(Contribution.id, teller).where(Contribution.step_id == step_id))
    return {row[0]: row[1] for row in rows}
