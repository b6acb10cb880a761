"""An index from sources: the default one from the packages, a full one from a folder of gazetteers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from nomansland.terrain import codifier, supplement, world
from nomansland.terrain.gazetteer import stamp
from nomansland.terrain.entry import BuildReport, Conflict, Entry
from nomansland.terrain.index import write
from nomansland.terrain.join import Join, derive_russian, fill_radii


def build_default(out: Path) -> BuildReport:
    """The index that installs with the package: codifier, populated places over 500, the supplement. About 20 seconds."""
    started = time.perf_counter()
    codified = codifier.entries(codifier.package_rows())
    abroad: list[Entry] = []
    home: list[Entry] = []
    for entry in world.package_places():
        (home if entry.country == "UA" else abroad).append(entry)
    join = Join(codified)
    left = join.add(home)
    lost = supplement.apply_points(codified)
    lacks = [f"supplement row without a settlement: {one}" for one in lost]
    return finish(codified, join, [*left, *abroad], out, lacks, started)


def finish(
    codified: dict[str, Entry], join: Join, others: Iterable[Entry], out: Path, lacks: Iterable[str], started: float
) -> BuildReport:
    """Fill what has no point, write, and report."""
    fill_radii(codified, join.middles())
    derive_russian(codified)
    rest = [entry for entry in others if entry.country != "UA" or entry.population >= 0]
    everything = [*codified.values(), *rest, *supplement.sites()]
    sources = Counter(entry.source or "none" for entry in codified.values() if entry.rank)
    missing = [*lacks, f"{sum(n for s, n in sources.items() if s.startswith('middle') or s == 'none')} settlements of Ukraine without a point of their own"]
    oblasts = {entry.code: entry.names[0].text for entry in codified.values() if entry.kind == "oblast" or entry.rank == 5}
    places, names, forms = write(everything, out, {"sources": sources.most_common(), "lacks": missing, "stamp": stamp(), "oblasts": oblasts})
    conflicts: tuple[Conflict, ...] = tuple(join.conflicts)
    seconds = round(time.perf_counter() - started, 2)
    return BuildReport(places, names, forms, tuple(sources.most_common()), conflicts, tuple(missing), seconds, out.stat().st_size)
