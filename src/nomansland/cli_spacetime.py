"""The commands that measure a plain table of dated places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nomansland import console
from nomansland.options import quiet_option

if TYPE_CHECKING:
    from nomansland.study.spacetime.events import Table

points_argument = click.argument("points", type=click.Path(exists=True, dir_okay=False, path_type=Path))
form_option = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
space_option = click.option("--space", type=float, required=True, help="Largest distance, inclusive; unit of x and y.")
time_option = click.option("--time", "lag", type=float, required=True, help="Largest lag, inclusive; unit of t.")
NULL = "Null: the dates are exchangeable among the places. A population that moves between the places breaks it."
UNITS = "Distances are straight lines in the unit of x and y: project longitudes and latitudes first."


def permutation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How many permutations, from which seed, with progress or without."""
    many = click.option("--permutations", default=999, show_default=True, type=click.IntRange(0, 1_000_000))
    seed = click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of the permutations.")
    return many(seed(quiet_option(command)))


def _read(points: Path) -> Table:
    from nomansland.study.spacetime.events import read

    table = read(points)
    if table.ignored:
        console.warn(f"note: not read: {', '.join(table.ignored)}.")
    return table


def _track(quiet: bool) -> Any:
    return console.quiet_track if quiet else console.track


def _unit(table: Table) -> str:
    return "days" if table.dated else "units of t"


def _how(permutations: int, seed: int) -> str:
    if not permutations:
        return "no permutations were asked for"
    return f"{permutations:,} permutations of the dates, seed {seed}: (k + 1) / (m + 1)"


def _lines(rows: list[tuple[str, Any]]) -> None:
    wide = max(len(name) for name, _ in rows)
    for name, value in rows:
        console.say(f"{name.ljust(wide)}  {_shown(value)}")


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


@click.command()
@points_argument
@space_option
@time_option
@permutation_options
@form_option
def knox(points: Path, space: float, lag: float, permutations: int, seed: int, quiet: bool, form: str) -> None:
    """Count pairs of events close in space and in time, and test the count (Knox).

    POINTS is a table with columns x, y and t, t in numbers or ISO dates; other columns are not read. A table with a row
    that cannot be read is refused.

    \b
    nomansland study knox POINTS.csv --space 20 --time 5
    """
    from nomansland.study.spacetime.knox import knox as test

    table = _read(points)
    found = test(table.x, table.y, table.t, space, lag, permutations, seed, _track(quiet))
    how = _how(permutations, seed)
    if form == "json":
        console.json(asdict(found) | {"p_by": how, "time_unit": _unit(table), "null": NULL, "units": UNITS})
        return
    _lines(
        [
            ("observed", found.observed),
            ("expected", found.expected),
            ("p", found.p),
            ("p by", how),
            ("deviation", found.deviation),
            ("p by Poisson", found.p_poisson),
            ("modified", found.modified),
            ("p of modified", found.p_modified),
            ("events", found.events),
            ("close in space", f"{found.close_in_space} pairs, at most {space:g} units of x and y apart"),
            ("close in time", f"{found.close_in_time} pairs, at most {lag:g} {_unit(table)} apart"),
        ]
    )
    console.say(NULL)
    console.say(UNITS)
