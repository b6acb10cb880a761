"""An index from sources: the default one from the packages, a full one from a folder of gazetteers."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from nomansland.terrain import codifier, supplement, world
from nomansland.terrain.entry import BuildReport, Conflict, Entry, Name
from nomansland.terrain.gazetteer import default_index, stamp
from nomansland.terrain.geo import distance_km
from nomansland.terrain.index import write
from nomansland.terrain.join import Join, derive_russian, fill_radii
from nomansland.terrain.sources import alternates, cities, expand, kind_of, localities, settlements
from nomansland.words.errors import TerrainError

CONFLICT_KM = 8.0


def build_default(out: Path) -> BuildReport:
    """The index that installs with the package: codifier, populated places over 500, the supplement. About 20
    seconds."""
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


def build(sources: list[Path], out: Path) -> BuildReport:
    """An index from files or folders of gazetteers; returns what was taken in and where the sources disagree.

    Read are the codifier (.xlsx or .csv), a joined settlement table, Who's On First localities, GeoNames extracts,
    GeoNames
    dumps and alternate names. Countries that no source covers come from the default index. Raises TerrainError where
    no file
    is a gazetteer.
    """
    started = time.perf_counter()
    files = {path: kind_of(path) for path in expand(sources)}
    if not any(files.values()):
        raise TerrainError(
            "None of the files is a gazetteer.", todo="See the documentation of `terrain build` for the formats."
        )
    codified = _codified(files)
    numbered: dict[str, Entry] = {}
    lacks = [f"not a gazetteer: {path.name}" for path, kind in files.items() if not kind]
    for path in _of(files, "settlements"):
        for given, number in settlements(path):
            entry = _merge(codified, given)
            if number:
                numbered[number] = entry
    join = Join(codified)
    others: dict[str, Entry] = {}
    for path in (*_of(files, "cities"), *_of(files, "dump")):
        for entry in cities(path) if files[path] == "cities" else world.read_dump(path):
            _take(entry, numbered, others, join)
    _second(files, numbered, others, join)
    at_home = [entry for entry in others.values() if entry.country == "UA"] if codified else []
    left = join.add(at_home) if at_home else []
    abroad = [entry for entry in others.values() if entry.country != "UA" or not codified]
    covered = {entry.country for entry in abroad} | ({"UA"} if codified else set())
    supplement.apply_points(codified, names_only=True)
    return finish(codified, join, [*left, *abroad, *default_places(covered)], out, lacks, started)


def _of(files: dict[Path, str], kind: str) -> list[Path]:
    return [path for path, found in files.items() if found == kind]


def _codified(files: dict[Path, str]) -> dict[str, Entry]:
    for path in _of(files, "codifier-xlsx"):
        return codifier.entries(codifier.read_xlsx(path))
    for path in _of(files, "codifier-csv"):
        return codifier.entries(codifier.read_csv(path))
    return {}


def _merge(codified: dict[str, Entry], given: Entry) -> Entry:
    """Put names and point of a settlement table on the codifier's entry; the table stands alone where it has no
    entry."""
    entry = codified.setdefault(given.code, given)
    if entry is not given:
        if given.point is not None:
            entry.place(given.point, given.radius_km, given.source)
        entry.population = max(entry.population, given.population)
        known = {name.text for name in entry.names}
        entry.names += [name for name in given.names if name.text not in known]
    return entry


def _take(entry: Entry, numbered: dict[str, Entry], others: dict[str, Entry], join: Join) -> None:
    number = entry.code.removeprefix("geonames:")
    if number not in numbered or _elsewhere(join, numbered[number], entry.point, entry.source):
        others[number] = entry
        return
    known = {name.text for name in numbered[number].names}
    numbered[number].names += [Name(n.text, n.language, "alternate") for n in entry.names if n.text not in known]
    numbered[number].population = max(numbered[number].population, entry.population)


def _elsewhere(join: Join, entry: Entry, point: tuple[float, float] | None, source: str) -> bool:
    """True, and noted as a conflict, where another source puts a place so far off that it must mean another one."""
    apart = distance_km(entry.point, point) if entry.point and point else 0.0
    if apart > max(CONFLICT_KM, 1.5 * entry.radius_km):
        join.conflicts.append(Conflict(entry.code, entry.name, entry.source, source, round(apart, 1)))
        return True
    return False


def _second(files: dict[Path, str], numbered: dict[str, Entry], others: dict[str, Entry], join: Join) -> None:
    """Names of further sources by GeoNames number, and the places where they put a settlement elsewhere."""
    for path in _of(files, "localities"):
        for found in localities(path):
            entry = numbered.get(found.number) or others.get(found.number)
            if entry is None:
                continue
            if not _elsewhere(join, entry, (found.lat, found.lon), path.name):
                known = {name.text for name in entry.names}
                entry.names += [name for name in found.names if name.text not in known]
    for path in _of(files, "alternates"):
        for number, name in alternates(path):
            if (entry := numbered.get(number) or others.get(number)) is not None and name not in entry.names:
                entry.names.append(name)


def default_places(covered: set[str]) -> Iterator[Entry]:
    """Places of the default index in countries that no given source covers."""
    db = sqlite3.connect(f"{default_index().resolve().as_uri()}?mode=ro", uri=True)
    names: dict[int, list[Name]] = defaultdict(list)
    for place, text, language, status in db.execute(
        "select place, text, language, status from bears join name on name.id = bears.name"
    ):
        names[place].append(Name(text, language, status))
    for row in db.execute(
        "select id, code, name, kind, country, oblast, lat, lon, radius, source, population, rank from place"
    ):
        if row[4] in covered or row[1].startswith(("supplement:", "UA")):
            continue
        entry = Entry(row[1], row[2], row[3], row[4], row[5], population=row[10], rank=row[11], names=names[row[0]])
        entry.place((row[6], row[7]), row[8], row[9])
        yield entry
    db.close()


def finish(
    codified: dict[str, Entry], join: Join, others: Iterable[Entry], out: Path, lacks: Iterable[str], started: float
) -> BuildReport:
    """Fill what has no point, write, and report."""
    fill_radii(codified, join.middles())
    derive_russian(codified)
    rest = [entry for entry in others if entry.country != "UA" or entry.population >= 0]
    everything = [*codified.values(), *rest, *supplement.sites()]
    sources = Counter(entry.source or "none" for entry in codified.values() if entry.rank)
    pointless = sum(
        number for source, number in sources.items() if source.startswith("middle of its") or source == "none"
    )
    missing = [*lacks, f"{pointless} settlements of Ukraine without a point of their own"]
    oblasts = {
        entry.code: entry.names[0].text for entry in codified.values() if entry.kind == "oblast" or entry.rank == 5
    }
    places, names, forms = write(
        everything, out, {"sources": sources.most_common(), "lacks": missing, "stamp": stamp(), "oblasts": oblasts}
    )
    conflicts: tuple[Conflict, ...] = tuple(join.conflicts)
    seconds = round(time.perf_counter() - started, 2)
    return BuildReport(
        places, names, forms, tuple(sources.most_common()), conflicts, tuple(missing), seconds, out.stat().st_size
    )
