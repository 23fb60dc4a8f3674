"""Reads of statements, shaped for pages; none of them counts votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from participation.db import db
from participation.dialogues.models import Finding, GroupChoice, Statement, StatementVote
from participation.dialogues.statements import rules
from participation.dialogues.statements.rules import Fared, Spot
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution
from participation.events.models import Step

MOST_DIVIDING = 3
NOTHING: Mapping[str, Any] = {"participants": 0, "statements": [], "groups": [], "map": None}


@dataclass(frozen=True, slots=True)
class Typical:
    """A statement that stands for a group: whether the group agrees, and how many of those who saw it."""

    text: str
    language: str
    agree: bool
    count: int
    seen: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group as pages show it."""

    name: str
    kind: str
    size: int
    typical: list[Typical]


@dataclass(frozen=True, slots=True)
class Results:
    """What the room thinks: every statement that is told, what divides, the groups, and the map where there is one."""

    rows: list[Fared]
    agreed: list[Fared]
    dividing: list[Fared]
    groups: list[Group]
    spots: list[Spot]
    participants: int
    votes: int
    statements: int


def found(step_id: str) -> Mapping[str, Any]:
    """What was last found in a step's votes."""
    kept = db.session.get(Finding, step_id)
    return kept.data if kept else NOTHING


def fared(step: Step, shown: Sequence[contributions.Shown], kept: Mapping[str, Any]) -> list[Fared]:
    """How the shown statements fare: the votes as they are now, consensus and division as they were last found."""
    wanted = select(Statement).join(Contribution, Contribution.id == Statement.contribution_id)
    counts = {row.contribution_id: row for row in db.session.scalars(wanted.where(Contribution.step_id == step.id))}
    measured = {row["id"]: row for row in kept["statements"]}
    return [_fared(item, counts[item.id], measured.get(item.id)) for item in shown if item.id in counts]


def results(step: Step) -> Results:
    """The results of a step."""
    kept, shown = found(step.id), contributions.of_step(step.id, None)
    everything = fared(step, shown, kept)
    rows = rules.told(everything)
    apart = rules.dividing(rows, MOST_DIVIDING)
    words = {item.id: item for item in shown}
    return Results(
        rows=rows,
        agreed=rules.agreed(rows, apart),
        dividing=apart,
        groups=[_group(group, words) for group in kept["groups"] if group["size"] >= rules.LEAST_SHOWN],
        spots=_spots(kept)[0],
        participants=kept["participants"],
        votes=sum(row.seen for row in everything),
        statements=len(everything),
    )


def votes_of(step_id: str, participant_id: str) -> dict[str, int]:
    """What somebody said to the statements of a step."""
    wanted = (
        select(StatementVote.contribution_id, StatementVote.value)
        .join(Contribution, Contribution.id == StatementVote.contribution_id)
        .where(Contribution.step_id == step_id, StatementVote.participant_id == participant_id)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def said_by(step: Step, participant_id: str) -> list[tuple[contributions.Shown, int]]:
    """The statements of a step that somebody voted on and may still read, with what they said."""
    votes = votes_of(step.id, participant_id)
    return [(item, votes[item.id]) for item in contributions.of_step(step.id, participant_id) if item.id in votes]


def one(event_id: str, contribution_id: str, viewer_id: str) -> tuple[Step, contributions.Shown] | None:
    """A statement that somebody may read, with its step."""
    given = db.session.get(Contribution, contribution_id)
    step = db.session.get(Step, given.step_id) if given else None
    if step is None or step.event_id != event_id or step.kind != "statements":
        return None
    shown = next((item for item in contributions.of_step(step.id, viewer_id) if item.id == contribution_id), None)
    return (step, shown) if shown else None


def group_of(step_id: str, participant_id: str) -> str | None:
    """In which group somebody says that they are: empty when they would rather not, None before they were asked."""
    chosen = db.session.get(GroupChoice, (step_id, participant_id))
    return chosen.name if chosen else None


def next_for(
    participant_id: str, rows: Sequence[Fared], votes: Mapping[str, int], kept: Mapping[str, Any]
) -> Fared | None:
    """The statement that somebody is asked next, of those they have not voted on."""
    drawn = kept["map"]
    far = dict(zip((row["id"] for row in kept["statements"]), drawn["extremity"], strict=True)) if drawn else {}
    left = {row.id: row for row in rows if row.id not in votes}
    weights = {id_: rules.priority(row.agree, row.passes, row.seen, far.get(id_, 0.0)) for id_, row in left.items()}
    chosen = rules.next_statement(weights, participant_id)
    return left[chosen] if chosen else None


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody stands: the map with their own spot, the nearest group, and what they share with it."""

    spots: list[Spot]
    you: Spot
    group: Group
    shared: int
    of: int


def here(kept: Mapping[str, Any], shown: Sequence[contributions.Shown], votes: Mapping[str, int]) -> Here | None:
    """Where somebody stands by their own votes. It is worked out for this page alone and kept nowhere."""
    if not kept["map"] or not votes:
        return None
    point = rules.stands_at(kept["map"], [row["id"] for row in kept["statements"]], votes)
    spots, you = _spots(kept, point)
    assert you is not None
    group = [group for group in kept["groups"] if group["kind"] == "opinion"][
        rules.nearest(point, kept["map"]["middles"])
    ]
    known = [item for item in group["typical"] if item["statement"] in votes]
    shared = sum(votes[item["statement"]] == (1 if item["agree"] else -1) for item in known)
    return Here(spots, you, _group(group, {item.id: item for item in shown}), shared, len(known))


def _fared(item: contributions.Shown, counts: Statement, measured: Mapping[str, Any] | None) -> Fared:
    seen = counts.agree + counts.disagree + counts.passes
    return Fared(
        id=item.id,
        text=item.text,
        language=item.language,
        agree=counts.agree,
        disagree=counts.disagree,
        passes=counts.passes,
        consensus=measured["group_aware_consensus"] if measured else rules.smoothed(counts.agree, seen),
        division=measured["division"] if measured else 2 * min(counts.agree, counts.disagree) / (seen + 2),
    )


def _group(group: Mapping[str, Any], words: Mapping[str, contributions.Shown]) -> Group:
    """A group with what is typical of it, without what was taken away since."""
    typical = [
        Typical(words[id_].text, words[id_].language, item["agree"], item["count"], item["seen"])
        for item in group["typical"]
        if (id_ := item["statement"]) in words
    ]
    return Group(group["name"], group["kind"], group["size"], typical)


def _spots(kept: Mapping[str, Any], you: tuple[float, float] | None = None) -> tuple[list[Spot], Spot | None]:
    if not kept["map"]:
        return [], None
    groups = [(group["name"], group["size"]) for group in kept["groups"] if group["kind"] == "opinion"]
    return rules.drawn(kept["map"]["middles"], groups, you)
