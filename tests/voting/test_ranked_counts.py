"""Instant runoff, the transferable vote and Schulze: sums, promises, and examples small enough to follow by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from participation.voting.counting import irv, schulze, shapes, stv
from participation.voting.counting.outcome import Outcome, collapse
from participation.voting.counting.terms import EXHAUSTED, Terms
from tests.voting.boxes import Box, boxes, terms

BOXES = boxes(shapes.RANKING)


def rounds(outcome: Outcome) -> list[dict[str, object]]:
    return [dict(step) for step in outcome.account if step["step"] == "round"]


def firsts(ballots: list[tuple[str, int]]) -> dict[int, int]:
    """First choices that stand alone."""
    found: dict[int, int] = {}
    for choice, weight in ballots:
        ranks = shapes.read_ranking(choice)
        if ranks and len(ranks[0]) == 1:
            found[ranks[0][0]] = found.get(ranks[0][0], 0) + weight
    return found


@given(BOXES)
def test_every_ballot_is_somewhere_in_every_round_of_a_runoff(box: Box) -> None:
    outcome = irv.count(*box)
    for step in outcome.account:
        if step["step"] == "round":
            assert sum(votes for _, votes in step["counts"]) + step["exhausted"] == outcome.ballots - outcome.blank


@given(BOXES)
def test_the_moves_of_a_runoff_lead_from_one_round_to_the_next(box: Box) -> None:
    told = [step for step in irv.count(*box).account if step["step"] == "round"]
    for now, later in pairwise(told):
        expected = {entry: votes for entry, votes in now["counts"] if entry not in now["out"]}
        for move in now["moved"]:
            for entry, more in move["to"]:
                expected[entry] += more
        assert dict(later["counts"]) == expected
        assert later["exhausted"] == now["exhausted"] + sum(move["exhausted"] for move in now["moved"])


@given(BOXES)
def test_who_is_first_on_more_than_half_of_the_ballots_wins_every_way(box: Box) -> None:
    entries, ballots = box
    total = sum(weight for _, weight in ballots)
    for entry, votes in firsts(ballots).items():
        if 2 * votes > total:
            assert irv.count(entries, ballots).winners == (entry,)
            assert schulze.count(entries, ballots).winners == (entry,)
            assert stv.count(entries, ballots).winners == (entry,)


def test_a_runoff_with_two_that_tie_in_the_end_has_two_winners() -> None:
    outcome = irv.count(3, [("1", 4), ("2", 4), ("3", 1)])
    assert outcome.winners == (1, 2)
    assert [place.entries for place in outcome.ranking] == [(1, 2), (3,)]


def test_those_who_tie_for_last_go_out_together_when_it_cannot_matter() -> None:
    outcome = irv.count(4, [("1", 5), ("2", 4), ("3,2", 1), ("4,2", 1)])
    assert outcome.winners == (2,)
    assert outcome.place_of(3).place == outcome.place_of(4).place == 3


def test_an_earlier_round_decides_a_tie_before_the_lot_does() -> None:
    outcome = irv.count(4, [("1", 6), ("2", 4), ("3", 3), ("4,3", 1)])
    assert {"step": "broken", "entries": [2, 3], "entry": 3, "by": "earlier"} in outcome.account


def test_the_lot_is_drawn_from_the_seed_and_from_nothing_else() -> None:
    ballots = [("1", 3), ("2", 2), ("3", 2)]
    drawn = {seed: irv.count(3, ballots, Terms(seed=seed)) for seed in "abcdef"}
    assert {outcome.ranking[1].entries for outcome in drawn.values()} == {(2,), (3,)}
    assert drawn["a"] == irv.count(3, ballots, Terms(seed="a"))


def test_a_shared_rank_counts_for_the_one_that_is_still_in() -> None:
    ballots = [("1=2,3", 2), ("3", 3), ("1", 4), ("2,1", 1)]
    assert rounds(irv.count(3, ballots))[0]["exhausted"] == 2
    later = [("2,3=1", 2), ("1", 3), ("4", 3), ("3", 1)]
    assert rounds(irv.count(4, later))[-1]["counts"] == [[1, 5], [4, 3]]
    assert rounds(irv.count(4, later, Terms(shared_ranks=EXHAUSTED)))[-1]["counts"] == [[1, 3], [4, 3]]


@given(st.data())
def test_votes_exhausted_ballots_and_what_is_cut_off_always_add_up(data: st.DataObject) -> None:
    entries, ballots = data.draw(BOXES)
    outcome = stv.count(entries, ballots, data.draw(terms(entries)))
    for step in outcome.account:
        if step["step"] == "standing":
            votes = sum(Fraction(count) for _, count in step["counts"])
            assert votes + Fraction(step["exhausted"]) + Fraction(step["cut"]) == outcome.ballots - outcome.blank
            assert Fraction(step["cut"]) < 1


@given(st.data())
def test_every_seat_is_taken_and_a_quota_is_always_enough(data: st.DataObject) -> None:
    entries, ballots = data.draw(BOXES)
    asked = data.draw(terms(entries))
    outcome = stv.count(entries, ballots, asked)
    valid = sum(firsts(ballots).values())
    assert len(outcome.winners) == (asked.seats if valid else 0)
    quota = valid // (asked.seats + 1) + 1
    assert quota * (asked.seats + 1) > valid
    for entry, votes in firsts(ballots).items():
        assert votes < quota or entry in outcome.winners


def test_a_surplus_goes_on_to_those_named_next() -> None:
    outcome = stv.count(3, [("1,2", 9), ("3", 4), ("2", 1)], Terms(seats=2))
    assert outcome.winners == (1, 2)
    surplus = next(step for step in outcome.account if step["step"] == "surplus")
    assert surplus == {"step": "surplus", "entry": 1, "to": [[2, "99999/25000"]], "exhausted": 0, "cut": "1/25000"}


@given(BOXES)
def test_who_beats_everybody_in_pairs_is_the_winner_by_schulze(box: Box) -> None:
    entries, ballots = box
    above = schulze.pairs(entries, collapse(ballots))
    everybody = range(entries)
    best = [a for a in everybody if all(above[a][b] > above[b][a] for b in everybody if a != b)]
    outcome = schulze.count(entries, ballots)
    if best and outcome.winners:
        assert outcome.winners == (best[0] + 1,)


@given(BOXES)
def test_pairs_are_what_looking_at_every_ballot_gives(box: Box) -> None:
    entries, ballots = box
    expected = [[0] * entries for _ in range(entries)]
    for choice, weight in ballots:
        rank = {entry: at for at, tied in enumerate(shapes.read_ranking(choice)) for entry in tied}
        for a in range(1, entries + 1):
            for b in range(1, entries + 1):
                if rank.get(a, entries) < rank.get(b, entries):
                    expected[a - 1][b - 1] += weight
    assert schulze.pairs(entries, collapse(ballots)) == expected


def test_schulze_gives_the_example_of_its_author() -> None:
    # M. Schulze 2011, section 3.1: 45 voters, candidates A to E are 1 to 5; E > A > C > B > D.
    ballots = [("1,3,2,5,4", 5), ("1,4,5,3,2", 5), ("2,5,4,1,3", 8), ("3,1,2,5,4", 3), ("3,1,5,2,4", 7)]
    ballots += [("3,2,1,4,5", 2), ("4,3,5,2,1", 7), ("5,2,1,4,3", 8)]
    outcome = schulze.count(5, ballots)
    assert [place.entries for place in outcome.ranking] == [(5,), (1,), (3,), (2,), (4,)]
