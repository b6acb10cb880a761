"""Pages of the desk over 100,000 reports and 500,000 claims on both databases, and twenty editors at once.

`BENCH_REPORTS` makes the case smaller; `BENCH_CASE` names a folder in which a case that was made before lies, and in
which a new one is left.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.data import freeze
from bench.postgres import server
from bench.web.addresses import Addresses
from bench.web.copied import copy
from bench.web.editors import CLAIMS, EDITORS, edit
from bench.web.madecase import Made, fill

REPORTS = int(os.environ.get("BENCH_REPORTS", "100000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
PORT, _WARM = 8765, 5


def _percentile(values: list[float], share: float) -> float:
    return round(sorted(values)[max(0, int(len(values) * share) - 1)], 1)


def _page(client: Any, make: Callable[[], str]) -> dict[str, float]:
    """Milliseconds of random addresses of a page: on the clock, and of this process's own work."""
    clock, work = [], []
    for number in range(_WARM + ROUNDS):
        address, begin, busy = make(), time.perf_counter(), time.process_time()
        status = client.get(address).status_code
        if status != 200:
            raise RuntimeError(f"{address} did not open: {status}")
        if number >= _WARM:
            clock.append((time.perf_counter() - begin) * 1000)
            work.append((time.process_time() - busy) * 1000)
    return {
        "p50_ms": _percentile(clock, 0.5),
        "p95_ms": _percentile(clock, 0.95),
        "own_work_p95_ms": _percentile(work, 0.95),
    }


def _pages(folder: Path, made: Made) -> dict[str, Any]:
    from nomansland.tables import Case, connect, disconnect
    from nomansland.web.door import Door
    from nomansland.web.server import overrides

    door, case = Door(port=PORT), Case.open(folder)
    connect(case, **overrides(door), NOMANSLAND_CASE=case, NOMANSLAND_FRONT=None)
    from django.test import Client

    client = Client(HTTP_HOST=f"127.0.0.1:{PORT}")
    client.get(f"/open/{door.token}")
    out = {}
    for name, make in Addresses(made).pages().items():
        out[name] = _page(client, make)
        print(name, out[name], flush=True)
    disconnect()
    return out


@contextmanager
def _desk(folder: Path) -> Iterator[int]:
    """The desk as it is started by hand; its port."""
    words = [sys.executable, "-m", "nomansland.cli", "desk", "--case", str(folder), "--port", "0", "--no-browser"]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        line = running.stdout.readline() if running.stdout else ""
        found = re.search(r":(\d+)/", line)
        if found is None:
            sys.exit(f"The desk did not start: {line}")
        yield int(found.group(1))
    finally:
        running.terminate()
        running.wait(30)


def _editors(folder: Path) -> dict[str, Any]:
    from nomansland.tables import Case, connect, disconnect

    connect(Case.open(folder))
    from nomansland.tables import write

    at = time.time_ns()
    people = [write.add_person(f"Editor {number} {at}", ("administrator", "editor"), "!") for number in range(EDITORS)]
    keys = [write.begin_session(person, 5) for person in people]
    claims = [f"r{number:07}:c04" for number in range(0, CLAIMS * 7, 7)]
    with _desk(folder) as port:
        out = edit(port, keys, claims)
    disconnect()
    return out


def _measure(folder: Path, made: Made) -> dict[str, Any]:
    before = os.getloadavg()[0]
    pages = _pages(folder, made)
    return {"pages": pages, "editors": _editors(folder), "load_before": round(before, 1), "load_after": _load()}


def _load() -> float:
    return round(os.getloadavg()[0], 1)


def _made(folder: Path, made: Made) -> float | None:
    """Fill a case on SQLite; how many seconds that took, None where it was there."""
    from nomansland.tables import Case, connect, disconnect

    if folder.exists():
        return None
    begin = time.perf_counter()
    connect(Case.create(folder))
    fill(made)
    disconnect()
    return round(time.perf_counter() - begin)


def _copied(source: Path, folder: Path, url: str) -> float:
    """The same case on PostgreSQL; how many seconds that took."""
    from nomansland.tables import Case, connect, disconnect

    case = Case.create(folder)
    with (folder / "case.toml").open("a", encoding="utf-8") as toml:
        toml.write(f'database = "{url}"\n')
    connect(Case.open(case.folder))
    disconnect()
    begin = time.perf_counter()
    copy(source / "case.sqlite3", url)
    return round(time.perf_counter() - begin)


def main() -> None:
    """Measure and freeze."""
    kept = os.environ.get("BENCH_CASE")
    root = Path(kept or tempfile.mkdtemp(prefix="nomansland-bench-"))
    root.mkdir(parents=True, exist_ok=True)
    # The database server of a bench that root runs is another user.
    root.chmod(0o755)
    os.environ["NOMANSLAND_KEYS"] = str(root / "keys")
    made = Made(REPORTS)
    figures: dict[str, Any] = {"reports": REPORTS, "claims": REPORTS * 5, "rounds": ROUNDS, "cores": os.cpu_count()}
    try:
        figures["sqlite_made_s"] = _made(root / "sqlite", made)
        figures["sqlite"] = _measure(root / "sqlite", made)
        with server(root) as url:
            shutil.rmtree(root / "postgresql", ignore_errors=True)
            figures["postgresql_copied_s"] = _copied(root / "sqlite", root / "postgresql", url)
            figures["postgresql"] = _measure(root / "postgresql", made)
    finally:
        if not kept:
            shutil.rmtree(root)
    freeze("web", figures)


if __name__ == "__main__":
    main()
