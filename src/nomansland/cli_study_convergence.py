"""`nomansland study convergence` and `nomansland study simulate`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nomansland import console
from nomansland.options import case_argument, gazetteer_option, opened, quiet_option

if TYPE_CHECKING:
    from nomansland.study.convergence.measure import Settings
    from nomansland.study.convergence.result import Convergence

SHOWN_PAIRS, LEVEL = 30, 0.05
file_type = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@case_argument
@click.option("--points", type=file_type, help="A table instead of a case: side, date, km; depth, sector, lat, lon.")
@click.option("--length", type=float, help="Kilometres of the whole front of --points; by default the largest km.")
@click.option("--front", type=file_type, help="Front lines; by default those of the case, else the schematic ones.")
@click.option("--permutations", default=999, show_default=True, type=click.IntRange(19, 99_999), help="Per null.")
@click.option("--draws", default=40, show_default=True, type=click.IntRange(0, 10_000), help="Of places and days.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
@click.option("--today", help="The day that counts as today (2023-06-10): what is younger than 90 days is not listed.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@quiet_option
def convergence(
    case_path: str | None,
    points: Path | None,
    length: float | None,
    front: Path | None,
    today: str | None,
    form: str,
    quiet: bool,
    **numbers: int,
) -> None:
    """Whether the refusals of the two sides come nearer to each other than shared fighting makes them.

    Nothing of it may leave the case: it names sectors. Exit code 1: the data cannot carry a test.

    \b
    nomansland study convergence CASE
    nomansland study convergence --points points.csv --format json
    """
    from nomansland.study.convergence.measure import Settings

    settings = Settings(_today(today), **numbers)
    if points is not None:
        if case_path is not None or front is not None:
            raise click.UsageError("Give a case or --points, not both.")
        found = _of_table(points, length, settings, quiet)
    else:
        found = _of_case(case_path, front, settings, quiet)
    if form == "json":
        console.json(as_data(found))
    else:
        show(found)
    if found.refused:
        sys.exit(1)


def _today(text: str | None) -> date:
    from nomansland.words.errors import StudyError

    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise StudyError(f"{text!r} is no day.", todo="Give it like 2023-06-10.") from error


def _of_table(path: Path, length: float | None, settings: Settings, quiet: bool) -> Convergence:
    from nomansland.study.convergence.table import convergence_of_table, read_points
    from nomansland.work import tracker

    read, notices = read_points(path, length)
    for notice in notices:
        console.warn(notice)
    return convergence_of_table(read, settings, tracker(quiet))


def _of_case(path: str | None, front: Path | None, settings: Settings, quiet: bool) -> Convergence:
    from nomansland.study.convergence.case import convergence_of
    from nomansland.work import located, tracker

    events, fronts = located(opened(path), front)
    return convergence_of(events, fronts, settings, tracker(quiet))


def as_data(found: Convergence) -> dict[str, Any]:
    """The result as plain data: what is left out with its reason in words, pairs with whether they share a sector."""
    import orjson

    from nomansland.study.events import REASONS
    from nomansland.words.codec import to_json

    data: dict[str, Any] = orjson.loads(to_json(found))
    for row in data["left_out"]:
        row["why"] = REASONS[row["reason"]]
    for row in data["pairs"]:
        row["same_sector"] = row["sectors"][0] == row["sectors"][1]
    return data


def show(found: Convergence) -> None:
    """The result for people: contacts, pairs and what is left out before any test; then the test or why there is
    none."""
    console.say(f"Located incidents at the front: {found.rf} of the Russian side, {found.ua} of the Ukrainian side.")
    _contacts(found)
    _pairs(found)
    _left_out(found)
    console.say()
    if found.primary is None:
        console.say("No test, because the data cannot carry one:")
        for reason in found.refused:
            console.say(f"* {reason}")
    else:
        _tests(found)
    for title, rows in (("Taken for granted", found.assumptions), ("Limits", (*found.notes, *found.limits))):
        console.say(f"\n{title}:")
        for row in rows:
            console.say(f"* {row}")


def _contacts(found: Convergence) -> None:
    rows = [
        (
            one.id,
            one.side,
            one.place or "-",
            f"{one.first or '?'} to {one.last or '?'}",
            " ".join(one.claims),
            " ".join(one.denied_by) or "-",
        )
        for one in found.contacts
    ]
    columns = ("incident", "side", "place", "days", "claims", "denied by")
    console.table("Reported contacts between the sides", columns, rows, "none is reported.")


def _pairs(found: Convergence) -> None:
    rows = [
        (
            one.rf,
            one.ua,
            "-" if one.km is None else f"{one.km:.0f}",
            f"{one.along_km:.0f}",
            f"{one.least_days}" if one.least_days == one.most_days else f"{one.least_days} to {one.most_days}",
            one.sectors[0] if one.same_sector else " / ".join(one.sectors),
            " ".join(one.reports),
        )
        for one in found.pairs[:SHOWN_PAIRS]
    ]
    columns = ("RF", "UA", "km apart", "along the front", "days apart", "sector", "reports")
    console.table("Both sides within 50 km and 14 days", columns, rows, "none.")
    if found.pairs_whole > len(rows):
        console.say(f"and {found.pairs_whole - len(rows)} more.")
    if found.withheld:
        console.say(f"{found.withheld} more are younger than {found.wait_days} days and are not shown.")


def _left_out(found: Convergence) -> None:
    rows = [(one.side, str(one.number), one.why) for one in found.left_out]
    console.table("Left out", ("side", "incidents", "why"), rows, "nothing.")


def _tests(found: Convergence) -> None:
    from nomansland.study.convergence.wording import SENSITIVITY

    test = found.primary
    if test is None:
        return
    console.say(f"Result: {found.null}")
    verdict = "nearer to each other than" if test.p <= LEVEL else "not shown to be nearer to each other than"
    console.say(f"The two sides' incidents are {verdict} shared fighting makes them:")
    console.say(f"p = {test.p:.3f} over the whole grid, by {test.draws} shuffles.")
    if found.spread is not None:
        one = found.spread
        console.say(
            f"With places and days drawn from their uncertainty ({one.draws} draws) p runs from {one.p_low:.3f} to "
            f"{one.p_high:.3f}, middle {one.p_middle:.3f}; {one.reached:.0%} of the draws reach .05."
        )
    cells = [
        (
            f"{radius:g} km",
            *(
                f"{test.observed[r][c]} / {test.expected[r][c]:.1f} (p {test.p_cells[r][c]:.2f})"
                for c in range(len(test.lags))
            ),
        )
        for r, radius in enumerate(test.radii)
    ]
    lags = [f"{lag:g} day{'' if lag == 1 else 's'}" for lag in test.lags]
    console.table("Cross-side pairs: observed / expected (p corrected over the grid)", ("", *lags), cells, "none.")
    rows = [(SENSITIVITY[one.null], one.metric, one.data, f"{one.p:.3f}") for one in found.sensitivity]
    console.table("Sensitivity, not the result", ("null", "distance", "data", "p"), rows, "none.")
    _shapes(found)


def _shapes(found: Convergence) -> None:
    if found.surface is not None:
        console.say(f"Space-time K along the front: p = {found.surface.p:.3f} for its difference from the margins.")
    if found.nearest is None:
        return
    rows = [
        (str(one.first), str(one.rf), str(one.ua), f"{one.nearest_km:.1f}", f"{one.expected_km:.1f}")
        for one in found.nearest.windows
    ]
    columns = ("30 days from", "RF", "UA", "km to the nearest", "expected")
    console.table("The other side's nearest incident within 14 days, geometric mean", columns, rows, "none.")
    trend = found.nearest.trend
    if trend is None:
        console.say(f"No trend: {found.nearest.refused}")
        return
    console.say(
        "Trend of the distance to the other side's nearest incident, over what shared fighting gives for it: "
        f"{trend.slope:+.0f} % a year (95 % from {trend.low:+.0f} to {trend.high:+.0f} %, {trend.windows} windows)."
    )


@click.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
@click.option("--rf", default=200, show_default=True, type=click.IntRange(0, 100_000), help="Expected incidents.")
@click.option("--ua", default=150, show_default=True, type=click.IntRange(0, 100_000), help="Expected incidents.")
@click.option("--days", default=720, show_default=True, type=click.IntRange(30, 3650))
@click.option("--offensives", default=12, show_default=True, type=click.IntRange(0, 1000), help="They hit both sides.")
@click.option("--detected", default=1.0, show_default=True, type=click.FloatRange(0, 1), help="Share that is reported.")
@click.option(
    "--planted", default=0.0, show_default=True, type=click.FloatRange(0, 1), help="Share put near the others."
)
@click.option("--growing", is_flag=True, help="Let the planted share grow from nothing.")
@click.option("--self-excited", default=0.0, show_default=True, type=click.FloatRange(0, 0.9), help="On the own side.")
@click.option("--cross-excited", default=0.0, show_default=True, type=click.FloatRange(0, 0.9), help="On the other.")
@click.option("--vague-days", "date_days", default=0, show_default=True, type=click.IntRange(0, 31), help="Of dates.")
@click.option("--vague-km", "place_km", default=3.0, show_default=True, type=click.FloatRange(0, 30), help="Of places.")
@gazetteer_option
def simulate(out: Path, seed: int, gazetteer: Path | None, **world: Any) -> None:
    """Write a simulated front with two armies: points, reports and front lines, to make every figure anew.

    \b
    nomansland study simulate --out simulated --planted 0.2
    nomansland study convergence --points simulated/points.csv
    nomansland flow --case CASE simulated/reports.jsonl
    """
    from nomansland.study.simulated import World
    from nomansland.study.simulated_reports import write_world
    from nomansland.terrain import Terrain
    from nomansland.words.errors import StudyError

    try:
        made = write_world(World(**world), seed, out, Terrain.load(gazetteer))
    except (OSError, ValueError) as error:
        raise StudyError(f"The simulation could not be made: {error}.") from error
    console.say(f"{made.incidents} incidents, {made.reports} reports in {out}.")
    if made.unplaced:
        console.say(f"{made.unplaced} incidents have no settlement with a clear name near and are in the table only.")
