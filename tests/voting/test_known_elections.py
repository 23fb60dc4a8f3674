"""Real elections whose outcome is known, counted from their files; where the files are not, a test says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from participation.config import ROOT
from participation.voting import interchange
from participation.voting.counting import METHODS
from participation.voting.counting.outcome import Outcome
from participation.voting.counting.terms import EXHAUSTED, Terms
from participation.voting.interchange.election import Election

FOLDER = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data") / "elections"


def election(name: str, method: str) -> Election:
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"the file of this election is not here: {name}")
    return interchange.read(name, path.read_bytes(), METHODS[method].SHAPE)


def winners(found: Election, outcome: Outcome) -> list[str]:
    return [found.names[entry - 1] for entry in outcome.winners]


# Burlington, Vermont, mayor 2009; PrefLib 00005-00000002. Three rules, three winners.
BURLINGTON = "burlington-mayor-2009.toi"


@pytest.mark.parametrize(
    ("shared_ranks", "kiss", "wright"), [("one-left", 4313, 4061), (EXHAUSTED, 4313, 4060)], ids=["official", "strict"]
)
def test_burlington_elects_kiss_in_the_last_round(shared_ranks: str, kiss: int, wright: int) -> None:
    found = election(BURLINGTON, "irv")
    outcome = METHODS["irv"].count(len(found.names), found.ballots.items(), Terms(shared_ranks=shared_ranks))
    assert winners(found, outcome) == ["Bob Kiss"]
    last = outcome.account[-1]
    assert {found.names[entry - 1]: votes for entry, votes in last["counts"]} == {
        "Bob Kiss": kiss,
        "Kurt Wright": wright,
    }


def test_burlington_has_another_leader_and_another_winner_in_pairs() -> None:
    found = election(BURLINGTON, "irv")
    most = METHODS["plurality"].count(len(found.names), found.first_choices().items())
    assert (winners(found, most), most.ranking[0].count) == (["Kurt Wright"], 2951)
    pairs = METHODS["schulze"].count(len(found.names), found.ballots.items())
    assert winners(found, pairs) == ["Andy Montroll"]
    assert {"step": "condorcet", "entry": 2} in pairs.account


# Dáil Éireann 2002; PrefLib 00001. Counted there with whole ballots drawn for the surplus: the same are elected.
@pytest.mark.parametrize(
    ("name", "seats", "elected"),
    [
        ("irish-2002-1.soi", 4, {"Trevor Sargent", "Sean Ryan", "Jim Glennon", "G.V. Wright"}),
        ("irish-2002-2.soi", 3, {"Brian Lenihan", "Joe Higgins", "Joan Burton"}),
        ("irish-2002-3.soi", 5, {"Noel Dempsey", "John Bruton", "Mary Wallace", "Johnny Brady", "Damien English"}),
    ],
    ids=["Dublin North", "Dublin West", "Meath"],
)
def test_irish_constituencies_elect_whom_they_elected(name: str, seats: int, elected: set[str]) -> None:
    found = election(name, "stv")
    outcome = METHODS["stv"].count(len(found.names), found.ballots.items(), Terms(seats=seats))
    assert {name.rpartition(" ")[0] for name in winners(found, outcome)} == elected


# Pabulib: the selection that the municipalities published, by Equal Shares completed by Add1.
@pytest.mark.parametrize(
    ("name", "selected"),
    [
        ("Netherlands_Assen_2024.pb", {"3", "9", "2", "11", "13", "14", "5", "6", "12"}),
        ("Poland_Swiecie_2023.pb", {f"c{number}" for number in (*range(1, 6), 7, *range(9, 15), *range(17, 22))}),
    ],
    ids=["Assen", "Świecie"],
)
def test_equal_shares_funds_what_the_municipality_funded(name: str, selected: set[str]) -> None:
    found = election(name, "equal-shares")
    outcome = METHODS["equal-shares"].count(len(found.names), found.ballots.items(), found.terms)
    file = interchange.pabulib.read((FOLDER / name).read_text(encoding="utf-8"))
    ids = [row[0] for row in file.projects.rows]
    assert {ids[entry - 1] for entry in outcome.winners} == selected
    published = {row[0] for row in file.projects.rows if row[file.projects.columns.index("selected")] == "1"}
    assert published == selected


def test_the_high_school_of_central_falls_can_be_counted_by_both_budget_rules() -> None:
    name = "US_Stanford_Dataset_2022_Central_Falls_High_School_Participatory_Budgeting_Vote_vote_approvals.pb"
    for method in ("greedy", "equal-shares"):
        found = election(name, method)
        outcome = METHODS[method].count(len(found.names), found.ballots.items(), found.terms)
        assert winners(found, outcome) == ["2699", "2700"]
