"""Telling stories, saying what one wants more or less of, and what it would take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import Table, delete, exists, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from participation import db
from participation.events import queries as events
from participation.events.actions import step_of, take_turn
from participation.events.contributions import actions as contributions
from participation.events.contributions.actions import Gift
from participation.events.contributions.models import Contribution
from participation.events.contributions.queries import readable
from participation.events.models import Step
from participation.live import changed
from participation.refusal import Refusal
from participation.stories import rules
from participation.stories.models import StoryNeed, StoryPlace, StoryRelease, StoryWish
from participation.stories.queries import STEP, questions

KIND = "story"
NEED = "story_need"

_WISH: Table = StoryWish.__table__  # type: ignore[assignment]
_KEY = list(_WISH.primary_key)
_lite, _post = sqlite.insert(_WISH), postgresql.insert(_WISH)
_wish = {
    "sqlite": _lite.on_conflict_do_update(index_elements=_KEY, set_={"value": _lite.excluded.value}),
    "postgresql": _post.on_conflict_do_update(index_elements=_KEY, set_={"value": _post.excluded.value}),
}


def tell(gift: Gift, places: Mapping[int, int], now: dt.datetime, *, release: bool = False) -> None:
    """Tell a story and place it: a place by the question's number. The same form sent twice is one story.

    `release` is the teller's word that everybody may read it.
    """
    with db.writing() as session:
        asked = questions(_story_step(session, gift.event_id, gift.step_id))
        rows = [
            {"question": number, "point": rules.check_point(asked[number], point)}
            for number, point in places.items()
            if number < len(asked)
        ]
        story_id = contributions.give(session, gift, now)
        if story_id is not None:
            if rows:
                session.execute(insert(StoryPlace), [{"contribution_id": story_id, **row} for row in rows])
            if release:
                session.add(StoryRelease(contribution_id=story_id))
            rules.check_stories(_given(session, gift))
    changed(gift.event_id)


def answer(event_id: str, story_id: str, participant_id: str, value: int, need: Gift | None, now: dt.datetime) -> None:
    """Want more like a story (1), less (-1) or neither (0), and perhaps say what it would take.

    Answering again changes the answer; what it would take, sent twice, is said once.
    """
    with db.writing() as session:
        story = readable(event_id, story_id)
        if story is None or story.kind != KIND:
            raise Refusal("unknown_story", status=404)
        step = _story_step(session, event_id, story.step_id)
        rules.check_may_judge(mine=story.participant_id == participant_id, others_open=events.others_are_open(step))
        contributions.check_event_running(session, event_id)
        contributions.check_step_open(session, event_id, story.step_id)
        row = {"contribution_id": story_id, "participant_id": participant_id, "value": value}
        session.execute(_wish[session.connection().dialect.name], row)
        if need is not None and (need_id := contributions.give(session, need, now)) is not None:
            session.add(StoryNeed(contribution_id=need_id, story_id=story_id))
            rules.check_needs(_given(session, need))
    changed(event_id)


def set_up(event_id: str, step_id: str, asked: Sequence[Mapping[str, object]]) -> None:
    """Say what tellers are asked about their story; not once somebody has told one."""
    with db.writing() as session:
        take_turn(session, event_id)
        step = _story_step(session, event_id, step_id)
        if step.settings.get("questions", []) != list(asked):
            if session.scalar(select(exists().where(Contribution.step_id == step_id))):
                raise Refusal("stories_told", status=409, field="questions")
            step.settings = {**step.settings, "questions": list(asked)}
    changed(event_id)


def erase_answers(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy where stories were placed, and who wanted more or less like them, when their words are destroyed."""
    for table in (StoryPlace, StoryWish, StoryRelease):
        session.execute(delete(table).where(table.contribution_id.in_(contribution_ids)))


def _given(session: Session, gift: Gift) -> int:
    """How much of this kind the same participant gave in the step; from a leader nothing is counted."""
    if gift.participant_id is None:
        return 0
    mine = select(func.count()).select_from(Contribution).filter_by(step_id=gift.step_id, kind=gift.kind)
    return session.scalar(mine.filter_by(participant_id=gift.participant_id)) or 0


def _story_step(session: Session, event_id: str, step_id: str) -> Step:
    step = step_of(session, event_id, step_id)
    if step.kind != STEP:
        raise Refusal("not_a_story_step", status=404)
    return step
