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
SHOWN = 20
UNITS = "Distances are straight lines in the unit of x and y: project longitudes and latitudes first."


def permutation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How many permutations, from which seed, with progress or without."""
    many = click.option("--permutations", default=999, show_default=True, type=click.IntRange(0, 1_000_000))
    seed = click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of the permutations.")
    return many(seed(quiet_option(command)))


def take(points: Path) -> Table:
    """Read a table and name on standard error what was not read."""
    from nomansland.study.spacetime.events import read

    table = read(points)
    if table.ignored:
        console.warn(f"note: not read: {', '.join(table.ignored)}.")
    return table


def _track(quiet: bool) -> Any:
    return console.quiet_track if quiet else console.track


def _unit(table: Table) -> str:
    return "days" if table.dated else "units of t"


def how(permutations: int, seed: int) -> str:
    """How p was made."""
    if not permutations:
        return "no permutations were asked for"
    return f"{permutations:,} permutations of the dates, seed {seed}: (k + 1) / (m + 1)"


def _lines(rows: list[tuple[str, Any]]) -> None:
    wide = max(len(name) for name, _ in rows)
    for name, value in rows:
        console.say(f"{name.ljust(wide)}  {shown(value)}")


def print_json(found: Any, table: Table) -> None:
    """A result with what its numbers mean; whole numbers, text and arrays become plain JSON."""
    values = {name: value.tolist() if hasattr(value, "tolist") else value for name, value in asdict(found).items()}
    made = how(found.permutations, found.seed)
    console.json(values | {"p_by": made, "time_unit": _unit(table), "null": NULL, "units": UNITS})


def foot() -> None:
    """The sentences under every result."""
    console.say(NULL)
    console.say(UNITS)


def shown(value: Any) -> str:
    """A value for a person: six digits, a dash for none."""
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

    table = take(points)
    found = test(table.x, table.y, table.t, space, lag, permutations, seed, _track(quiet))
    if form == "json":
        print_json(found, table)
        return
    _lines(
        [
            ("observed", found.observed),
            ("expected", found.expected),
            ("p", found.p),
            ("p by", how(permutations, seed)),
            ("deviation", found.deviation),
            ("p by Poisson", found.p_poisson),
            ("modified", found.modified),
            ("p of modified", found.p_modified),
            ("events", found.events),
            ("close in space", f"{found.close_in_space} pairs, at most {space:g} units of x and y apart"),
            ("close in time", f"{found.close_in_time} pairs, at most {lag:g} {_unit(table)} apart"),
        ]
    )
    foot()


@click.command()
@points_argument
@space_option
@time_option
@permutation_options
@form_option
def local(points: Path, space: float, lag: float, permutations: int, seed: int, quiet: bool, form: str) -> None:
    """Count each event's neighbours in space and time, with an exact p-value for each (local Knox).

    \b
    nomansland study local POINTS.csv --space 20 --time 5
    """
    from nomansland.study.spacetime.local import local_knox

    table = take(points)
    found = local_knox(table.x, table.y, table.t, space, lag, permutations, seed, _track(quiet))
    if form == "json":
        print_json(found, table)
        return
    order = sorted(range(len(found.p)), key=lambda event: (float(found.p[event]), event))[:SHOWN]
    columns = ("event", "x", "y", "observed", "expected", "p", "p after Holm", "p by permutation")
    values = (table.x, table.y, found.observed, found.expected, found.p, found.adjusted, found.p_permuted)
    rows = [
        (str(event + 1), *(shown(column[event].item() if column is not None else None) for column in values))
        for event in order
    ]
    console.table("Events with the smallest p", columns, rows, "none.")
    console.say(f"{len(found.p)} events; each is tested, so look at p after Holm. {how(permutations, seed)}.")
    foot()


@click.command()
@points_argument
@click.option("--space-constant", default=1.0, show_default=True, help="Added to each distance.")
@click.option("--space-power", default=-1.0, show_default=True, help="1 for plain distances.")
@click.option("--time-constant", default=1.0, show_default=True, help="Added to each lag.")
@click.option("--time-power", default=-1.0, show_default=True, help="1 for plain lags.")
@permutation_options
@form_option
def mantel(points: Path, permutations: int, seed: int, quiet: bool, form: str, **bend: float) -> None:
    """Correlate distances in space and in time over all pairs (standardised Mantel).

    \b
    nomansland study mantel POINTS.csv
    """
    from nomansland.study.spacetime.mantel import mantel as test

    table = take(points)
    found = test(table.x, table.y, table.t, permutations, seed, _track(quiet), **bend)
    if form == "json":
        print_json(found, table)
        return
    _lines([("statistic", found.statistic), ("p", found.p), ("p by", how(permutations, seed))])
    _lines([("events", found.events), *bend.items()])
    foot()


@click.command()
@points_argument
@click.option("--k", "k", required=True, type=int, help="How many nearest neighbours.")
@permutation_options
@form_option
def jacquez(points: Path, k: int, permutations: int, seed: int, quiet: bool, form: str) -> None:
    """Count pairs that are k nearest neighbours both in space and in time (Jacquez).

    \b
    nomansland study jacquez POINTS.csv --k 3
    """
    from nomansland.study.spacetime.jacquez import jacquez as test

    table = take(points)
    found = test(table.x, table.y, table.t, k, permutations, seed, _track(quiet))
    if form == "json":
        print_json(found, table)
        return
    _lines(
        [
            ("observed", found.statistic),
            ("by row", found.by_row),
            ("expected", found.expected),
            ("p", found.p),
            ("p by", how(permutations, seed)),
            ("events", found.events),
        ]
    )
    console.say("Events equally far away count by their chance; `by row` lets the earlier row win, as others do.")
    foot()
