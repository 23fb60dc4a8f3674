"""`flask retention`: destroys what an entered decision allows, and nothing else."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from participation import clock
from participation.events.records import actions, queries


@click.command("retention")
@with_appcontext
def retention() -> None:
    """Destroy words whose time has run out under an entered destruction decision."""
    if not queries.decisions():
        click.echo("No destruction decision is entered: nothing is destroyed.")
        return
    done = 0
    for done in actions.destroy(clock.now()):
        click.echo(f"{done} destroyed so far", err=True)
    click.echo(f"{done} contributions destroyed.")
