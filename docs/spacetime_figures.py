"""Tables of `docs/study.md` from what `bench/study` measured last of the space-time tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NAMES = {
    "ours": "nomansland",
    "plain": "a tree and numpy",
    "pointpats_function": "pointpats `knox`",
    "pointpats": "pointpats `Knox`",
    "surveillance": "R surveillance `knox`",
}
WORLDS = {
    "one_core": "one hard-fought area and month among even ones",
    "clusters_alike": "six areas and four months, all alike",
    "even": "even places and dates",
}


def _found() -> dict[str, Any]:
    path = Path(__file__).parents[1] / "bench" / "study" / "results.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["spacetime"]
    return found


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _seconds(row: dict[str, Any] | None) -> str:
    if row is None:
        return "not run"
    scaled = f", from {row['scaled_from']}" if "scaled_from" in row else ""
    return f"{row['seconds']:g} s ({row['times_ours']:g} ×), {row['peak_mb']} MB{scaled}"


def speed() -> str:
    """Seconds, the multiple of ours, and peak memory."""
    found = _found()["speed"]
    sizes = sorted(found["ours"], key=int)
    rows = [[NAMES[name], *(_seconds(found[name].get(size)) for size in sizes)] for name in NAMES if name in found]
    return _table(["999 permutations", *(f"{int(size):,} events" for size in sizes)], rows)


def agreement() -> str:
    """Ours beside published values."""
    rows = [[name.replace("_", " "), str(ours), str(known)] for name, (ours, known) in _found()["agreement"].items()]
    return _table(["Burkitt cases", "here", "published"], [[cell.replace("None", "-") for cell in row] for row in rows])


def trap() -> str:
    """Rejections by what is permuted."""
    found = _found()["trap"]
    rows = [
        [
            WORLDS[name],
            f"{100 * found[name]['dates_permuted']['rejects_at_5']:.1f} %",
            f"{100 * found[name]['pairs_permuted_in_r']['rejects_at_5']:.1f} %",
            f"{100 * found[name]['poisson_in_r']['rejects_at_5']:.1f} %",
            f"{found[name]['mean_deviation_over_poisson']:.2f}",
        ]
        for name in WORLDS
    ]
    head = [
        "no interaction, rejects at 5 %",
        "dates permuted",
        "pairs permuted (R)",
        "Poisson (R)",
        "deviation / Poisson's",
    ]
    return _table(head, rows) + f"\n{found['worlds']} worlds a row, {found['permutations']} permutations each.\n"


def level() -> str:
    """Level, evenness and power of every test."""
    found = _found()
    shares = list(found["power"])[1:]
    rows = [
        [
            name.replace("_", " "),
            f"{100 * row['rejects_at_5']:.1f} %",
            f"{row['ks_distance']:.3f}",
            f"{row['ks_p']:.3f}",
            f"{row['ties_drawn']['ks_p']:.3f}",
            *(f"{100 * found['power'][share][name]:.0f} %" for share in shares),
        ]
        for name, row in found["calibration"]["tests"].items()
    ]
    planted = [f"{100 * float(share):g} % planted" for share in shares]
    made = found["calibration"]
    return (
        _table(["test", "rejects at 5 %", "KS distance", "KS p", "KS p, ties drawn", *planted], rows)
        + f"\n{made['worlds']:,} worlds of {made['events']} events with one core and no interaction, "
        f"{made['permutations']} permutations each; the last columns say how often a planted share is found.\n"
    )


def edges() -> str:
    """Weights beside spatstat's."""
    found = _found()["edges"]
    worst = found["where_they_differ_largest_error_of_the_share"]
    same = found["weights"] - found["differ_by_more_than_1e-6"]
    return (
        f"\nOf {found['weights']:,} weights of pairs within 40 km, {same:,} are those of `spatstat::edge.Ripley` "
        f"(largest difference {found['largest_difference_of_the_others']:.0e}). In the other "
        f"{found['differ_by_more_than_1e-6']} ours lie within {worst['ours']:g} and spatstat's within "
        f"{worst['spatstat']:g} of the share that 100,000 points on the circle give: it takes some cut circles for "
        "whole ones.\n"
    )
