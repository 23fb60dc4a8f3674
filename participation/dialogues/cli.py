"""`flask analyse`: what a conversation that was exported from elsewhere agrees on, and what divides it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

WIDTH = 72
"""Characters of a statement in the table."""


class _Unreadable(click.ClickException):
    exit_code = 2


@click.command("analyse")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Give the same as one JSON object.")
def analyse(folder: Path, as_json: bool) -> None:
    """Analyse the exported conversation in FOLDER: votes, consensus across groups, what is typical of a group.

    FOLDER holds comments.csv and votes.csv, and participants-votes.csv where groups are known.
    """
    # Only the worker and this need numpy, which takes a while to load: the web process never imports it.
    from participation.dialogues import exported
    from participation.dialogues.analysis import findings

    try:
        read = exported.read(folder)
    except exported.Unreadable as problem:
        raise _Unreadable(str(problem)) from problem
    found = findings.analyse(read.conversation).as_data()
    for statement in found["statements"]:
        words = read.words.get(statement["id"])
        statement.update({"id": int(statement["id"]), "text": words})
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for line in _table(found, read.words):
        click.echo(line)


def _table(found: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    """The findings for people to read: what is agreed on most across groups first."""
    statements = found["statements"]
    yield f"{found['participants']} participants, {len(statements)} statements, {found['votes']} votes"
    yield ""
    yield "Consensus: the product over the groups of (agree + 1) / (seen + 2)."
    yield f"{'id':>5} {'agree':>6} {'disagree':>8} {'pass':>6} {'consensus':>9} {'divides':>7}  statement"
    for row in sorted(statements, key=lambda row: (-row["group_aware_consensus"], row["id"])):
        yield (
            f"{row['id']:>5} {row['agree']:>6} {row['disagree']:>8} {row['pass']:>6} "
            f"{row['group_aware_consensus']:>9.4f} {row['division']:>7.2f}  {_short(row['text'] or '')}"
        )
    for group in found["groups"]:
        yield ""
        kind = "Group" if group["kind"] == "known" else "Opinion group"
        yield f"{kind} {group['name']}: {group['size']} participants"
        if not group["typical"]:
            yield "  Nothing sets it apart beyond chance."
        for item in group["typical"]:
            verb = "agree with" if item["agree"] else "disagree with"
            yield (
                f"  {item['count']} of {item['seen']} {verb} {item['statement']} "
                f"({item['ratio']:.2f} times the others)  {_short(words.get(item['statement'], ''))}"
            )


def _short(text: str) -> str:
    """A statement on one line."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"
