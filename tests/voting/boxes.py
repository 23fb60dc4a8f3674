"""Ballot boxes as Hypothesis draws them, in every shape that a ballot can have."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from participation.voting.counting import shapes
from participation.voting.counting.terms import Terms

Box = tuple[int, list[tuple[str, int]]]
"""How many entries there are, and ballots as canonical choice and weight."""


def rankings(entries: int, *, ties: bool = True) -> st.SearchStrategy[str]:
    """Rankings that leave out some entries, with shared ranks where `ties` allows."""

    def cut(order: list[int], length: int, joined: list[bool]) -> str:
        ranks: list[list[int]] = []
        for entry, together in zip(order[:length], joined, strict=False):
            if together and ranks and ties:
                ranks[-1].append(entry)
            else:
                ranks.append([entry])
        return shapes.write_ranking(ranks)

    order = st.permutations(range(1, entries + 1))
    joined = st.lists(st.booleans(), min_size=entries, max_size=entries)
    return st.builds(cut, order, st.integers(0, entries), joined)


def choices(shape: str, entries: int) -> st.SearchStrategy[str]:
    """Canonical choices of a shape."""
    numbers = st.integers(1, entries)
    if shape == shapes.RANKING:
        return rankings(entries)
    if shape == shapes.POINTS:
        return st.dictionaries(numbers, st.integers(0, 5)).map(shapes.write_points)
    if shape == shapes.SEEN:
        pairs = st.dictionaries(numbers, st.booleans())
        return pairs.map(lambda seen: shapes.write_seen({e for e, named in seen.items() if named}, seen))
    return st.sets(numbers).map(shapes.write_names)


@st.composite
def boxes(draw: st.DrawFn, shape: str, most_entries: int = 7, most_ballots: int = 30) -> Box:
    """A number of entries, and ballots over them."""
    entries = draw(st.integers(1, most_entries))
    ballot = st.tuples(choices(shape, entries), st.integers(1, 4))
    return entries, draw(st.lists(ballot, max_size=most_ballots))


@st.composite
def terms(draw: st.DrawFn, entries: int) -> Terms:
    """Terms for so many entries."""
    costs = draw(st.lists(st.integers(1, 60), min_size=entries, max_size=entries))
    return Terms(
        seats=draw(st.integers(1, entries)),
        seed=draw(st.text("ab", max_size=3)),
        costs=tuple(costs),
        budget=draw(st.integers(0, 150)),
    )


def renumbered(shape: str, choice: str, new: Mapping[int, int]) -> str:
    """The same choice when every entry has another number."""
    if shape == shapes.RANKING:
        return shapes.write_ranking([new[entry] for entry in rank] for rank in shapes.read_ranking(choice))
    if shape == shapes.POINTS:
        return shapes.write_points({new[entry]: points for entry, points in shapes.read_points(choice).items()})
    if shape == shapes.SEEN:
        named, seen = shapes.read_seen(choice)
        return shapes.write_seen([new[entry] for entry in named], [new[entry] for entry in seen])
    return shapes.write_names([new[entry] for entry in shapes.read_names(choice)])
