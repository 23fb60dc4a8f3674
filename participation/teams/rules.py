"""What holds for teams, as pure decisions."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from participation.refusal import Refusal

CHOICE, DRAW, TABLE, THEME = "choice", "draw", "table", "theme"
WAYS = (CHOICE, DRAW, TABLE, THEME)
"""How teams are formed: each person chooses, lots are drawn, by the table at which people sit, or a table for each
theme, between which people come and go."""

MOST_TEAMS = 40
USUAL = 8
"""People in a team when nothing else is said: enough to divide the work, few enough to hear everybody."""
LARGEST = 30
LONGEST_NAME = 40
LONGEST_THEME = 80

SECONDS = 60
"""How long a pitch is when nothing else is said."""

SOLUTION, WHY_NOT = "solution", "why_not"
"""How a team finishes: the kind of its contribution."""

LONGEST_TITLE = 80
LONGEST_SUMMARY = 1500
LONGEST_WHY = 500
MOST_SKETCHES = 6


def teams_for(people: int, largest: int = USUAL) -> int:
    """How many teams so many people make, with at most `largest` in each."""
    return min(max(1, -(-people // largest)), MOST_TEAMS)


def draw(members: Sequence[tuple[str, str | None]], teams: int, seed: str) -> list[list[str]]:
    """Deal people (id and role) to teams by lot: sizes differ by one at most, and so does each role.

    The same people and seed give the same teams, in whatever order the people come.
    """
    lot = random.Random(seed)  # noqa: S311 (a game's lot, not a secret)
    shuffled = sorted(members)
    lot.shuffle(shuffled)
    # People of one role stand together and are dealt one after the other, and the next role goes on where it stopped.
    shuffled.sort(key=lambda member: member[1] or "")
    dealt: list[list[str]] = [[] for _team in range(teams)]
    for place, (person, _role) in enumerate(shuffled):
        dealt[place % teams].append(person)
    return dealt


def smallest(sizes: Mapping[str, int]) -> str:
    """The team that somebody who comes late is put into; the first among equals. `sizes` stand in the teams' order."""
    if not sizes:
        raise Refusal("no_teams_yet", status=409)
    return min(sizes, key=lambda team_id: sizes[team_id])


def check_room(way: str, size: int, largest: int) -> None:
    """A team that people choose takes no more than its largest size; a table is as large as it is."""
    if way == CHOICE and size >= largest:
        raise Refusal("team_full", status=409, largest=largest)


def check_may_change(way: str) -> None:
    """Who was drawn into a team stays there, or stands aside: else friends would draw until they sit together."""
    if way == DRAW:
        raise Refusal("drawn_stays", status=409)


def check_not_begun(*, begun: bool, way: str = "") -> None:
    """Teams that have begun to work are not formed anew, nor closed, nor left; tables for themes may be left."""
    if begun and way != THEME:
        raise Refusal("work_has_begun", status=409)


def check_teams(known: int) -> None:
    """No more teams than a room can hear."""
    if known >= MOST_TEAMS:
        raise Refusal("too_many_teams", status=409, most=MOST_TEAMS)


def check_themes(known: int) -> None:
    """Tables for themes need themes."""
    if not known:
        raise Refusal("no_theme_yet", status=409)


def check_sketches(known: int) -> None:
    """A team shows a few sketches, not an album."""
    if known >= MOST_SKETCHES:
        raise Refusal("too_many_sketches", field="picture", most=MOST_SKETCHES)


def solution_of(title: str, summary: str) -> str:
    """A solution as one text: its title is the first line."""
    return f"{title}\n{summary}"


def parts_of(solution: str) -> tuple[str, str]:
    """Title and summary of a solution."""
    title, _line, summary = solution.partition("\n")
    return title, summary


def summary_of(fields: Mapping[str, str]) -> str:
    """What a team may begin its summary with, from its canvas."""
    told = [fields[name] for name in ("idea", "first_step", "signs") if fields.get(name)]
    return "\n".join(told)[:LONGEST_SUMMARY]


def pitching_order(numbers: Mapping[str, int], seed: str) -> list[str]:
    """Teams in a drawn order. `numbers` holds them by id."""
    order = sorted(numbers, key=lambda team_id: numbers[team_id])
    random.Random(seed).shuffle(order)  # noqa: S311 (a game's lot, not a secret)
    return order


def after(order: Sequence[str], current: str | None) -> str | None:
    """Who pitches after `current`: the first when nobody has, None after the last."""
    if current not in order:
        return order[0] if order else None
    place = order.index(current) + 1
    return order[place] if place < len(order) else None
