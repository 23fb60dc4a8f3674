"""Files of other programs: what they carry comes back as it was, and a bad file is refused with its line."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.voting import interchange
from participation.voting.counting import shapes
from participation.voting.counting.outcome import collapse
from participation.voting.interchange import blt, pabulib, preflib, sheet
from participation.voting.interchange.blt import Blt, Paper
from participation.voting.interchange.election import BadFile, Election
from participation.voting.interchange.lines import decoded
from participation.voting.interchange.pabulib import Pabulib, Table
from tests.voting.boxes import choices

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20)
NASTY = [
    "=1+1",
    "@x",
    "-2",
    "+3",
    "'=a",
    "a\nb",
    'say "hi"',
    '"',
    '""',
    "\\",
    'a\\"',
    ";,\t;",
    "1",
    "rank 2",
    "Count",
    "vote",
    "id",
    "0",
    "#",
]
NASTY += ["(a) 1 0", "🌳", "مدرسة", "\u202eabc", "META", "VOTES", "a\u00a0b", "sep=;"]
NAMES = st.one_of(WORDS, st.sampled_from(NASTY)).map(str.strip).filter(bool)
SHAPES = [shapes.NAMES, shapes.RANKING, shapes.POINTS, shapes.SEEN]


@st.composite
def elections(draw: st.DrawFn, shape: str, *, budget: bool = False) -> Election:
    names = draw(st.lists(NAMES, min_size=2, max_size=6, unique=True))
    ballots = draw(st.lists(st.tuples(choices(shape, len(names)), st.integers(1, 999)), min_size=1, max_size=12))
    money = st.integers(0, 10**6)
    return Election(
        tuple(names),
        shape,
        collapse((choice, weight % 5 + 1) for choice, weight in ballots) if budget else collapse(ballots),
        title=draw(NAMES),
        seats=draw(st.integers(1, len(names))),
        costs=tuple(draw(st.lists(money, min_size=len(names), max_size=len(names)))) if budget else (),
        budget=draw(money) if budget else 0,
    )


@given(elections(shapes.RANKING))
def test_a_ranked_election_survives_blt(election: Election) -> None:
    assert interchange.read("vote.blt", blt.write(blt.of(election)).encode(), shapes.RANKING) == election


@pytest.mark.parametrize("shape", SHAPES)
@given(data=st.data())
def test_an_election_survives_a_sheet(shape: str, data: st.DataObject) -> None:
    election = data.draw(elections(shape))
    back = interchange.read("vote.csv", sheet.write(sheet.of(election)).encode("utf-8-sig"), shape)
    assert (back.names, back.ballots) == (election.names, election.ballots)


@given(elections(shapes.NAMES, budget=True))
def test_a_budget_survives_pabulib(election: Election) -> None:
    back = interchange.read("vote.pb", pabulib.write(pabulib.of(election)).encode(), shapes.NAMES)
    assert (back.names, back.ballots, back.title) == (election.names, election.ballots, election.title)
    assert (back.costs, back.budget) == (election.costs, election.budget)


@st.composite
def blts(draw: st.DrawFn) -> Blt:
    """All that a BLT file can carry: labels, weights, ties, ranks left empty, those who withdrew."""
    options = draw(st.integers(1, 6))
    papers = []
    for choice in draw(st.lists(choices(shapes.RANKING, options), max_size=8)):
        ranks = [rank for rank in choice.split(",") if rank]
        for at in draw(st.lists(st.integers(0, 6), max_size=2)):
            ranks.insert(at, "-")
        label = draw(st.none() | st.text(string.ascii_letters + string.digits, min_size=1, max_size=6))
        papers.append(Paper(draw(st.integers(1, 10**6)), " ".join(ranks), label))
    texts = st.one_of(WORDS, st.sampled_from([*NASTY, ""]))
    names = tuple(draw(st.lists(texts, min_size=options, max_size=options)))
    withdrawn = tuple(sorted(draw(st.sets(st.integers(1, options)))))
    remarks = tuple(draw(st.lists(texts, max_size=2)))
    return Blt(names, draw(st.integers(1, options)), tuple(papers), draw(texts), withdrawn, remarks)


@given(blts())
def test_blt_loses_nothing(file: Blt) -> None:
    assert blt.read(blt.write(file)) == file


@given(st.data())
def test_pabulib_loses_nothing(data: st.DataObject) -> None:
    cell = st.one_of(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=9),
        st.sampled_from(NASTY),
    )
    projects = data.draw(st.integers(1, 5))
    extra = tuple(data.draw(st.lists(st.sampled_from(["name", "category", "target"]), unique=True)))
    rows = tuple((str(n), str(10 * n), *(data.draw(cell) for _ in extra)) for n in range(1, projects + 1))
    votes = tuple(
        (f"v{n}", choice, data.draw(cell))
        for n, choice in enumerate(data.draw(st.lists(choices(shapes.NAMES, projects), max_size=5)))
    )
    meta = (("budget", "100"), ("vote_type", "approval"), ("comment", data.draw(cell)), ("num_votes", str(len(votes))))
    file = Pabulib(
        Table(("key", "value"), meta),
        Table(("project_id", "cost", *extra), rows),
        Table(("voter_id", "vote", "neighborhood"), votes),
    )
    assert pabulib.read(pabulib.write(file)) == file


def test_blt_as_other_programs_write_it() -> None:
    text = '# made by hand\n4 2\n-2\n3 1 3=4 0   # a tie\n(a7) 1 2 - 1 0\n0\n"Ada \\"A\\""\n"Bo" "Cy"\n"Di"\n"Board"\n'
    file = blt.read(text)
    assert file.papers == (Paper(3, "1 3=4"), Paper(1, "2 - 1", "a7"))
    election = file.election()
    assert election.names == ('Ada "A"', "Cy", "Di")
    assert election.ballots == {"1,2=3": 3, "1": 1}
    assert (election.title, election.seats) == ("Board", 2)


PREFLIB = "# TITLE: T\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 5\n" + "".join(
    f"# ALTERNATIVE NAME {number}: {name}\n" for number, name in enumerate("ABC", start=1)
)


def test_preflib_orders_are_read() -> None:
    election = preflib.read(PREFLIB + "3: 1,{2,3}\n2: {1, 3}, 2\n", "toc")
    assert election.names == ("A", "B", "C")
    assert election.ballots == {"1,2=3": 3, "1=3,2": 2}


def test_sheets_are_read_however_a_spreadsheet_wrote_them() -> None:
    as_utf16 = "Antal;Ärta;'=Böna\r\n2;1;2\r\n1;;1\r\n".encode("utf-16")
    election = interchange.read("Vote.CSV", as_utf16, shapes.RANKING)
    assert election.names == ("Ärta", "=Böna")
    assert election.ballots == {"1,2": 2, "2": 1}
    western = interchange.read("vote.csv", "Ärta,Böna\n1,\n".encode("cp1252"), shapes.RANKING)
    assert western.names == ("Ärta", "Böna")


def test_a_sheet_may_hold_names_under_ranks() -> None:
    election = interchange.read("v.csv", b"voter,Rank 1,Rank 2\na,Bo,Ada\nb,Ada,\n", shapes.RANKING)
    assert election.names == ("Bo", "Ada")
    assert election.ballots == {"1,2": 1, "2": 1}


def test_pabulib_reads_points_orders_and_decimals() -> None:
    head = "META\nkey;value\nbudget;100,50\nvote_type;{}\nPROJECTS\nproject_id;cost\na;10.25\nb;90\nVOTES\n"
    points = pabulib.read(head.format("cumulative") + "voter_id;vote;points\n1;a,b;3,7\n").election()
    assert (points.ballots, points.budget, points.costs, points.unit) == ({"1:3,2:7": 1}, 402, (41, 360), 4)
    assert pabulib.read(head.format("ordinal") + "voter_id;vote\n1;b,a\n").election().ballots == {"2,1": 1}


PB = "META\nkey;value\nbudget;100\nvote_type;approval\nnum_votes;1\n"
PB += "PROJECTS\nproject_id;cost\na;10\nVOTES\nvoter_id;vote\n1;a\n"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("v.txt", "hello", "this kind of file cannot be read"),
        ("v.blt", "  \n", "empty"),
        ("v.blt", "2 1\n1 3 0\n0\n", "line 2: there is no option 3"),
        ("v.blt", "2 1\n1 1 1 0\n0\n", "line 2: option 1 is named twice"),
        ("v.blt", "2 1\nx 1 0\n0\n", "line 2: the number of ballots"),
        ("v.blt", "2 1\n1 1 2\n", "line 2: the ballot does not end with 0"),
        ("v.blt", '2 1\n1 1 0\n0\n"A" "B', "has no end"),
        ("v.blt", '2 1\n1 1 0\n0\n"A"\n', "line 4: the file ends where the name of option 2"),
        ("v.blt", '1 1\n-1\n0\n"A"\n', "every option has withdrawn"),
        ("v.blt", "99999 1\n", "line 1: the number of options"),
        ("v.csv", "A,A\n1,2\n", "line 1: “A” stands over two columns"),
        ("v.csv", "A,B\n1,2,3\n", "line 2: there are 3 cells"),
        ("v.csv", "A,B\n\n1,x\n", "line 3: a cell should hold a rank"),
        ("v.csv", "count,A\n-2,1\n", "line 2: the number of ballots"),
        ("v.csv", 'A,B\n"1,2\n', "cannot be told apart"),
        ("v.soi", "1: 1,2\n", "line 1: the header does not say NUMBER ALTERNATIVES"),
        ("v.soi", PREFLIB + "5: 1,{2,3}\n", "line 7: there are no ties"),
        ("v.soc", PREFLIB + "5: 1,2\n", "line 7: every order"),
        ("v.toi", PREFLIB + "5: 1,9\n", "line 7: there is no option 9"),
        ("v.toi", PREFLIB + "4: 1,2\n", "line 3: NUMBER VOTERS is 5, but there are 4"),
        ("v.toi", PREFLIB + "five\n", "line 7: here should stand"),
        ("v.toi", PREFLIB + "5: 1,{2\n", "line 7: the order cannot be read"),
        ("v.pb", "VOTE\n", "begins with META"),
        ("v.pb", PB.replace("1;a", "1;q"), "line 11: a vote names a project"),
        ("v.pb", PB.replace("a;10", "a;ten"), "line 8: “ten” is not an amount"),
        ("v.pb", PB.replace("num_votes;1", "num_votes;7"), "num_votes is 7, but there are 1"),
        ("v.pb", PB.replace("a;10\n", "a;10\na;11\n"), "line 9: project a stands twice"),
        ("v.pb", PB.replace("approval", "shouting"), "vote_type “shouting” is not known"),
        ("v.pb", PB.partition("VOTES")[0], "the section VOTES is missing"),
        ("v.csv", "A\0B\n", "not a text file"),
    ],
)
def test_a_bad_file_is_refused_with_words_and_its_line(name: str, text: str, words: str) -> None:
    with pytest.raises(BadFile) as refused:
        interchange.read(name, text.encode(), shapes.RANKING)
    assert words in str(refused.value)


@pytest.mark.parametrize("ending", list(interchange.FORMATS))
@given(data=st.binary(max_size=200) | st.text(string.printable + "åäö🌳", max_size=200).map(str.encode))
def test_whatever_the_bytes_are_a_file_is_read_or_refused(ending: str, data: bytes) -> None:
    for shape in SHAPES:
        try:
            election = interchange.read(f"v{ending}", data, shape)
        except BadFile:
            continue
        assert election.names


def test_a_file_may_end_its_lines_any_way() -> None:
    assert decoded("a\r\nb\rc\n".encode("utf-8-sig")) == "a\nb\nc\n"
    with pytest.raises(BadFile):
        decoded(b"\x81\x8d")
