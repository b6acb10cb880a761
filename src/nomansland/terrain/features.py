"""Places given as JSON: OpenStreetMap (GeoJSON, or the answer of an Overpass query) and Who's On First records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.sources import Located
from nomansland.words.errors import TerrainError

RANKS = {"city": 4, "town": 3, "village": 1, "hamlet": 1, "isolated_dwelling": 1, "suburb": 1, "locality": 1}
LANGUAGES = {"uk": "uk", "ru": "ru", "en": "en"}
FIRST = {"ukr": "uk", "rus": "ru", "eng": "en"}
RADII = {"city": 8.0, "town": 3.0}


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise TerrainError(f"{path.name} is damaged JSON ({error}).", todo="Get the file again.") from error


def osm_places(path: Path) -> Iterator[Entry]:
    """Settlements of OpenStreetMap: points with a `place` tag. Names that OSM dates or calls old are former ones."""
    data = _load(path)
    rows = data["elements"] if "elements" in data else data["features"]
    for row in rows:
        tags = row.get("tags") or row.get("properties") or {}
        point = _point(row)
        if tags.get("place") not in RANKS or point is None or not tags.get("name"):
            continue
        code = tags.get("katotth") or tags.get("katottg") or f"osm:{row.get('id') or tags.get('@id') or tags['name']}"
        country = str(tags.get("addr:country") or tags.get("is_in:country_code") or "").upper()
        entry = Entry(str(code), str(tags.get("name:en") or tags["name"]), country=country)
        entry.rank = RANKS[tags["place"]]
        digits = "".join(sign for sign in str(tags.get("population", "")) if sign.isdigit())
        entry.population = int(digits or 0)
        entry.place(point, RADII.get(tags["place"], 2.0), f"OpenStreetMap ({path.name})")
        entry.names = list(_osm_names(tags))
        yield entry


def _point(row: dict[str, Any]) -> tuple[float, float] | None:
    if "lat" in row and "lon" in row:
        return float(row["lat"]), float(row["lon"])
    if isinstance(row.get("center"), dict):
        return float(row["center"]["lat"]), float(row["center"]["lon"])
    geometry = row.get("geometry") or {}
    if geometry.get("type") != "Point":
        return None
    lon, lat = geometry["coordinates"][:2]
    return float(lat), float(lon)


def _osm_names(tags: dict[str, Any]) -> Iterator[Name]:
    own = str(tags["name"])
    given = {str(tags[f"name:{code}"]): LANGUAGES[code] for code in LANGUAGES if tags.get(f"name:{code}")}
    yield Name(own, given.get(own) or ("en" if own.isascii() else "uk" if set(own.lower()) & set("іїєґ") else "ru"))
    for text, language in given.items():
        if text != own:
            yield Name(text, language, "alternate")
    for tag, value in tags.items():
        first, *rest = tag.split(":")
        if first not in ("alt_name", "old_name"):
            continue
        language = next((LANGUAGES[part] for part in rest if part in LANGUAGES), "uk")
        years = next((part for part in rest if part[:4].isdigit() or part.startswith("-")), "")
        since, _, until = years.rpartition("-") if years else ("", "", "")
        for text in filter(None, (part.strip() for part in str(value).split(";"))):
            yield Name(text, language, "former" if first == "old_name" else "alternate", since, until)


def first_records(path: Path) -> Iterator[tuple[Entry, Located | None]]:
    """Who's On First localities as they are published (one GeoJSON feature, or a collection of them).

    With each goes its tie to GeoNames, where the record has one.
    """
    data = _load(path)
    for feature in data.get("features", [data]):
        tags = feature.get("properties") or {}
        if tags.get("wof:placetype") not in ("locality", "localadmin", "neighbourhood", "borough"):
            continue
        point = float(tags["geom:latitude"]), float(tags["geom:longitude"])
        names = [
            Name(str(text), FIRST[code], status)
            for code in FIRST
            for kind, status in (("preferred", "alternate"), ("variant", "alternate"), ("historical", "former"))
            for text in tags.get(f"name:{code}_x_{kind}") or ()
        ]
        names = [Name(str(tags["wof:name"]), "en"), *(one for one in names if one.text != tags["wof:name"])]
        entry = Entry(f"wof:{tags['wof:id']}", str(tags["wof:name"]), country=str(tags.get("wof:country") or ""))
        entry.population = int(tags.get("wof:population") or tags.get("gn:population") or 0)
        entry.rank = 4 if entry.population > 100_000 else 3 if entry.population > 15_000 else 1
        entry.place(point, 3.0 if entry.rank < 4 else 8.0, f"Who's On First ({path.name})")
        entry.names = names
        number = str((tags.get("wof:concordances") or {}).get("gn:id") or "")
        yield entry, Located(number, *point, tuple(names)) if number else None
