"""`flask count`: what it prints, what it refuses, and that it never ends with a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from participation.voting.interchange import cli

BLT = '3 2\n4 1 2 0\n3 2 0\n2 3 2 0\n0\n"Ada"\n"Bo"\n"Cy"\n"Board"\n'
PB = (
    "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;name\na;60;Bench\nb;50;Lamp\nc;40;Swing\n"
    "VOTES\nvoter_id;vote\n1;a,b\n2;a,c\n3;b\n"
)
SHEET = "id,Ada,Bo\nx,5,3\ny,0,4\nz,5,\n"


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Any:
    """Counts a text as a file with a name."""

    def command(name: str, text: str, *asked: str) -> Result:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return app.test_cli_runner().invoke(cli.count, [str(path), *asked])

    return command


def counted(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(
    ("name", "text", "method", "winners"),
    [
        ("v.blt", BLT, "plurality", ["Ada"]),
        ("v.blt", BLT, "irv", ["Bo"]),
        ("v.blt", BLT, "stv", ["Ada", "Bo"]),
        ("v.blt", BLT, "schulze", ["Bo"]),
        ("v.pb", PB, "approval", ["Bench", "Lamp"]),
        ("v.pb", PB, "greedy", ["Lamp", "Swing"]),
        ("v.pb", PB, "equal-shares", ["Lamp", "Swing"]),
        ("v.csv", SHEET, "score", ["Ada"]),
        ("v.csv", SHEET, "score-mean", ["Bo"]),
        ("v.csv", SHEET, "majority-judgment", ["Ada"]),
        ("v.csv", "Ada,Bo\n1,\nx,x\n", "approval", ["Ada"]),
        ("v.csv", "Ada,Bo\n6,5\n0,5\n6,5\n", "majority-judgment", ["Ada"]),
    ],
)
def test_winners_are_named_in_order(run: Any, name: str, text: str, method: str, winners: list[str]) -> None:
    data = counted(run(name, text, "--method", method, "--json"))
    assert data["winners"] == winners
    assert data["method"] == method
    assert {"ranking", "account", "rules", "ballots", "options"} <= set(data)


def test_a_reader_sees_winners_ranking_account_and_rules(run: Any) -> None:
    result = run("v.blt", BLT, "--method", "irv")
    assert result.exit_code == 0
    for words in ("Board: irv", "Winners\n  Bo", "1. Bo", "Round 1", "From Cy: 2 to Bo", "exhausted ballots:"):
        assert words in result.output


@pytest.mark.parametrize("method", ["plurality", "irv", "stv", "schulze", "approval", "score", "majority-judgment"])
def test_every_method_tells_its_account_in_words(run: Any, method: str) -> None:
    sheet = "count,Ada,Bo,Cy,Di\n3,1,,,\n3,,1,,\n1,,,1,\n1,,,,1\n"
    result = run("v.csv", sheet, "--method", method)
    assert result.exit_code == 0, result.output
    assert "Step by step" in result.output
    assert "shared place" in result.output or "tied" in result.output.lower()


def test_several_seats_go_to_the_first_places_and_ties_share(run: Any) -> None:
    assert counted(run("v.blt", BLT, "--method", "plurality", "--seats", "2", "--json"))["winners"] == ["Ada", "Bo"]
    tied = "count,Ada,Bo,Cy\n2,1,,\n1,,1,\n1,,,1\n"
    assert counted(run("v.csv", tied, "--method", "plurality", "--seats", "2", "--json"))["winners"] == [
        "Ada",
        "Bo",
        "Cy",
    ]


@pytest.mark.parametrize(
    ("name", "text", "method", "asked", "winners"),
    [
        ("v.blt", BLT, "schulze", ("--seats", "2"), ["Bo", "Ada"]),
        ("v.csv", SHEET, "majority-judgment", ("--seats", "2"), ["Ada", "Bo"]),
        ("v.blt", BLT, "irv", (), ["Bo"]),
        ("v.blt", '2 1\n3 0\n0\n"Ada"\n"Bo"\n', "schulze", ("--seats", "2"), []),
        ("v.csv", "Ada,Bo,Cy\n1,,\n", "approval", ("--seats", "2"), ["Ada"]),
    ],
)
def test_so_many_win_as_there_are_seats(
    run: Any, name: str, text: str, method: str, asked: tuple[str, ...], winners: list[str]
) -> None:
    data = counted(run(name, text, "--method", method, "--json", *asked))
    assert (data["winners"], data["seats"]) == (winners, int(asked[1]) if asked else 1)


def test_a_lot_tells_its_seed_and_can_be_drawn_again(run: Any) -> None:
    tied = "count,Ada,Bo,Cy\n3,1,,\n2,,1,\n2,,,1\n"
    first = counted(run("v.csv", tied, "--method", "irv", "--json"))
    seed = first["rules"]["seed of the lot"]
    again = counted(run("v.csv", tied, "--method", "irv", "--json", "--seed", seed))
    assert again["ranking"] == first["ranking"]


@pytest.mark.parametrize(
    ("name", "text", "asked", "words"),
    [
        ("v.blt", BLT, ("--method", "approval"), "this file holds rankings"),
        ("v.pb", PB, ("--method", "irv"), "this file holds ballots that name options"),
        ("v.pb", PB, ("--method", "plurality"), "some here name several"),
        ("v.csv", "A,B\n1,\n", ("--method", "greedy"), "needs costs and a budget"),
        ("v.csv", "A,B\n101,\n", ("--method", "majority-judgment"), "grades from 0 to 100"),
        ("v.blt", BLT, ("--method", "irv", "--seats", "2"), "use stv"),
        ("v.blt", BLT, ("--method", "stv", "--seats", "9"), "only 3 options"),
        ("v.blt", BLT, ("--method", "stv", "--seats", "0"), "seats"),
        ("v.pb", PB, ("--method", "greedy", "--seats", "1"), "has no seats"),
        ("v.blt", "2 1\n1 7 0\n", ("--method", "irv"), "v.blt: line 2: there is no option 7"),
        ("v.doc", BLT, ("--method", "irv"), "this kind of file cannot be read"),
        ("v.blt", BLT, ("--method", "coin"), "coin"),
        ("v.blt", BLT, (), "--method"),
    ],
)
def test_what_does_not_fit_is_refused_with_words(
    run: Any, name: str, text: str, asked: tuple[str, ...], words: str
) -> None:
    result = run(name, text, *asked)
    assert result.exit_code == 2
    assert words in result.output
    assert isinstance(result.exception, SystemExit)


def test_a_file_that_is_not_there_is_refused(app: Flask, tmp_path: Path) -> None:
    for path in (tmp_path / "gone.blt", tmp_path):
        result = app.test_cli_runner().invoke(cli.count, [str(path), "--method", "irv"])
        assert result.exit_code == 2


def test_names_that_would_steer_a_terminal_are_shown_on_their_line(run: Any) -> None:
    result = run("v.blt", BLT.replace("Bo", "B\x1b[31mo\nx"), "--method", "irv")
    assert "Winners\n  B [31mo x\n" in result.output


def test_reading_a_long_file_tells_how_far_it_has_come(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 10**6, 20))
    monkeypatch.setattr(cli.time, "monotonic", lambda: float(next(ticks)))
    result = run("v.blt", BLT.replace("4 1 2 0\n", "4 1 2 0\n" * 30_000), "--method", "irv", "--json")
    assert "Reading … " in result.stderr
    assert json.loads(result.stdout)["ballots"] == 120_005


def test_a_long_count_tells_how_far_it_has_come(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 10**6, 20))
    monkeypatch.setattr(cli.time, "monotonic", lambda: float(next(ticks)))
    result = run("v.pb", PB, "--method", "equal-shares", "--json")
    assert "Counting … " in result.stderr
    assert json.loads(result.stdout)["winners"] == ["Lamp", "Swing"]
