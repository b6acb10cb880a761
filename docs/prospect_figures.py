"""The tables of the section on prospect, from what its bench froze."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_MEASURED = Path(__file__).parents[1] / "bench" / "study" / "results.json"
_KINDS = {
    "rejects_shared_offensives": "offensives that hit both, no excitation",
    "rejects_and_self_excitation": "the same, each report sets off 0.3 on its own side",
    "rejects_and_cross_excitation": "the same, each report sets off 0.3 on the other side",
}


def _found() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_MEASURED.read_text("utf-8"))["prospect"]
    return found


def recovery() -> str:
    """Bias and coverage of every parameter."""
    found = _found()["recovery"]
    rows = [
        f"| {name} | {row['true']:g} | {row['median']:g} | {row['mean']:g} | {row['coverage']:.0%} |"
        for name, row in found["parameters"].items()
    ]
    head = "| | true | median | mean | in the 95 % interval |\n|---|---|---|---|---|\n"
    note = f"\n{found['worlds']} worlds of about {found['events_median']} events, {found['draws']} resamples each.\n"
    return "\n" + head + "\n".join(rows) + "\n" + note


def tests() -> str:
    """What each test makes of shared offensives."""
    found = _found()
    rows = [
        f"| {what} | {found[name]['shuffled_sides']:.0%} | {found[name]['no_cross']:.0%} |"
        for name, what in _KINDS.items()
    ]
    head = "| worlds | sides shuffled | no cross excitation |\n|---|---|---|\n"
    worlds = found["rejects_shared_offensives"]["worlds"]
    return "\n" + head + "\n".join(rows) + f"\n\nShare of {worlds} worlds of each kind rejected at 5 %.\n"


def alarms() -> str:
    """False alarms of the forecast, and how long a fit takes."""
    found = _found()
    rate, fits = found["alarms"]["forecast_shown_without_excitation"], found["fit"]
    times = ", ".join(f"{row['seconds']:g} s for {row['events']:,} events" for row in fits)
    worlds = found["alarms"]["worlds"]
    return f"\nWithout any excitation a forecast is shown in {rate:.0%} of {worlds} worlds. A fit takes {times}.\n"
