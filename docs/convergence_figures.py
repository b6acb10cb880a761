"""The tables of the section on convergence, from what its bench froze."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_MEASURED = Path(__file__).parents[1] / "bench" / "study" / "convergence.json"
_NULLS = ("shared-fighting", "half-strata", "double-strata", "labels", "intensity", "dates", "shift")


def _found() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_MEASURED.read_text("utf-8"))
    return found


def _share(row: dict[str, Any]) -> str:
    return f"{100 * row['share']:.1f}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ("---",) * len(head), *rows)]
    return "\n" + "\n".join(lines) + "\n"


def rejected() -> str:
    """Per cent of the worlds without interaction that each null rejects at 5 %."""
    found = _found()["rejected_without_interaction"]
    rows = []
    for null in _NULLS:
        name = f"**{null}**" if null == _NULLS[0] else null
        rows.append((name, *(_share(world[null]) for world in found.values())))
    worlds = {row["worlds"] for world in found.values() for name, row in world.items() if name == _NULLS[0]}
    fewer = {row["worlds"] for world in found.values() for name, row in world.items() if name != _NULLS[0]}
    note = f"\nPer cent rejected at 5 %; {worlds.pop():,} worlds for the primary null, {fewer.pop():,} for each other.\n"
    return _table(("null", *found), rows) + note


def uniform() -> str:
    """Kolmogorov and Smirnov's distance and p of each null on worlds where it holds."""
    found = _found()["uniform_p"]
    rows = [
        (null, f"{row['distance']:.3f}", f"{row['p']:.2f}", _share(row["at_5_percent"])) for null, row in found.items()
    ]
    return _table(("null", "largest distance from even", "p of that distance", "% rejected at 5 %"), rows)


def power() -> str:
    """Power by planted share and number of incidents."""
    found = _found()["power"]
    sizes = [name for name in found if name.endswith("incidents")]
    rows = [(planted, *(_share(found[size][planted]) for size in sizes)) for planted in found[sizes[0]]]
    extra = [
        (name, *(_share(row[size]) if size in row else "-" for size in sizes))
        for name, row in found.items()
        if name not in sizes
    ]
    vague = [
        (f"planted 20%, places off by some {name.replace(', ', ' and days by up to ').removesuffix(' days')}", _share(row), "-")
        for name, row in _found()["power_of_vague_places_and_days"].items()
    ]
    return _table(("world", *sizes), rows + extra + vague)


def intervals() -> str:
    """Coverage of the interval of the trend."""
    rows = [
        (name, f"{row['truth_percent_a_year']:+.1f}", _share(row["covered"]), _share(row["without_zero"]))
        for name, row in _found()["trend_intervals"].items()
    ]
    return _table(("worlds", "true trend, % a year", "% of intervals that hold it", "% that leave out zero"), rows)


def speed() -> str:
    """Seconds and memory."""
    rows = [
        (
            f"{row['incidents']:,}",
            f"{row['close_pairs']:,}",
            f"{row['primary_999_shuffles_s']:.3f}",
            f"{row['everything_s']:.1f}",
            f"{row['peak_mb']}",
        )
        for row in _found()["speed"]
    ]
    return _table(("incidents", "close pairs", "primary test, 999 shuffles, s", "everything, s", "peak MB"), rows)


def path() -> str:
    """What comes of annotated and of simulated reports."""
    gold, path = _found()["gold"]["our own reading"], _found()["whole_path"]["planted 0 %"]
    return (
        f"\nOn the annotated development reports, read by our own rules, {gold['found']} of {gold['annotated']} annotated pairs of the two\n"
        f"sides within 50 km and 14 days are found and {gold['false']} others, {gold['firm']} of them with days that leave no doubt; the test is refused.\n"
        f"Of {path['simulated']} simulated incidents, {path['located']} are located again from the reports that tell of them.\n"
    )
