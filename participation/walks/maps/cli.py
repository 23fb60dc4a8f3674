"""`flask map import`: from OpenStreetMap's or one's own data to the town's own map."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from participation import clock
from participation.walks.maps import actions, drawing, rules
from participation.walks.maps.reading import Source
from participation.walks.maps.rules import MapError

OPENSTREETMAP = "© OpenStreetMap contributors"

group = AppGroup("map", help="The town's own map.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option(
    "--bbox", metavar="W,S,E,N", help="The part to draw, in degrees. Without it: all that the file says it holds."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the SVG here; the town's map stays."
)
@click.option("--language", help="Whose names to show first. Without it: the installation's language.")
@click.option("--attribution", default=OPENSTREETMAP, show_default=True, help="Whose data it is.")
@with_appcontext
def import_map(file: Path, bbox: str | None, out: Path | None, language: str | None, attribution: str) -> None:
    """Make the town's map from FILE: .osm.pbf, .osm, or .geojson whose properties are OpenStreetMap's tags."""
    source = Source(file, _told)
    try:
        drawn = drawing.make(
            source.features(),
            rules.read_bounds(bbox) if bbox else _own_bounds(source),
            language=language or current_app.config["DEFAULT_LANGUAGE"],
            attribution=" ".join(attribution.split())[:200],
        )
        if out is not None:
            out.write_text(drawn.svg, encoding="utf-8")
    except (MapError, OSError) as problem:
        raise click.ClickException(str(problem)) from problem
    map_id = actions.keep_map(drawn, clock.now()) if out is None else None
    _report(drawn, source)
    click.echo(f"Written to {out}." if out else f"It is the town's map now: /maps/{map_id}.svg")


def _own_bounds(source: Source) -> rules.Bounds:
    found = source.bounds()
    if found is None:
        raise MapError("the file does not say what it covers: say it with --bbox west,south,east,north")
    return rules.check_bounds(found)


def _told(count: int) -> None:
    click.echo(f"\rReading: {count:,} objects", nl=False, err=True)


def _report(drawn: drawing.Drawn, source: Source) -> None:
    size, km2 = len(drawn.picture.encode()), drawn.bounds.km2
    click.echo(f"\r{km2:.2f} km², {len(drawn.names)} names, {size / 1000:.1f} kB ({size / km2 / 1000:.1f} kB per km²).")
    if source.unreadable:
        click.echo(f"{source.unreadable} features could not be read and are left out.", err=True)
    if drawn.bytes_per_km2 > rules.MOST_BYTES_PER_KM2:
        click.echo("That is more than phones should keep: choose a smaller part with --bbox.", err=True)
