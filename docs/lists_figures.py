"""Tables of `docs/study.md` from what `bench/study` measured last of lists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def _found(part: str) -> Any:
    path = Path(__file__).parents[1] / "bench" / "study" / "lists.json"
    return json.loads(path.read_text("utf-8"))[part]


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _number(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, list):
        first, *ends = map(_number, value)
        return f"{first} ({' to '.join(ends)})" if len(ends) == 2 else f"{first} to {ends[0]}"
    return f"{value:,.4g}" if isinstance(value, float) and value < 1000 else f"{value:,.0f}"


def _said(value: Any) -> str:
    return value if isinstance(value, str) else _number(value)


def _apart(row: dict[str, Any]) -> str:
    if "same" in row:
        return "same" if row["same"] else "differs"
    return ", ".join(f"{one:+.1%}".replace("-0.0%", "+0.0%") for one in row["relative"]) if row["relative"] else "-"


def agreement() -> str:
    """Published figures beside ours."""
    rows = [
        [row["data"].removesuffix(".csv"), row["what"].replace("|", "/"), _said(row["published"]), _said(row["ours"]),
         _apart(row), row.get("why", "") if _apart(row) not in ("+0.0%", "+0.0%, +0.0%") else ""]
        for row in _found("agreement")
    ]  # fmt: skip
    return _table(["table", "what", "published", "ours", "difference", "why"], rows)


def coverage() -> str:
    """How often intervals hold the known size."""
    found = _found("coverage")
    worlds = list(dict.fromkeys(row["world"] for row in found))
    rows = []
    for method in dict.fromkeys(row["method"] for row in found):
        cells = {row["world"]: f"{row['held']:.1%} of {row['worlds'] - row['refused']:,}" for row in found
                 if row["method"] == method}  # fmt: skip
        rows.append([method, *(cells.get(world, "-") for world in worlds)])
    return _table(["interval, nominal 95 %", *worlds], rows)


def copied() -> str:
    """What copies do."""
    rows = [
        [f"{row['copied']:.0%}", f"{row['without']:,}", f"{row['with, independent']:,}", f"{row['with, stepwise']:,}"]
        for row in _found("copied")
    ]
    head = ["copied from the first list by the second", "copies removed", "copies kept, independent lists"]
    return _table([*head, "copies kept, stepwise"], rows)


def speed() -> str:
    """Seconds for all models."""
    rows = []
    for name, row in _found("speed").items():
        peer = f"{row['r_glm_s']:g} s" if row.get("r_glm_s") else "not run"
        spread = f"{row['lowest']:,} to {row['highest']:,}"
        quoted = f"{row['rcapture_s_quoted']:g} s ({row['times_faster_than_rcapture']:,} ×)"
        rows.append([name, f"{row['models']:,}", f"{row['ours_s']:g} s", peer, quoted, spread])
    return _table(["table", "models", "ours", "R `glm.fit`, same run", "Rcapture, quoted", "estimates"], rows)
