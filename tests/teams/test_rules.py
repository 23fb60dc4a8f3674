"""What holds for teams and for texts that several people write at once."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from participation.refusal import Refusal
from participation.teams import rules
from participation.teams.canvas.rules import both, stretches, together

WORD = st.text("abåö🛹ع-", min_size=1, max_size=4)
TEXT = st.lists(st.one_of(WORD, st.sampled_from([" ", "  ", "\n"])), max_size=12).map(" ".join).map(str.strip)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\S+", text))


# Teams


@given(
    st.lists(st.sampled_from([None, "young", "adult", "leads"]), max_size=150),
    st.integers(1, rules.MOST_TEAMS),
    st.text(max_size=5),
)
def test_a_draw_gives_everybody_one_team_and_spreads_people_and_roles_evenly(
    roles: list[str | None], teams: int, seed: str
) -> None:
    members = [(f"p{place}", role) for place, role in enumerate(roles)]
    dealt = rules.draw(members, teams, seed)
    assert sorted(person for team in dealt for person in team) == sorted(person for person, _role in members)
    known = dict(members)
    for counted in (None, *set(roles)):
        sizes = [sum(counted is None or known[person] == counted for person in team) for team in dealt]
        assert max(sizes) - min(sizes) <= 1
    assert rules.draw(members[::-1], teams, seed) == dealt


@pytest.mark.parametrize(("people", "teams"), [(0, 1), (1, 1), (8, 1), (9, 2), (80, 10), (140, 18), (2000, 40)])
def test_people_make_as_many_teams_as_they_fill(people: int, teams: int) -> None:
    assert rules.teams_for(people) == teams


def test_who_comes_late_goes_to_the_smallest_team() -> None:
    assert rules.smallest({"a": 3, "b": 2, "c": 2}) == "b"
    with pytest.raises(Refusal):
        rules.smallest({})


def test_pitches_follow_each_other_to_the_end() -> None:
    assert [rules.after(["a", "b"], who) for who in (None, "a", "b", "gone")] == ["a", "b", None, "a"]
    assert rules.after([], None) is None


@given(st.text(alphabet="aå ", min_size=1).filter(str.strip), st.text())
def test_a_solution_is_a_title_and_what_follows(title: str, summary: str) -> None:
    assert rules.parts_of(rules.solution_of(title, summary)) == (title, summary)


# Texts


@given(TEXT, TEXT, TEXT)
@example("", "Ljus", "Bänkar")
@example("a b", "a", "a b c")
@example("x", "y", "x z")
def test_of_what_two_people_add_no_word_is_lost(base: str, theirs: str, mine: str) -> None:
    text = together(base, theirs, mine)
    if text is None:
        text = both(theirs, mine)
    for changed in (theirs, mine):
        added = words(changed) - words(base)
        assert not (added - words(text)), (text, added)


@given(TEXT, TEXT)
def test_what_only_one_person_changed_is_taken_as_it_is(base: str, changed: str) -> None:
    assert together(base, base, changed) == changed
    assert together(base, changed, base) == changed
    assert together(base, changed, changed) == changed


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "text"),
    [
        ("", "Ljus", "Bänkar", "Ljus\nBänkar"),
        ("Ljus", "Ljus i parken", "Mer Ljus", "Mer Ljus i parken"),
        ("Ljus", "Ljus\nBänkar", "Ljus i parken", "Ljus i parken\nBänkar"),
        ("Det kostar 10 kr", "Det kostar 20 kr", "Det kostar 30 kr", None),
        ("ett två tre", "ett tre", "ett två tre fyra", "ett tre fyra"),
        ("ett två tre", "tre", "ett två tre", "tre"),
    ],
)
def test_texts_go_together_where_they_touch_different_words(
    base: str, theirs: str, mine: str, text: str | None
) -> None:
    assert together(base, theirs, mine) == text


def test_of_each_stretch_of_writing_the_last_version_is_told() -> None:
    import datetime as dt

    start = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    saved = [(place, start + dt.timedelta(seconds=at)) for place, at in enumerate((0, 2, 4, 60, 62, 200))]
    assert stretches(saved) == [5, 4, 2]
