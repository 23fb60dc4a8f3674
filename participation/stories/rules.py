"""What holds for stories, as pure decisions: what is asked about one, where it can be placed, what is drawn of many."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from participation.refusal import Refusal

LONGEST_STORY = 1000
LONGEST_NEED = 200
LONGEST_WORDS = 80
LONGEST_END = 40
MOST_QUESTIONS = 4
"""More is a form and no longer a story."""
MOST_STORIES = 20
"""Stories that one participant may tell in one step."""
MOST_NEEDS = 100
"""Answers to "what would it take?" that one participant may give in one step."""

POINTS = 7
"""Places between the two ends of a scale."""
ROWS = 4
"""Rows of places in a triangle: one at its top, four at its foot."""
MOST_POINT = 9
"""The last of the ten places in a triangle; a scale has fewer."""

ENOUGH = 5
"""A pattern of fewer tellers is drawn for nobody: it could tell who."""

WISHES = {"more": 1, "neither": 0, "less": -1}
"""What a button sends, and what is stored."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a teller is asked about their own story: two ends make a scale, three corners a triangle."""

    words: str
    ends: tuple[str, ...]

    @property
    def is_triad(self) -> bool:
        """Whether it is a triangle."""
        return len(self.ends) == 3

    @property
    def points(self) -> int:
        """How many places there are."""
        return MOST_POINT + 1 if self.is_triad else POINTS


@dataclass(frozen=True, slots=True)
class Placed:
    """One story at one place of a question: who told it, and how many want more or less like it."""

    story_id: str
    teller: str
    point: int
    more: int
    less: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a pattern with the stories there. `x`, `y` and `radius` say where it is drawn."""

    point: int
    count: int
    more: int
    less: int
    x: float
    y: float
    radius: float

    @property
    def pull(self) -> str:
        """Where those who answered want to go from here: `more`, `less`, or nowhere that enough of them agree on."""
        if self.more + self.less < ENOUGH or self.more == self.less:
            return ""
        return "more" if self.more > self.less else "less"


@dataclass(frozen=True, slots=True)
class Pattern:
    """All stories of a step as one question shows them; drawn only when there are enough tellers."""

    number: int
    asked: Asked
    tellers: int
    spots: tuple[Spot, ...]
    outline: str
    """Of a scale: the density as a path, 360 wide and 100 high, that begins 40 before the field."""


def questions_of(rows: Iterable[Sequence[str]]) -> list[dict[str, object]]:
    """Questions as they are kept, from rows of a question's words and up to three ends; an empty row is none."""
    found: list[dict[str, object]] = []
    for words, *typed in rows:
        ends = [end for end in typed if end]
        if not words and not ends:
            continue
        if len(ends) < 2:
            raise Refusal("needs_two_ends", field="questions")
        if len(set(ends)) < len(ends):
            raise Refusal("ends_alike", field="questions")
        found.append({"words": words, "ends": ends})
    return found


def check_point(asked: Asked, point: int) -> int:
    """A place that the question has."""
    if not 0 <= point < asked.points:
        raise Refusal("not_a_choice", field="place")
    return point


def check_stories(given: int) -> None:
    """Refuse what makes one participant's stories too many; `given` counts it."""
    if given > MOST_STORIES:
        raise Refusal("too_many_stories", status=429, most=MOST_STORIES)


def check_needs(given: int) -> None:
    """The same for answers to what it would take."""
    if given > MOST_NEEDS:
        raise Refusal("too_many_needs", status=429, most=MOST_NEEDS)


def check_may_judge(*, mine: bool, others_open: bool) -> None:
    """Others' stories are judged, and only once the leader has opened them."""
    if not others_open:
        raise Refusal("stories_not_open", status=409)
    if mine:
        raise Refusal("own_story", status=409)


def shares(point: int) -> tuple[int, int, int]:
    """How near a place of a triangle is to its top, left and right corner; together three."""
    row = (math.isqrt(8 * point + 1) - 1) // 2
    column = point - row * (row + 1) // 2
    return ROWS - 1 - row, row - column, column


def next_story(candidates: Iterable[str], viewer_id: str) -> str | None:
    """Which story somebody reads next: by lot, so that each is read as often, and the same when they look again."""
    return min(candidates, key=lambda id_: hashlib.blake2b(f"{viewer_id}:{id_}".encode()).digest(), default=None)


def pattern(number: int, asked: Asked, placed: Sequence[Placed]) -> Pattern:
    """What is drawn of a question's places. Fewer tellers than enough leave it empty."""
    tellers = len({item.teller for item in placed})
    if tellers < ENOUGH:
        return Pattern(number, asked, tellers, (), "")
    at = {point: [item for item in placed if item.point == point] for point in range(asked.points)}
    most = max(len(items) for items in at.values())
    spots = tuple(_spot(asked, point, items, most) for point, items in at.items())
    outline = "" if asked.is_triad else _outline({point: len(items) for point, items in at.items()})
    return Pattern(number, asked, tellers, spots, outline)


def _spot(asked: Asked, point: int, items: Sequence[Placed], most: int) -> Spot:
    x, y = _on_triangle(point) if asked.is_triad else (20.0 + 40 * point, 0.0)
    radius = round(7 + 17 * math.sqrt(len(items) / most), 1) if items else 3.0
    more, less = sum(item.more for item in items), sum(item.less for item in items)
    return Spot(point, len(items), more, less, x, y, radius)


def _on_triangle(point: int) -> tuple[float, float]:
    """Where a place is drawn in a field of 240 × 210."""
    top, left, right = shares(point)
    return 120.0 + 32 * (right - left), 28.0 + 52 * (ROWS - 1 - top)


def _outline(counts: Mapping[int, int]) -> str:
    """The density of a scale: each story is a small hill, and hills add up."""
    heights = [
        sum(count * math.exp(-(((x - 20 - 40 * point) / 26) ** 2)) for point, count in counts.items())
        for x in range(-40, 321, 8)
    ]
    scale = 84 / max(heights)
    line = " ".join(f"L{8 * place - 40} {100 - scale * height:.1f}" for place, height in enumerate(heights))
    return f"M-40 100 {line} L320 100Z"
