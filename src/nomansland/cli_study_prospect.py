"""`study prospect`: how likely reports of both sides are to name one stretch of the front in the coming weeks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nomansland.options import case_argument, opened, quiet_option

if TYPE_CHECKING:
    from nomansland.study.prospect import Prospect

file_type = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@case_argument
@click.option("--points", type=file_type, help="A table instead of a case: side, date, km; sector.")
@click.option("--length", type=float, help="Kilometres of the front of the table; else the largest km in it.")
@click.option("--front", type=file_type, help="Front lines; by default those of the case, else the schematic ones.")
@click.option("--weeks", default=4.0, show_default=True, help="How far to look.")
@click.option("--window", default=14.0, show_default=True, help="How near in days the two sides must come.")
@click.option("--held-back", default=120.0, show_default=True, help="Days at the end to compare with a constant rate.")
@click.option("--draws", default=100, show_default=True, help="Bootstrap worlds.")
@click.option("--seed", default=1, show_default=True)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@quiet_option
def prospect(
    case_path: str | None, points: Path | None, length: float | None, front: Path | None, weeks: float, window: float,
    held_back: float, draws: int, seed: int, form: str, quiet: bool,
) -> None:  # fmt: skip
    """Fit a two-sided self- and cross-exciting process to the reports, and forecast reports where it can be carried.

    It is shown only where it beats a constant rate on the last months; it stays in the case.

    \b
    nomansland study prospect CASE --weeks 4
    nomansland study prospect --points POINTS.csv --format json
    """
    from nomansland import console, work
    from nomansland.study.prospect import from_case, from_points
    from nomansland.study.prospect import prospect as measured

    if points is not None:
        from nomansland.study.convergence.table import read_points

        table, notices = read_points(points, length)
        for notice in notices:
            console.warn(notice)
        data, names = from_points(table, seed)
    else:
        incidents, fronts = work.located(opened(case_path), front)
        data, names = from_case(incidents.primary, fronts, seed)
    found = measured(data, names, weeks, window, held_back, draws, seed=seed, track=work.tracker(quiet))
    if form == "json":
        console.json(found)
    else:
        _show(found)


def _show(found: Prospect) -> None:
    from nomansland import console

    counts = ", ".join(f"{side} {number}" for side, number in found.counts)
    console.say(f"{counts} reported incidents on {found.km:.0f} km of front in {found.days:.0f} days.")
    for reason in found.refused:
        console.say(f"Refused: {reason}")
    if not found.refused:
        _show_fit(found)
    for reason in found.withheld:
        console.say(f"No forecast: {reason}")
    rows = [
        (found.places[one.place] if one.place is not None else "anywhere on the front",
         f"{one.chance:.0%}", f"{one.low:.0%} to {one.high:.0%}")
        for one in found.chances
    ]  # fmt: skip
    title = f"Reports of both sides within {found.window:g} days of each other, in the next {found.weeks:g} weeks"
    if rows:
        console.table(title, ("stretch", "chance", "95 %"), rows, "")
    for line in (*found.assumptions, *found.limits):
        console.say(f"* {line}")


def _show_fit(found: Prospect) -> None:
    from nomansland import console

    rows = [
        (one.source, one.target, f"{one.offspring:.2f}", f"{one.low:.2f} to {one.high:.2f}", f"{one.days:.1f}",
         f"{one.km:.0f}")
        for one in found.excitation
    ]  # fmt: skip
    columns = ("one report on", "sets off on", "reports", "95 %", "mean days", "km")
    console.table("Excitation", columns, rows, "")
    console.say(f"Between the sides, beyond what shared fighting explains (sides shuffled): p = {found.cross_p:.3f}.")
    console.say(f"Sensitivity, takes shared offensives for an answer (no cross excitation): p = {found.plain_p:.3f}.")
    if found.residuals is not None:
        times = ", ".join(
            f"{side} p = {p:.2f}" for (side, _), p in zip(found.counts, found.residuals.p_time, strict=True)
        )
        console.say(f"Residuals in time against the model: {times}.")
    if found.gain is not None:
        gain = found.gain
        console.say(
            f"Against a constant rate on the last {gain.weeks} weeks: {gain.mean:+.2f} nats a report "
            f"({gain.low:+.2f} to {gain.high:+.2f})."
        )
    for doubt in found.doubts:
        console.say(f"Doubt: {doubt}")
