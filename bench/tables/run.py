"""A case of 20,000 reports and 100,000 claims on SQLite: writing it, and the pages of the desk."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.data import freeze
from bench.made import incidents, readings

REPORTS, ROUNDS = 20_000, 20


@dataclass(frozen=True)
class _Linked:
    incidents: tuple[Any, ...]
    sites: tuple[Any, ...] = ()
    contradictions: tuple[Any, ...] = ()
    reconciled: tuple[Any, ...] = ()
    transfers: tuple[Any, ...] = ()


def _slowest(query: Callable[[], object]) -> float:
    """Milliseconds below which 95 % of the rounds stay."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        query()
        taken.append((time.perf_counter() - begin) * 1000)
    return round(sorted(taken)[int(ROUNDS * 0.95) - 1], 1)


def main() -> None:
    """Measure and freeze."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NOMANSLAND_KEYS"] = str(Path(folder) / "keys")
        from nomansland.tables import Case, connect

        connect(Case.create(Path(folder) / "case"))
        from nomansland.tables import read, write

        begin, made = time.perf_counter(), list(readings(REPORTS))
        generated = time.perf_counter() - begin
        begin = time.perf_counter()
        for start in range(0, REPORTS, 500):
            write.save_reports(reading.report for reading in made[start : start + 500])
            write.save_readings(made[start : start + 500])
        written = time.perf_counter() - begin
        begin = time.perf_counter()
        write.save_linked(_Linked(tuple(incidents(REPORTS))), [])
        linked = time.perf_counter() - begin
        june = {"first": date(2023, 6, 1), "last": date(2023, 6, 30)}
        pages: dict[str, Callable[[], object]] = {
            "inbox": lambda: read.reports(limit=50),
            "inbox_search": lambda: read.reports("подвал рапорт", limit=50),
            "claims_of_a_month": lambda: read.claims(side="RF", **june, limit=50),  # type: ignore[arg-type]
            "claims_search": lambda: read.claims("хутор", limit=50),
            "incidents": lambda: read.incidents(limit=50),
            "one_report": lambda: read.reading("r0010000"),
            "overview": read.overview,
        }
        figures: dict[str, Any] = {f"{name}_ms_p95": _slowest(query) for name, query in pages.items()}
        figures |= {
            "reports": REPORTS,
            "claims": REPORTS * 5,
            "generate_s": round(generated, 1),
            "write_reports_per_second": round(REPORTS / written),
            "link_s": round(linked, 1),
        }
        freeze("tables", figures)


if __name__ == "__main__":
    main()
