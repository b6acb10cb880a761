"""`study coverage`: what the sources of each side can and cannot see."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nomansland.options import case_argument, opened

if TYPE_CHECKING:
    from nomansland.study.coverage import Coverage


@click.command()
@case_argument
@click.option(
    "--series", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Official series of your own (YAML)."
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def coverage(case_path: str | None, series: Path | None, form: str) -> None:
    """Print volume, delay and silence by side, whether both sides meet one standard, and what official series say.

    \b
    nomansland study coverage CASE
    nomansland study coverage CASE --series OWN.yaml --format json
    """
    from nomansland import console, work
    from nomansland.study.coverage import coverage as measured
    from nomansland.study.coverage import load

    opened(case_path)
    own = load(series) if series else ()
    record = work.record_of()
    found = measured(record.readings, record.retellings, record.incidents, record.findings, own)
    if form == "json":
        console.json(found)
    else:
        _show(found)


def _show(found: Coverage) -> None:
    from nomansland import console

    _show_reports(found)
    rows = [
        (one.name, *(f"{part} of {whole}" for part, whole in zip(one.parts, one.wholes, strict=True)),
         "?" if one.low is None or one.high is None else f"{one.low:+.0%} to {one.high:+.0%}",
         "look" if one.uneven else "")
        for one in found.standards
    ]  # fmt: skip
    console.table("One standard for both", ("incidents", "RF", "UA", "difference, 95 %", ""), rows, "no incidents.")
    names = {one.id: f"{one.side} {one.measure} ({one.unit})" for one in found.series}
    levels = [(names[one.series], one.period, f"{one.per_day:.1f}", f"{one.times_first:.2f}") for one in found.levels]
    columns = ("series, each against its own past only", "period", "a day", "times its first")
    console.table("Official series", columns, levels, "none has two periods.")
    console.table(
        "What does not add up", ("series", "kind", "what"),
        [(names[one.series], one.kind, one.text) for one in found.faults], "nothing was found.",
    )  # fmt: skip
    for limit in found.limits:
        console.say(f"* {limit}")


def _show_reports(found: Coverage) -> None:
    from nomansland import console

    reports: Counter[tuple[str, str, str]] = Counter()
    copies: Counter[tuple[str, str, str]] = Counter()
    for one in found.volumes:
        key = (one.side, one.language, one.month)
        reports[key] += one.reports
        copies[key] += one.copies
    rows = [(*key, str(number), str(copies[key])) for key, number in sorted(reports.items())]
    console.table("Reports that tell of a side", ("side", "language", "month", "reports", "copies"), rows, "none.")
    delays = [
        (one.side, one.outlet, str(one.events), f"{one.low:.0f} to {one.high:.0f}", f"{one.slow:.0f}", str(one.unknown),
         str(one.odd))
        for one in found.lags if one.events
    ]  # fmt: skip
    columns = ("side", "outlet", "events", "median days", "9 of 10 within", "no date", "dated later")
    console.table("From event to report", columns, delays, "no event has dates that say.")
    gaps = [(one.who, one.first, one.last, str(one.days), f"{one.p:.3f}") for one in found.silences]
    console.table("Silences", ("who", "from", "to", "days", "p"), gaps, "none that an even pace does not explain.")
