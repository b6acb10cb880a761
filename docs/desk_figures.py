"""What `bench/web` measured last, for the docs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def speed() -> str:
    """A table of pages, with what twenty editors at once left behind."""
    path = Path(__file__).parents[1] / "bench" / "web" / "results.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    bases = [name for name in _NAMES if name in found]
    heads = "".join(f" {_NAMES[one]}: median | 95th percentile | own work, 95th |" for one in bases)
    lines = [f"| page |{heads}", "|---|" + "---|---|---|" * len(bases)]
    for page in found[bases[0]]["pages"]:
        cells = [found[base]["pages"][page] for base in bases]
        lines.append(
            f"| {page.replace('_', ' ')} |"
            + "".join(f" {one['p50_ms']:.0f} | {one['p95_ms']:.0f} | {one['own_work_p95_ms']:.0f} |" for one in cells)
        )
    said = [_editors(_NAMES[base], found[base]) for base in bases]
    return "\n" + "\n".join(lines) + "\n\n" + "\n".join(said) + "\n"


def _editors(name: str, found: dict[str, Any]) -> str:
    one = found["editors"]
    return (
        f"* {name}: {one['editors']} editors at once on {one['claims_shared']} claims for {one['seconds']} s: "
        f"{one['saves_kept']} saves kept, {one['saves_shown_both_versions']} shown both versions, "
        f"{one['lost_updates']} lost, {one['errors']} errors; load of the machine {found['load_before']} before the "
        f"pages and {found['load_after']} at the end."
    )
