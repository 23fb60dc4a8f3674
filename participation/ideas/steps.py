"""What a step of kind `ideas` shows to each audience."""

from __future__ import annotations

from participation import clock, tokens
from participation.events import gathering
from participation.events import queries as events
from participation.events.activities import Activity, Context, Pretender
from participation.events.contributions import actions as contribution
from participation.events.contributions import queries as contributions
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.ideas import actions, queries, report, rules, words


def _participant(step: Step, participant: Participant | None) -> Context:
    viewer_id = participant.id if participant else None
    everything = contributions.of_step(step.id, viewer_id, everything=participant is not None)
    opened = events.others_are_open(step)
    others = [idea for idea in everything if not (idea.mine or idea.hidden_because or idea.merged_into)]
    return {
        "mine": [idea for idea in everything if idea.mine],
        "groups": queries.board(step.id, others if opened else []),
        "others_open": opened,
        "fresh_id": tokens.new_id() if participant else "",
        "longest": rules.LONGEST_IDEA,
    }


def for_leader(step: Step) -> Context:
    """The whole board, hidden and merged ideas too."""
    everything = contributions.of_step(step.id, None, everything=True)
    present = [idea for idea in everything if not idea.hidden_because and not idea.merged_into]
    return {
        "groups": queries.board(step.id, present),
        "hidden": [idea for idea in everything if idea.hidden_because],
        "merged": [idea for idea in everything if idea.merged_into],
        "words_of": {idea.id: idea.text for idea in everything},
        "themes": queries.themes(step.id),
        "others_open": events.others_are_open(step),
        "fresh_id": tokens.new_id(),
        "longest": rules.LONGEST_IDEA,
    }


def _screen(step: Step) -> Context:
    opened = events.others_are_open(step)
    shown = contributions.of_step(step.id, None)
    groups = queries.board(step.id, shown) if opened else []
    return {"groups": groups, "count": gathering.count_on_screen(step, shown), "others_open": opened}


def _pretend(step: Step, who: Pretender) -> None:
    """Gives an idea; once others' are open, stands behind some of them."""
    shown = contributions.of_step(step.id, who.participant_id)
    if events.others_are_open(step) and shown:
        for place in (who.turn % 3, who.turn * 5):
            contribution.support(step.event_id, shown[place % len(shown)].id, who.participant_id)
        return
    text = words.PRETENDED[who.turn % len(words.PRETENDED)]
    actions.give_idea(gathering.pretended(step, who, actions.KIND, text), clock.now())


ACTIVITY = Activity(
    kind="ideas",
    name=words.NAME,
    folder="ideas",
    participant=_participant,
    facilitator=for_leader,
    screen=_screen,
    count=gathering.count_on_phones,
    paper="ideas.paper",
    gathers=True,
    offers=queries.offers,
    pretend=_pretend,
    report=report.of_step,
)
