"""Full text finds the same on both databases: parts of joined words, other endings, no tricks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.proposals import queries, searching
from tests.cast import LONG_WORD
from tests.proposals.town import HTML, Town


def _found(**asked: str) -> list[int]:
    return [row.number for row in queries.listed(queries.Filter(**asked))[0]]


def test_words_are_found_wherever_they_stand_in_a_joined_word_and_with_other_endings(lindvik: Town) -> None:
    lindvik.made(title="Gatlampor på gångväg", summary="Det är mörkt där.")
    lindvik.made(title="Öppet på SÖNDAGAR 🛹", summary="Ungdomens hus, även på lov.")
    lindvik.made(title="ملعب كرة السلة", summary=f"{LONG_WORD} {HTML}")
    for words, numbers in {
        "gångväg": [1], "väg": [1], "vägen": [1], "vägar": [1], "lampa": [1], "lampor": [1], "mörk": [1],
        "öppet söndag": [2], "ÖPPET": [2], "ungdom": [2], "oppet": [], "öppet lampor": [],
        "ملعب": [3], "å" * 60: [3], "script": [3],
        "🛹": [], "%": [], "'": [], '"': [], "* OR *": [], "lampa) NEAR (": [], "hus lov även öppet söndag annat": [2],
    }.items():  # fmt: skip
        assert _found(words=words) == numbers, words


def test_words_and_filters_go_together_page_by_page(lindvik: Town) -> None:
    for _place in range(23):
        lindvik.made(title="Bänkar i parken")
    lindvik.made(title="Något annat", summary="Helt annat")
    assert _found(words="bänk") == list(range(23, 3, -1))
    rest = queries.listed(queries.Filter(words="bänk", before=4))[0]
    assert [row.number for row in rest] == [3, 2, 1]
    held = lindvik.departments["Tekniska förvaltningen"]
    both = queries.Filter(words="bänk", department=held, state="assigned", before=3)
    assert [row.number for row in queries.listed(both)[0]] == [2, 1]
    assert _found(words="bänk", state="done") == []


@pytest.mark.parametrize(
    ("word", "stem"), [("lampor", "lamp"), ("bussar", "buss"), ("buss", "buss"), ("ån", "ån"), ("vägar", "väg")]
)
def test_a_stem_keeps_three_letters(word: str, stem: str) -> None:
    assert searching.stems(word) == [stem]


@given(st.text(max_size=80), st.text(max_size=30))
def test_every_word_finds_the_text_that_it_stands_in(text: str, more: str) -> None:
    known = searching.indexed(f"{more} {text}")
    for stem in searching.stems(text):
        assert any(word.startswith(stem) for word in known)
