"""`study lists` and `study sites`: how many there are that no list holds."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nomansland import console
from nomansland.options import case_argument, opened, quiet_option

if TYPE_CHECKING:
    from nomansland.study.hidden import Hidden
    from nomansland.study.lists import Lists

form_option = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
threshold_option = click.option("--threshold", default=0.02, show_default=True, help="Largest p of stepwise choice.")
draws_option = click.option("--draws", default=1000, show_default=True, help="Bootstrap resamples; 0 for none.")
seed_option = click.option("--seed", default=1, show_default=True, type=click.IntRange(0))


@click.command()
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TABLE.csv")
@threshold_option
@draws_option
@seed_option
@form_option
@quiet_option
def lists(table: Path, threshold: float, draws: int, seed: int, form: str, quiet: bool) -> None:
    """Estimate how many there are from lists that overlap: one 0/1 column per list, the count last.

    \b
    nomansland study lists TABLE.csv
    nomansland study lists TABLE.csv --format json
    """
    from nomansland.study.lists import estimates, read_table
    from nomansland.work import tracker

    found = estimates(read_table(table), threshold, draws, seed, tracker(quiet))
    if form == "json":
        console.json(found)
    else:
        show(found)


def _to(low: float, high: float) -> str:
    return f"{low:,.0f} to {high:,.0f}" if isfinite(high) else f"{low:,.0f}, no upper end"


def show(found: Lists) -> None:
    """The estimates for people, the spread over models beside them."""
    sizes = ", ".join(f"{name} {size}" for name, size in zip(found.names, found.sizes, strict=True))
    console.say(f"{found.observed} cases on {len(found.names)} lists ({sizes}).")
    console.say(f"estimate {found.estimate:,.0f} ({_to(found.low, found.high)})")
    if found.spread and found.plausible:
        console.say(
            f"over {found.models} models from {found.spread[0]:,.0f} to {found.spread[1]:,.0f}, "
            f"over those within 10 of the best BIC from {found.plausible[0]:,.0f} to {found.plausible[1]:,.0f}"
        )
    for why, number in found.refused:
        console.say(f"Models without an estimate: {number}; {why}.")
    rows = [
        (one.method, f"{one.estimate:,.0f}", _to(one.low, one.high), one.interval,
         ", ".join(one.model) or "-", one.note)
        for one in found.rows
    ]  # fmt: skip
    console.table("Estimates", ("method", "estimate", "95 %", "interval", "interactions", "note"), rows, "none.")
    for line in (*found.assumptions, *found.limits):
        console.say(f"* {line}")


@click.command()
@case_argument
@click.option("--from", "first", required=True, help="First day of the period (2022-10-01).")
@click.option("--to", "last", required=True, help="Last day of the period.")
@threshold_option
@draws_option
@seed_option
@form_option
@quiet_option
def sites(
    case_path: str | None, first: str, last: str, threshold: float, draws: int, seed: int, form: str, quiet: bool
) -> None:
    """Estimate how many places of detention of each side no collector has listed, in one period; or refuse.

    A list is a collecting newsroom; what it took over from another is not its own. It stays in the case. Where both
    sides are refused, the exit code is 2.

    \b
    nomansland study sites CASE --from 2022-10-01 --to 2022-12-31
    """
    from nomansland import work
    from nomansland.study.hidden import hidden

    opened(case_path)
    record = work.record_of()
    found = hidden(
        record.readings, record.retellings, record.sites, record.findings, first, last,
        threshold=threshold, draws=draws, seed=seed, track=work.tracker(quiet),
    )  # fmt: skip
    if form == "json":
        console.json(found)
    else:
        for one in found:
            _show_side(one)
    if all(one.without_copies is None for one in found):
        click.get_current_context().exit(2)


def _show_side(found: Hidden) -> None:
    console.say(f"{found.side}: {found.sites} places of detention told of from {found.first} to {found.last}.")
    collectors = ", ".join(f"{name} {own} of its own, {copied} copied" for name, own, copied in found.collectors)
    console.say(f"Collectors: {collectors or 'none'}.")
    for reason in found.refused:
        console.say(f"Refused: {reason}")
    if found.without_copies is not None:
        show(found.without_copies)
    if found.with_copies is not None:
        one = found.with_copies
        console.say(f"With copies taken for captures: {one.estimate:,.0f} ({_to(one.low, one.high)}).")
    if found.matches is not None:
        console.say(
            f"Over {found.matches.draws} draws of {found.matches.uncertain} uncertain matches: "
            f"{found.matches.low:,.0f} to {found.matches.high:,.0f}, median {found.matches.middle:,.0f}."
        )
    for line in found.limits:
        console.say(f"* {line}")
