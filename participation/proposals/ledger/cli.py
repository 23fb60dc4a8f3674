"""`flask verify` checks the chain; `flask erase-entry` erases lawfully, `flask follow-erasures` after retention."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from participation import clock
from participation.db import db
from participation.proposals.ledger import actions, guards, queries, rules
from participation.refusal import Refusal
from participation.web.refusals import words_for


@click.command("verify")
@click.option(
    "--heads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of heads published earlier (as on /data/heads.txt): finds a chain whose end was cut off.",
)
@click.option("--head", "kept", multiple=True, help="One such head as SEQ:HASH.")
@with_appcontext
def verify(heads: Path | None, kept: tuple[str, ...]) -> None:
    """Check every entry of the ledger and the guards of its tables; ends with 1 and names the first that is broken."""
    try:
        known = rules.parse_heads("\n".join([heads.read_text(encoding="utf-8") if heads else "", *kept]))
    except ValueError as problem:
        raise click.UsageError(str(problem)) from problem
    broken = rules.first_break(queries.chain(), known)
    missing = guards.guards_missing(db.session())
    if broken is not None:
        of = f" of proposal {broken.proposal}" if broken.proposal else ""
        click.echo(f"Entry {broken.seq}{of} is broken: {broken.why}.")
    for name in missing:
        click.echo(f"The guard {name} is missing: the database no longer refuses changes.")
    if broken is not None or missing:
        raise SystemExit(1)
    last = next(iter(queries.latest(1)), None)
    end = f"{last.seq}:{last.hash}" if last else "nothing published yet"
    click.echo(f"The ledger is whole ({end}).")


@click.command("erase-entry")
@click.argument("seq", type=int)
@click.option("--decision", required=True, help="The id of the entered decision on destruction.")
@with_appcontext
def erase_entry(seq: int, decision: str) -> None:
    """Erase the words, names and files of one entry under an entered decision."""
    try:
        made = actions.erase(seq, decision, clock.now())
    except Refusal as refusal:
        raise click.ClickException(words_for(refusal)) from refusal
    click.echo(f"Entry {seq} is erased; entry {made} says so.")


@click.command("replay-erasures")
@with_appcontext
def replay_erasures() -> None:
    """Erase again what the chain says is erased: to be run on a restored backup."""
    click.echo(f"Erased again: {actions.replay_erasures()}.")


@click.command("follow-erasures")
@with_appcontext
def follow_erasures() -> None:
    """Erase entries whose origins were destroyed by `flask retention`, under the same decision: run after it."""
    click.echo(f"Erased: {actions.follow_erasures(clock.now())}.")
