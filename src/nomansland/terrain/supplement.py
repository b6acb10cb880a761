"""Hand-checked rows: points of small settlements of the theatre, former names, sites, regions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.fold import key

FOLDER = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one table of the supplement; lines that begin with # are comments."""
    path = FOLDER / name
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader((line for line in handle if not line.startswith("#")), delimiter="\t")


def apply_points(codified: dict[str, Entry], *, names_only: bool = False) -> list[str]:
    """Set points and names from settlements.tsv, over those of other sources; returns the rows that fit no settlement.

    `names_only` leaves points of other sources as they are. A row names the settlement in Ukrainian with its raion
    and oblast (so that it survives a new edition of the codifier).
    """
    raions = {e.code: e.names[0].text for e in codified.values() if e.kind == "raion"}
    oblasts = {e.code: e.names[0].text for e in codified.values() if e.kind == "oblast"}
    places: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in codified.values():
        if entry.rank:
            where = (key(entry.names[0].text), raions.get(entry.raion, ""), oblasts.get(entry.oblast, ""))
            places.setdefault(where, []).append(entry)
    lost = []
    for row in rows("settlements.tsv"):
        found = places.get((key(row["name_uk"]), row["raion"], row["oblast"]), [])
        if row.get("hromada"):
            found = [e for e in found if codified[e.hromada].names[0].text.startswith(row["hromada"])]
        if len(found) > 1 and not row.get("hromada"):
            greatest = max(entry.rank for entry in found)
            found = [entry for entry in found if entry.rank == greatest]
        if len(found) != 1:
            lost.append(f"{row['name_uk']} ({row['raion']}): {len(found)} settlements of that name")
            continue
        _apply(found[0], row if not names_only or found[0].point is None else {**row, "lat": ""})
    return lost


def _apply(entry: Entry, row: dict[str, str]) -> None:
    if row["lat"]:
        entry.place((float(row["lat"]), float(row["lon"])), float(row["radius_km"] or 4), row["source"])
    for column, language, status in (
        ("ru", "ru", "alternate"),
        ("en", "en", "alternate"),
        ("former_uk", "uk", "former"),
        ("former_ru", "ru", "former"),
    ):
        for text in filter(None, (row.get(column) or "").split("|")):
            until = ""
            if status == "former":  # other sources give it as if it were in use
                entry.names = [name for name in entry.names if key(name.text) != key(text)]
                until = row.get("until") or ""
            entry.names.append(Name(text, language, status, until=until))


def sites() -> Iterator[Entry]:
    """Training grounds and other named points that are no settlements."""
    for row in rows("sites.tsv"):
        entry = Entry(f"supplement:{row['slug']}", row["name"], row["kind"], row["country"], rank=2)
        entry.place((float(row["lat"]), float(row["lon"])), float(row["radius_km"]), row["source"])
        for column in ("uk", "ru", "en"):
            entry.names += [Name(text, column) for text in filter(None, (row[column] or "").split("|"))]
        yield entry


def border_towns(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries with the Russian ones of border_towns.tsv put right, their doubles left out, and missing ones added.

    Without a place of Russia among them they are given as they are.
    """
    entries = list(entries)
    if not any(entry.country == "RU" for entry in entries):
        yield from entries
        return
    told = {row["geonames"]: row for row in rows("border_towns.tsv") if row["geonames"]}
    double = {f"geonames:{row['instead_of']}" for row in told.values() if row["instead_of"]}
    new = {f"supplement:{key(row['en'].split('|')[0])}": row for row in rows("border_towns.tsv") if not row["geonames"]}
    for entry in entries:
        if entry.code in double or entry.code in new:
            continue
        row = told.get(entry.code.removeprefix("geonames:")) if entry.code.startswith("geonames:") else None
        yield _town(entry, row) if row else entry
    for code, row in new.items():
        yield _town(Entry(code, row["name"], "settlement", "RU", oblast=row["oblast"]), row)


def _town(entry: Entry, row: dict[str, str]) -> Entry:
    entry.name, entry.population = row["name"], int(row["population"])
    entry.rank = 3 if entry.population > 15_000 else 2 if entry.population > 3000 else 1
    entry.place((float(row["lat"]), float(row["lon"])), float(row["radius_km"]), row["source"])
    known = {name.text for name in entry.names}
    for column in ("ru", "uk", "en"):
        for text in filter(None, (row[column] or "").split("|")):
            if text not in known:
                entry.names.append(Name(text, column, "official" if column == "en" else "alternate"))
    return entry


@lru_cache(maxsize=1)
def reported_sites() -> frozenset[str]:
    """Codes of the settlements that public reports name as places of detention (reported_sites.tsv gives the
    reports)."""
    return frozenset(row["code"] for row in rows("reported_sites.tsv"))
