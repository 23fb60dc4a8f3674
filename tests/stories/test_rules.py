"""What is asked about stories, where one can be placed, and what is drawn of many. Pure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.refusal import Refusal
from participation.stories import rules
from participation.stories.rules import Asked, Placed
from tests.cast import refusal_of

SCALE = Asked("Vem bestämde?", ("Jag", "Andra"))
TRIAD = Asked("", ("Trygghet", "Frihet", "Gemenskap"))


def placed(points: list[int], tellers: list[str] | None = None, more: int = 0, less: int = 0) -> list[Placed]:
    names = tellers or [f"teller {number}" for number in range(len(points))]
    return [Placed(f"s{number}", names[number], point, more, less) for number, point in enumerate(points)]


def test_a_triangle_has_three_corners_and_a_place_for_all_three_alike() -> None:
    shares = [rules.shares(point) for point in range(TRIAD.points)]
    assert (shares[0], shares[6], shares[9], shares[4]) == ((3, 0, 0), (0, 3, 0), (0, 0, 3), (1, 1, 1))
    assert len(set(shares)) == 10
    assert {sum(share) for share in shares} == {3}


@pytest.mark.parametrize(("asked", "point", "told"), [(SCALE, 6, "accepted"), (SCALE, 7, "not_a_choice"),
                                                      (TRIAD, 9, "accepted"), (TRIAD, -1, "not_a_choice")])  # fmt: skip
def test_only_places_that_there_are_can_be_chosen(asked: Asked, point: int, told: str) -> None:
    assert refusal_of(rules.check_point, asked, point) == told


def test_a_pattern_of_four_tellers_is_not_drawn_however_many_stories_they_tell() -> None:
    four = placed([3] * 8, ["a", "b", "c", "d"] * 2)
    assert rules.pattern(0, SCALE, four).spots == ()
    assert rules.pattern(0, SCALE, four).outline == ""
    assert [spot.count for spot in rules.pattern(0, SCALE, [*four, *placed([6], ["e"])]).spots] == [0, 0, 0, 8, 0, 0, 1]


@given(st.lists(st.integers(0, 9), min_size=5, max_size=60))
def test_every_story_stands_in_exactly_one_spot_within_the_field(points: list[int]) -> None:
    pattern = rules.pattern(1, TRIAD, placed(points))
    assert sum(spot.count for spot in pattern.spots) == len(points)
    assert all(spot.x - spot.radius >= 0 and spot.x + spot.radius <= 240 for spot in pattern.spots)
    assert all(spot.y - spot.radius >= 0 and spot.y + spot.radius <= 212 for spot in pattern.spots)


def test_hills_are_highest_where_most_stories_are() -> None:
    outline = rules.pattern(0, SCALE, placed([1, 5, 5, 5, 5])).outline
    heights = {step.split()[0]: float(step.split()[1].rstrip("Z")) for step in outline.split("L")[1:-1]}
    assert min(heights, key=lambda x: heights[x]) == "216"  # the nearest drawn to the sixth place, at 220
    assert min(heights.values()) == 16.0


@pytest.mark.parametrize(("more", "less", "pull"), [(4, 0, ""), (5, 0, "more"), (2, 3, "less"), (3, 3, "")])
def test_where_most_want_to_go_is_told_when_five_have_answered(more: int, less: int, pull: str) -> None:
    five = [*placed([2] * 4), Placed("last", "last", 2, more, less)]
    assert rules.pattern(0, SCALE, five).spots[2].pull == pull


def test_the_next_story_is_the_same_when_one_looks_again_and_each_comes_as_often() -> None:
    stories = ["a", "b", "c"]
    assert rules.next_story(stories, "x") == rules.next_story(reversed(stories), "x")
    first = [rules.next_story(stories, str(viewer)) for viewer in range(900)]
    assert all(240 < first.count(story) < 360 for story in stories)
    assert rules.next_story([], "x") is None


def test_questions_are_read_from_rows_and_empty_rows_are_none() -> None:
    rows = [("Vem?", "Jag", "Andra", ""), ("", "", "", ""), ("", "A", "B", "C")]
    assert rules.questions_of(rows) == [
        {"words": "Vem?", "ends": ["Jag", "Andra"]},
        {"words": "", "ends": ["A", "B", "C"]},
    ]
    for row, code in ((("Vem?", "", "", ""), "needs_two_ends"), (("", "Jag", "", ""), "needs_two_ends"),
                      (("", "Jag", "Jag", ""), "ends_alike")):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            rules.questions_of([row])
        assert (refused.value.code, refused.value.field) == (code, "questions")
