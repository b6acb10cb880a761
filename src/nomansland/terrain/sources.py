"""Gazetteers given as files: each is recognised by its first line, never by its name alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.fold import is_cyrillic, roman
from nomansland.words.errors import TerrainError

RADII = {"hromada_centroid": 15.0, "osm": 2.0}
_PARTED = re.compile("[|;]")
_HEAD = 200_000


@dataclass(frozen=True, slots=True)
class Located:
    """Names and a point of one place of a second source, tied to the first by its GeoNames number."""

    number: str
    lat: float
    lon: float
    names: tuple[Name, ...]


def kind_of(path: Path) -> str:
    """`codifier-xlsx`, `codifier-csv`, `settlements`, `localities`, `cities`, `dump`, `alternates`, `outlines`, `osm`,
    `wof` or `` (not a gazetteer)."""
    if path.suffix == ".xlsx":
        return "codifier-xlsx"
    if path.suffix in (".json", ".geojson"):
        return _json_kind(path)
    if path.suffix not in (".csv", ".txt", ".tsv"):
        return ""
    with path.open(encoding="utf-8-sig", errors="replace") as handle:
        first = handle.readline().rstrip("\n")
    if first.startswith("Перший рівень"):
        return "codifier-csv"
    for start, kind in (
        ("katottg,", "settlements"),
        ("wof_id,", "localities"),
        ("geonameid,name,alternatenames", "cities"),
    ):
        if first.startswith(start):
            return kind
    columns = first.count("\t") + 1
    return (
        "dump" if columns == 19 else "alternates" if 8 <= columns <= 10 and first.split("\t")[1:2][0].isdigit() else ""
    )


def _json_kind(path: Path) -> str:
    """What a JSON file holds, told by its beginning."""
    with path.open(encoding="utf-8-sig", errors="replace") as handle:
        head = handle.read(_HEAD)
    if '"wof:' in head:
        return "wof"
    if '"elements"' in head and '"tags"' in head:
        return "osm"
    if '"Point"' in head and '"place"' in head:
        return "osm"
    return "outlines" if 'Polygon"' in head and '"FeatureCollection"' in head else ""


def expand(sources: list[Path]) -> list[Path]:
    """Files of the sources; a folder stands for the gazetteers in it. Raises TerrainError for a path that is not
    there."""
    out: list[Path] = []
    for path in sources:
        if not path.exists():
            raise TerrainError(f"{path} is not there.", todo="Name a folder or files of gazetteers.")
        out += sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
    return out


def _float(text: str) -> float | None:
    return float(text) if text else None


def settlements(path: Path) -> Iterator[tuple[Entry, str]]:
    """Settlements of a joined codifier table with their GeoNames number; hierarchy codes come from the code's own
    digits."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            entry = Entry(row["katottg"], roman(row["name_uk"], "uk"))
            lat, lon = _float(row["lat"]), _float(row["lon"])
            if lat is not None and lon is not None:
                source = row["coord_source"] or path.name
                entry.place((lat, lon), RADII.get(source, 3.0), f"{source} ({path.name})")
            entry.population = int(float(row.get("population") or 0))
            entry.names = _listed(row)
            yield entry, row["geonameid"]


def _listed(row: dict[str, str]) -> list[Name]:
    columns = (
        ("name_uk", "uk", "official"),
        ("name_ru", "ru", "alternate"),
        ("name_en", "en", "alternate"),
        ("latin", "en", "alternate"),
        ("old_uk", "uk", "former"),
        ("old_ru", "ru", "former"),
    )
    out = []
    for column, language, status in columns:
        for text in _PARTED.split((row.get(column) or "").replace("\u0301", "")):
            if text.strip():
                out.append(Name(text.strip(), language, status))
    return out


def localities(path: Path) -> Iterator[Located]:
    """Names and points of Who's On First localities that carry a GeoNames number."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            if not row["geonameid"] or not row["lat"]:
                continue
            names = [
                Name(t, language, "alternate")
                for column, language in (("ukr", "uk"), ("rus", "ru"), ("eng", "en"))
                for t in row[column].split("|")
                if len(t) > 2
            ]
            yield Located(row["geonameid"], float(row["lat"]), float(row["lon"]), tuple(names))


def cities(path: Path) -> Iterator[Entry]:
    """Populated places of a GeoNames extract with a header line."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            population = int(row["population"] or 0)
            entry = Entry(f"geonames:{row['geonameid']}", row["name"], "settlement", row["country"])
            entry.oblast, entry.population = row["admin1"], population
            entry.rank = 4 if population > 100_000 else 3 if population > 15_000 else 2 if population > 3000 else 1
            entry.place(
                (float(row["lat"]), float(row["lon"])), 3.0 if population < 100_000 else 8.0, f"GeoNames ({path.name})"
            )
            entry.names = [Name(row["name"], "en")]
            for text in row["alternatenames"].replace("\u0301", "").split("|"):
                if len(text) > 2:
                    language = "en" if not is_cyrillic(text) else "uk" if set(text.lower()) & set("іїєґ") else "ru"
                    entry.names.append(Name(text, language, "alternate"))
            yield entry


def alternates(path: Path) -> Iterator[tuple[str, Name]]:
    """English, Russian and Ukrainian names of a GeoNames alternate-names file, by GeoNames number.

    Its last three columns say that a name is historic, and from when to when it was in use.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) >= 4 and row[2] in ("en", "ru", "uk") and len(row[3]) > 2:
                historic, since, until = (*row[7:10], "", "", "")[:3]
                yield row[1], Name(row[3], row[2], "former" if historic == "1" else "alternate", since, until)
