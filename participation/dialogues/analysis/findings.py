"""Everything that is found in a conversation, in one go, and as plain values to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import reduce
from typing import Any

from participation.dialogues.analysis.measures import Typical, division, group_aware_consensus, typical
from participation.dialogues.analysis.opinion import Opinions, opinions
from participation.dialogues.analysis.votes import Conversation, Counts, Floats, Tally

LETTERS = "ABCDE"
"""Opinion groups have letters: what unites them is for people to say."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group beside the other groups: how many are in it, how they voted, and what is typical of them."""

    name: str
    size: int
    tally: Tally
    typical: list[Typical]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found. `consensus` is over the known groups; over opinion groups where none are known; else over all.

    `opinion_consensus` is over the opinion groups, where there are such.
    """

    statements: tuple[str, ...]
    participants: int
    tally: Tally
    consensus: Floats
    division: Floats
    known: list[Group]
    opinion: list[Group]
    opinion_consensus: Floats | None
    map: Opinions | None

    def as_data(self) -> dict[str, Any]:
        """The same as plain values, as they are kept and given out."""
        return {
            "participants": self.participants,
            "votes": int(self.tally.seen.sum()),
            "statements": [self._statement(place) for place in range(len(self.statements))],
            "groups": [self._group(group, "known") for group in self.known]
            + [self._group(group, "opinion") for group in self.opinion],
            "map": self._map(),
        }

    def _statement(self, place: int) -> dict[str, Any]:
        return {
            "id": self.statements[place],
            "agree": int(self.tally.agree[place]),
            "disagree": int(self.tally.disagree[place]),
            "pass": int(self.tally.passes[place]),
            "group_aware_consensus": float(self.consensus[place]),
            "opinion_group_consensus": None if self.opinion_consensus is None else float(self.opinion_consensus[place]),
            "division": float(self.division[place]),
        }

    def _group(self, group: Group, kind: str) -> dict[str, Any]:
        told = [{**asdict(item), "statement": self.statements[item.statement]} for item in group.typical]
        return {"name": group.name, "kind": kind, "size": group.size, "typical": told}

    def _map(self) -> dict[str, Any] | None:
        if self.map is None:
            return None
        plane = self.map.plane
        return {
            "centre": plane.centre.tolist(),
            "directions": plane.directions.tolist(),
            "extremity": plane.extremity.tolist(),
            "middles": self.map.middles.tolist(),
        }


def analyse(conversation: Conversation) -> Findings:
    """Find everything in a conversation."""
    whole = conversation.tally()
    found = opinions(conversation.votes)
    known = _groups(conversation, conversation.known)
    opinion = _groups(conversation, dict(zip(LETTERS, found.groups, strict=False)) if found else {})
    apart = [group.tally for group in known or opinion]
    return Findings(
        statements=conversation.statements,
        participants=len(conversation.votes),
        tally=whole,
        consensus=group_aware_consensus(apart or [whole]),
        division=division(whole, apart),
        known=known,
        opinion=opinion,
        opinion_consensus=group_aware_consensus([group.tally for group in opinion]) if opinion else None,
        map=found,
    )


def _groups(conversation: Conversation, rows: Mapping[str, Counts]) -> list[Group]:
    """The groups, each beside all others together; a single group stands beside nobody."""
    tallies = {name: conversation.tally(members) for name, members in rows.items()}
    if not tallies:
        return []
    together = reduce(Tally.with_, tallies.values())
    return [
        Group(name, len(rows[name]), own, typical(own, together.without(own)) if len(tallies) > 1 else [])
        for name, own in tallies.items()
    ]
