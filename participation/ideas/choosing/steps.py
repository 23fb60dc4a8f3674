"""What a step of kind `choose_theme` shows to each audience."""

from __future__ import annotations

from participation.events import queries as events
from participation.events.activities import Activity, Context, Pretender
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.ideas import words
from participation.ideas.choosing import actions, queries, rules
from participation.ideas.rules import MOST_THEMES


def _participant(step: Step, participant: Participant | None) -> Context:
    return {
        "themes": queries.choosable(step.event_id, participant.id if participant else None),
        "most": queries.most(step),
        "others_open": events.others_are_open(step),
    }


def _in_the_room(step: Step) -> Context:
    themes = queries.choosable(step.event_id, None)
    return {
        "themes": sorted(themes, key=lambda theme: -theme.wishes),
        "wishing": queries.wishing(step.event_id),
        "most": queries.most(step),
        "others_open": events.others_are_open(step),
    }


def _stage(step: Step) -> str:
    """Which themes there are, and which were chosen."""
    return repr([(theme.id, theme.title, theme.chosen) for theme in queries.choosable(step.event_id, None)])


def _pretend(step: Step, who: Pretender) -> None:
    """Wishes for one theme, if for none yet."""
    themes = queries.choosable(step.event_id, who.participant_id)
    if themes and not any(theme.mine for theme in themes):
        wanted = themes[(who.turn * who.turn) % len(themes)]
        actions.wish(step.event_id, step.id, wanted.id, who.participant_id, wanted=True)


ACTIVITY = Activity(
    kind=actions.KIND,
    name=words.CHOOSING,
    folder="ideas/choosing",
    participant=_participant,
    facilitator=_in_the_room,
    screen=_in_the_room,
    stage=_stage,
    pretend=_pretend,
    themes=queries.chosen,
    settings={"most": rules.MOST_WISHES},
    bounds={"most": range(1, MOST_THEMES + 1)},
    form="ideas/choosing/_form.html",
)
