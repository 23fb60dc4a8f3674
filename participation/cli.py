"""`flask serve`, `flask settings` and `flask seed`; rooms add their own commands."""

from __future__ import annotations

import os
import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from participation import config
from participation import demo as demonstration
from participation.db import db
from participation.events.qr import terminal
from participation.serve import serve as run_server


@click.command("serve")
@click.option("--host", default="127.0.0.1", help="0.0.0.0 lets phones in the same network in.")
@click.option("--port", default=8000, type=click.IntRange(0, 65535))
@click.option("--https", is_flag=True, help="Serve with a self-signed certificate.")
@with_appcontext
def serve(host: str, port: int, https: bool) -> None:
    """Start the real server, and the worker for what is done outside requests."""

    def welcome(here: str, network: str | None) -> None:
        os.environ.setdefault("PUBLIC_URL", network or here)
        _welcome(here, network)
        # This process only watches from here on: a read left open would keep SQLite from ever tidying its files.
        db.session.remove()
        db.engine.dispose()

    sys.exit(run_server(host, port, config=current_app.config, welcome=welcome, https=https))


def _welcome(here: str, network: str | None) -> None:
    """Where to go, the code to join by, and the demonstration's sign-ins."""
    address = os.environ["PUBLIC_URL"]
    click.secho(f"\nTråden · {current_app.config['MUNICIPALITY']}\n", bold=True)
    click.echo(f"On this machine      {here}")
    click.echo(f"In the same network  {network or '-'}")
    code = demonstration.open_event_code()
    if code:
        click.echo(f"\nJoin the open event  {address}/j/{code}\n")
        click.echo(terminal(f"{address}/j/{code}"))
    for line in demonstration.sign_ins(current_app.config["INSTANCE_DIR"]):
        click.echo(line)
    click.echo("\nStop with Ctrl+C.")


@click.command("settings")
def settings() -> None:
    """Print every setting, its default and its meaning, as a table in Markdown."""
    click.echo("| Setting | Default | Meaning |\n|---|---|---|")
    for item in config.SETTINGS:
        click.echo(f"| `{item.name}` | {f'`{item.default}`' if item.default else ''} | {item.meaning} |")


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Build the demonstration town, once: people, an open event, proposals in different states."""
    if demonstration.seed():
        click.echo("The demonstration town stands.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in (serve, settings, seed):
        app.cli.add_command(command)
