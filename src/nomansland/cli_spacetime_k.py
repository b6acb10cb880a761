"""The command that estimates the space-time K function of a plain table of dated places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nomansland import console
from nomansland.cli_spacetime import foot, form_option, how, permutation_options, points_argument, print_json, take
from nomansland.cli_spacetime import shown as figure
from nomansland.words.errors import StudyError

if TYPE_CHECKING:
    from nomansland.study.spacetime.edges import Border
    from nomansland.study.spacetime.kfunction import KFunction


class Numbers(click.ParamType):  # type: ignore[type-arg]
    """Numbers between commas."""

    name = "a,b,c"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The numbers, or a usage error."""
        if not isinstance(value, str):
            return value
        try:
            return tuple(float(part) for part in value.split(","))
        except ValueError:
            self.fail(f"{value!r} is no list of numbers like 5,10,20", param, ctx)


def _border(path: Path | None) -> Border | None:
    if path is None:
        console.warn("note: no --border: the smallest rectangle round the events is taken; K is then a little low.")
        return None
    import numpy as np

    from nomansland.study.spacetime.edges import Border
    from nomansland.study.spacetime.events import read

    corners = read(path, ("x", "y"))
    return Border(np.column_stack((corners.x, corners.y)))


@click.command()
@points_argument
@click.option("--space", required=True, type=Numbers(), help="Distances, rising; unit of x and y.")
@click.option("--time", "lags", required=True, type=Numbers(), help="Lags, rising; unit of t.")
@click.option(
    "--border",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table x, y of the corners of the region, in order.",
)
@click.option("--period", type=Numbers(), help="Begin and end of what was observed; else first and last date.")
@permutation_options
@form_option
def k(
    points: Path,
    space: tuple[float, ...],
    lags: tuple[float, ...],
    border: Path | None,
    period: tuple[float, ...] | None,
    permutations: int,
    seed: int,
    quiet: bool,
    form: str,
) -> None:
    """Estimate the space-time K function, its excess over the margins, and test that.

    \b
    nomansland study k POINTS.csv --space 5,10,20 --time 30,60 --border BORDER.csv --period 0,1000
    """
    import numpy as np

    from nomansland.study.spacetime.kfunction import space_time_k

    if period is not None and len(period) != 2:
        raise StudyError("--period needs a begin and an end.", todo="Give it like 0,1000.")
    table = take(points)
    found = space_time_k(
        table.x,
        table.y,
        table.t,
        np.array(space),
        np.array(lags),
        border=_border(border),
        period=(period[0], period[1]) if period else None,
        permutations=permutations,
        seed=seed,
        track=console.quiet_track if quiet else console.track,
    )
    if form == "json":
        print_json(found, table)
        return
    _print(found, permutations, seed)


def _print(found: KFunction, permutations: int, seed: int) -> None:
    import numpy as np

    columns = ("distance", "lag", "K", "K1 K2", "D", "D0", "low", "high")
    surfaces = (found.k, found.k - found.d, found.d, found.d0, found.lower, found.upper)
    rows = []
    for (a, b), _ in np.ndenumerate(found.k):
        values = (found.space[a], found.time[b], *(None if one is None else one[a, b] for one in surfaces))
        rows.append([figure(None if value is None else float(value)) for value in values])
    console.table("Space-time K; low and high hold D everywhere in 95 of 100 permutations", columns, rows, "none.")
    console.say(f"p {figure(found.p)} by the largest standardised D, {figure(found.p_sum)} by their sum.")
    console.say(f"p by {how(permutations, seed)}.")
    begin, end = found.period
    console.say(f"area {found.area:g}, period {begin:g} to {end:g}.")
    foot()
