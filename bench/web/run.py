"""Every page of the desk over a case of 20,000 reports and 100,000 claims on SQLite."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.data import freeze
from bench.made import incidents, readings

REPORTS, ROUNDS = 20_000, 20
PAGES = {
    "inbox": "/",
    "search": "/?q=подвал+рапорт",
    "reports": "/reports",
    "report": "/reports/r0010000",
    "claims": "/claims",
    "claims_of_a_month": "/claims?side=RF&since=2023-06-01&until=2023-06-30",
    "incidents": "/incidents",
    "map_of_a_month": "/map?since=2023-06-01&until=2023-06-30",
    "timeline_of_a_month": "/timeline?since=2023-06-01&until=2023-06-30",
    "log": "/log",
}


@dataclass(frozen=True)
class _Linked:
    incidents: tuple[Any, ...]
    sites: tuple[Any, ...] = ()
    contradictions: tuple[Any, ...] = ()
    reconciled: tuple[Any, ...] = ()


def _fill() -> None:
    from nomansland.tables import write

    made = list(readings(REPORTS))
    for start in range(0, REPORTS, 500):
        write.save_reports(reading.report for reading in made[start : start + 500])
        write.save_readings(made[start : start + 500])
    write.save_linked(_Linked(tuple(incidents(REPORTS))), [])


def _p95(client: Any, address: str) -> float:
    """Milliseconds below which 95 % of the rounds stay."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        if client.get(address).status_code != 200:
            raise RuntimeError(f"{address} did not open")
        taken.append((time.perf_counter() - begin) * 1000)
    return round(sorted(taken)[int(ROUNDS * 0.95) - 1], 1)


def main() -> None:
    """Measure and freeze."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NOMANSLAND_KEYS"] = str(Path(folder) / "keys")
        from nomansland.tables import Case, connect, disconnect
        from nomansland.web.door import Door
        from nomansland.web.server import overrides

        door = Door(port=8765)
        connect(Case.create(Path(folder) / "case"), **overrides(door))
        _fill()
        from django.test import Client

        client = Client(HTTP_HOST="127.0.0.1:8765")
        client.get(f"/open/{door.token}")
        figures: dict[str, Any] = {f"{name}_ms_p95": _p95(client, address) for name, address in PAGES.items()}
        disconnect()
    freeze("web", figures | {"reports": REPORTS, "claims": REPORTS * 5})


if __name__ == "__main__":
    main()
