"""`flask count`: count an interchange file from the command line."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from flask_babel import force_locale

from participation.voting import interchange
from participation.voting.counting import METHODS, Method
from participation.voting.counting.outcome import Outcome, plain
from participation.voting.counting.terms import EXHAUSTED, ONE_LEFT, Progress, Terms
from participation.voting.counting.ties import seed_of
from participation.voting.interchange import telling
from participation.voting.interchange.election import BadFile, Election
from participation.voting.interchange.fitting import BUDGETS, ballots_for, shape_for
from participation.voting.interchange.lines import MOST_BYTES

LARGE = 10_000_000
"""Bytes from which reading is announced."""


ELECTS = {"irv", "stv", *BUDGETS}
"""Methods that say themselves who wins; of the others the first places do."""


class CannotCount(click.ClickException):
    """The file or what was asked for does not fit; ends with 2, as wrong options do."""

    exit_code = 2


@click.command("count")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--method", "name", required=True, type=click.Choice(list(METHODS)), help="How the ballots are counted.")
@click.option("--seats", type=click.IntRange(min=1), help="How many win. [default: 1; for stv what the file says]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--shared-ranks",
    type=click.Choice([ONE_LEFT, EXHAUSTED]),
    default=ONE_LEFT,
    show_default=True,
    help="What a shared rank counts for in irv and stv: the one of them still in, or nobody.",
)
@click.option("--seed", help="Text from which lots are drawn. [default: the hash of the ballots]")
def count(file: Path, name: str, seats: int | None, as_json: bool, shared_ranks: str, seed: str | None) -> None:
    """Count the election in FILE by a method, and tell winners, ranking, every step, and the rules used.

    \b
    .blt                     rankings for irv, stv, schulze, plurality
    .soc .soi .toc .toi      the same, as PrefLib writes them
    .pb (Pabulib)            greedy, equal-shares; or what its vote_type fits
    .csv                     anything but budgets: a row for each ballot, and

    \b
      a column for each option, headed by its name; the cells hold
        ranks, 1 first, alike for a shared rank   irv stv schulze plurality
        points                                    score majority-judgment …
        1 or x, empty or 0                        approval
      or columns "rank 1", "rank 2" … with names in order of preference
      a column "count" says how many ballots a row stands for, "id" names it

    An empty cell says nothing. Equal counts share a place; where one must go first, earlier rounds decide (budgets: the
    cheaper), then a lot drawn from --seed. A ballot that names nobody who is still in is exhausted.

    Progress goes to the error channel. What cannot be counted is refused with its line; the exit code is then 2.
    """
    method, called = METHODS[name], click.format_filename(file.name)
    try:
        election = _read(file, method)
        ballots = ballots_for(election, method)
    except BadFile as problem:
        with force_locale("en"):
            raise CannotCount(f"{called}: {problem}") from problem
    _check_seats(name, seats, len(election.names))
    terms = replace(
        election.terms,
        seats=min(seats or (election.terms.seats if name == "stv" else 1), len(election.names)),
        shared_ranks=shared_ranks,
        seed=seed if seed is not None else seed_of(ballots),
        progress=_progress("Counting"),
    )
    outcome = method.count(len(election.names), ballots.items(), terms)
    winners = outcome.winners if name in ELECTS else _leading(outcome, terms.seats)
    rules = telling.rules(name, method.TIES, shared_ranks)
    if any(step["step"] == "broken" and step["by"] == "lot" for step in outcome.account):
        rules["seed of the lot"] = terms.seed
    if as_json:
        data = _data(called, election, method, terms, outcome, winners, rules)
        click.echo(json.dumps(data, ensure_ascii=sys.stdout.encoding.lower() != "utf-8"))
        return
    _say(f"{telling.shown(election.title) or called}: {name}, version {method.VERSION}\n")
    for line in telling.told(tuple(map(telling.shown, election.names)), outcome, winners, rules):
        _say(line)


def _say(line: str) -> None:
    """A line for a reader, on whatever letters the terminal has."""
    letters = sys.stdout.encoding
    click.echo(line.encode(letters, "replace").decode(letters))


def _read(file: Path, method: Method) -> Election:
    """The election, its cells read as what the method counts."""
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise BadFile("too_large", megabytes=MOST_BYTES // 1_000_000)
    if size > LARGE:
        click.echo(f"Reading {size // 1_000_000} MB …", err=True)
    return interchange.read(file.name, file.read_bytes(), shape_for(method), _progress("Reading"))


def _check_seats(name: str, seats: int | None, options: int) -> None:
    """Refuse seats that a method does not have."""
    if seats is None:
        return
    if name in BUDGETS:
        raise CannotCount(f"{name} funds what the budget bears; it has no seats")
    if name == "irv" and seats > 1:
        raise CannotCount("irv elects one; for several seats use stv")
    if seats > options:
        raise CannotCount(f"there are {seats} seats, but only {options} options")


def _leading(outcome: Outcome, seats: int) -> tuple[int, ...]:
    """Who takes the first seats; all that share the last of them. A sum of nothing takes none."""
    if not outcome.winners:
        return ()
    summed = outcome.elected is None
    first = (place for place in outcome.ranking if place.place <= seats and (place.count or not summed))
    return tuple(entry for place in first for entry in place.entries)


def _data(
    file: str, election: Election, method: Method, terms: Terms, outcome: Outcome, winners: Any, rules: Any
) -> dict[str, Any]:
    """The count as one object; the account names options by their number, from 1."""
    names = election.names
    return {
        "file": file,
        "title": election.title,
        "method": method.NAME,
        "version": method.VERSION,
        "seats": None if method.NAME in BUDGETS else terms.seats,
        "options": list(names),
        "winners": [names[entry - 1] for entry in winners],
        "ranking": [
            {"place": place.place, "names": [names[entry - 1] for entry in place.entries], "count": plain(place.count)}
            for place in outcome.ranking
        ],
        "ballots": outcome.ballots,
        "blank": outcome.blank,
        "account": [dict(step) for step in outcome.account],
        "rules": rules,
    }


def _progress(doing: str) -> Progress:
    """Tells on the error channel how far it has come, once it takes long; more often on a terminal."""
    terminal = sys.stderr.isatty()
    pause = 0.5 if terminal else 2.0
    told = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal told
        if time.monotonic() - told >= pause:
            told = time.monotonic()
            click.echo(f"{doing} … {min(99, 100 * done // max(of, 1))} %", err=True)

    return tell
