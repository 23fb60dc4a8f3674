"""Files as programs and hands really write them are counted; what is unclear in them is refused, never guessed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_babel import LazyString

from participation.voting import interchange
from participation.voting.counting import shapes
from participation.voting.interchange import blt, pabulib, preflib, words
from participation.voting.interchange.election import BadFile, Election

BALLOTS = "3 1\n4 1 2 3 0\n3 2 3 0\n2 3 2 0\n0\n"
NAMES = '"Ada"\n"Bo"\n"Cy"\n"Board"\n'
BLT = BALLOTS + NAMES
READ = {"1,2,3": 4, "2,3": 3, "3,2": 2}


def ranked(text: str | bytes, name: str = "v.blt") -> Election:
    return interchange.read(name, text if isinstance(text, bytes) else text.encode(), shapes.RANKING)


@pytest.mark.parametrize(
    "text",
    [
        BLT.replace("\n", "\r\n").encode("utf-8-sig"),
        BLT.replace("\n", "\r").encode(),
        BLT.encode("utf-16"),
        BLT.replace(" ", "\t").encode(),
        ("\n# by hand\n" + BLT.replace("\n", "  \n\n").replace(" 0 ", " 0 # a comment ")).encode(),
        (BALLOTS + '"Ada" "Bo" "Cy" "Board"').encode(),
        BLT.replace("4 1 2 3", "4 01 - 2 3").encode(),
    ],
    ids=["mark and CRLF", "CR", "UTF-16", "tabs", "comments and blank lines", "names on one line", "empty ranks"],
)
def test_blt_is_read_however_it_was_saved(text: bytes) -> None:
    election = ranked(text)
    assert (election.names, election.title) == (("Ada", "Bo", "Cy"), "Board")
    assert election.ballots == READ


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"Robert "Bob" Smith"', 'Robert "Bob" Smith'),
        ('"Robert ""Bob"" Smith"', 'Robert "Bob" Smith'),
        ('"Robert \\"Bob\\" Smith"', 'Robert "Bob" Smith'),
        ('"AC\\DC"', "AC\\DC"),
        ('"#1 (one) 0"', "#1 (one) 0"),
    ],
)
def test_quotation_marks_in_a_name_are_read_however_they_are_written(written: str, name: str) -> None:
    assert ranked(BLT.replace('"Bo"', written)).names == ("Ada", name, "Cy")


@pytest.mark.parametrize("withdrawn", ["3 1\n-2\n", "3 1 -2\n"], ids=["on a line", "beside the seats"])
def test_who_withdrew_is_passed_over(withdrawn: str) -> None:
    election = ranked(BLT.replace("3 1\n", withdrawn, 1))
    assert (election.names, election.ballots) == (("Ada", "Cy"), {"1,2": 4, "2": 5})


def test_what_stands_after_the_title_is_kept() -> None:
    text = BLT + '"source: \\"paper\\""\n"comment"\n'
    file = blt.read(text)
    assert file.remarks == ('source: "paper"', "comment")
    assert blt.read(blt.write(file)) == file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BLT.replace("2 3 0", "2 3", 1), "line 2: the ballot does not end with 0"),
        (BLT.replace("3 2 3 0", "3 2 3 0 1 3 0"), "line 3: there is no option 0"),
        (BLT.replace("\n0\n", "\n"), "line 5: here should stand a ballot, or 0 after the last one"),
        (BLT.replace("4 1", "4.5 1"), "line 2: the number of ballots should be a whole number"),
        (BLT.replace("3 1\n", "3\n", 1), "line 1: here should stand the number of options and the number of seats"),
        (BALLOTS + "Ada\nBo\nCy\n", "line 6: here should stand the name of option 1"),
    ],
)
def test_a_ballot_that_may_mean_two_things_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        ranked(text)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Ada,Bo,count\n1,2,3\n,1,4\n",
        "id,votes,Ada,Bo\nx,3,1,2\ny,4,,1\n",
        "sep=;\nantal;Ada;Bo;\n3;1;2;\n4;;1;\n;;;\n",
        "count\tRank 2\tRank 1\n3\tBo\tAda\n4\t\tBo\n",
    ],
    ids=["count last", "id and count", "Excel's", "ranks in another order"],
)
def test_sheets_say_the_same_however_their_columns_stand(text: str) -> None:
    election = ranked(text, "v.csv")
    assert (election.names, election.ballots) == (("Ada", "Bo"), {"1,2": 3, "2": 4})


def test_what_stands_between_cells_is_not_looked_for_inside_of_names() -> None:
    election = ranked('"Ada; Bo; Cy","D\n,;,;"\n1,2\n', "v.csv")
    assert (election.names, election.ballots) == (("Ada; Bo; Cy", "D\n,;,;"), {"1,2": 1})


def test_names_in_cells_can_be_approved_and_one_column_of_them_is_a_choice() -> None:
    approved = interchange.read("v.csv", b"Choice 1,Choice 2\nBo,Ada\nAda,\n", shapes.NAMES)
    assert approved.ballots == {"1,2": 1, "2": 1}
    assert ranked("vote\nAda\nBo\nAda\n", "v.csv").first_choices() == {"1": 2, "2": 1}
    assert ranked("Ada,Bo\nx,\n,X\nx,\n", "v.csv").first_choices() == {"1": 2, "2": 1}


def test_a_sheet_with_names_and_no_ranks_says_what_it_needs() -> None:
    with pytest.raises(BadFile, match="columns of names are called rank 1"):
        ranked("Ada,Bo\nBo,Ada\n", "v.csv")
    with pytest.raises(BadFile, match="“votes” stands over two columns"):
        ranked("count,votes,Ada\n1,2,1\n", "v.csv")


OLD = '3\n1,Ada\n2,"Bo, Jr"\n3,Cy\n5,5,2\n3,1,{2,3}\n2,{2,3},1\n'


def test_orders_as_preflib_wrote_them_until_2022_are_read() -> None:
    election = preflib.read(OLD, "toc")
    assert election.names == ("Ada", "Bo, Jr", "Cy")
    assert election.ballots == {"1,2=3": 3, "2=3,1": 2}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("3,Cy", "4,Cy", "line 4: here should stand the number of option 3"),
        ("5,5,2", "6,6,2", "line 5: NUMBER VOTERS is 6, but there are 5"),
        ("3,1,{2,3}", "3,1 2,3", "line 6: the order cannot be read from “1 2,3” on"),
        ("3,1,{2,3}", "three", "line 6: here should stand a number of ballots and an order"),
    ],
)
def test_old_orders_that_do_not_fit_are_refused_with_their_line(old: str, new: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        preflib.read(OLD.replace(old, new), "toc")
    assert said in str(refused.value)


META = "META\nkey;value\nbudget;1 000,50\nvote_type;approval\ncomment;#1: a; b\n"
PROJECTS = 'PROJECTS;;\nproject_id;cost;name;selected\na;60;"Bench" by the lake;1\nb;5.125;"Lamp;0\n'
VOTES = "VOTES\nvoter_id;vote\n1;a,b\n2;\n"


def test_pabulib_as_it_is_found() -> None:
    file = pabulib.read(VOTES + PROJECTS + META)
    election = file.election()
    assert election.names == ('"Bench" by the lake', '"Lamp')
    assert (election.costs, election.budget, election.unit) == ((480, 41), 8004, 8)
    assert election.ballots == {"1,2": 1, "": 1}
    assert file.fact("comment") == "#1: a; b"
    assert pabulib.read(pabulib.write(file)) == file


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1 000,50", "1,000", "line 3: “1,000” may mean thousands or decimals"),
        ("budget;1 000,50\n", "", "META does not say the budget"),
        ("1;a,b", "1;a,a", "a vote names project a twice"),
        ("1;a,b", "1;a,b;2;3", "cells, but 2 columns"),
        ("b;5.125", "b;-5", "“-5” is not an amount of money"),
    ],
)
def test_pabulib_that_may_mean_two_things_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        pabulib.read((META + PROJECTS + VOTES).replace(old, new)).election()
    assert said in str(refused.value)


def _calls(name: str) -> Iterator[ast.Call]:
    for path in Path(interchange.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def test_every_problem_has_words_to_translate_and_every_word_is_used() -> None:
    raised = {node.args[0].value for node in _calls("BadFile") if isinstance(node.args[0], ast.Constant)}
    assert raised == set(words.PROBLEMS)
    texts = [*words.PROBLEMS.values(), *words.THINGS.values()]
    assert all(isinstance(text, LazyString) for text in texts)
