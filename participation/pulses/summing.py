"""From single answers to sums that may be kept and told: none of them is about few. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from participation.events.afterwards.rules import told_parts
from participation.pulses.questions import Question
from participation.pulses.rules import ENOUGH

Counts = list[int]
"""How many chose each choice, by its place."""
Given = Mapping[str, Mapping[int, int]]
"""What each participant answered: values by the question's place, without what they stood aside from."""
SILENT = ""
"""Stands among names for those who did not say."""


@dataclass(slots=True)
class Sums:
    """What is known of one step's answers.

    `told`: the counts of each question that at least five answered, by its key. `by`: the same of those who said to
    be of an age, a gender or an area, where neither they nor the others are few. `about`: how many said what of
    themselves, apart from what they answered. `pairs`: of those who answered both at check-in and here, how many went
    up, stayed, went down.
    """

    answered: int = 0
    told: dict[str, Counts] = field(default_factory=dict)
    by: dict[str, dict[str, dict[str, Counts]]] = field(default_factory=dict)
    about: dict[str, dict[str, int]] = field(default_factory=dict)
    pairs: dict[str, Counts] = field(default_factory=dict)


def sums(questions: Sequence[Question], given: Given, earlier: Mapping[str, Mapping[str, int]]) -> Sums:
    """Sum up a step. `earlier` are the ranks that participants gave at check-in, by the question's key."""
    found = Sums(answered=sum(bool(values) for values in given.values()))
    asked = [question for question in questions if question.look != "about"]
    for question in asked:
        counts = _counts(question, given.values())
        if sum(counts) >= ENOUGH:
            found.told[question.key] = counts
            _pair(found, question, given, earlier)
    for about in questions:
        if about.look == "about":
            _split(found, about, asked, given)
    return found


def ranks(questions: Sequence[Question], given: Given) -> dict[str, dict[str, int]]:
    """What each participant answered, by the question's key, as a number that is higher for better."""
    ordered = [question for question in questions if question.ordered]
    return {
        who: {question.key: _rank(question, values[question.place]) for question in ordered if question.place in values}
        for who, values in given.items()
    }


def _rank(question: Question, value: int) -> int:
    return -value if question.best_first else value


def _counts(question: Question, given: Iterable[Mapping[int, int]]) -> Counts:
    counted = Counter(values.get(question.place) for values in given)
    return [counted[place] for place in range(len(question.choices))]


def _pair(found: Sums, question: Question, given: Given, earlier: Mapping[str, Mapping[str, int]]) -> None:
    moved = Counter[int]()
    for who, values in given.items():
        before = earlier.get(who, {}).get(question.key)
        if before is not None and question.ordered and question.place in values:
            now = _rank(question, values[question.place])
            moved[(now > before) - (now < before)] += 1
    if moved.total() >= ENOUGH:
        found.pairs[question.key] = [moved[1], moved[0], moved[-1]]


def _split(found: Sums, about: Question, asked: Sequence[Question], given: Given) -> None:
    groups: dict[str, list[Mapping[int, int]]] = {}
    for values in given.values():
        if values:
            groups.setdefault(_name(about, values.get(about.place)), []).append(values)
    found.about[about.key] = {name: len(those) for name, those in groups.items()}
    for question in asked:
        if question.key not in found.told:
            continue
        counted = {name: _counts(question, those) for name, those in groups.items()}
        told = told_parts({name: sum(counts) for name, counts in counted.items()})
        for name, counts in counted.items():
            if told[name] and name != SILENT:
                found.by.setdefault(about.key, {}).setdefault(name, {})[question.key] = counts


def _name(about: Question, value: int | None) -> str:
    """How a group is known in sums: an area by its name, an age or a gender by its place."""
    if value is None:
        return SILENT
    return about.choices[value].words if about.key == "place" else str(value)
