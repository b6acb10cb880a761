"""Places of the annotated reports: mentions, resolution, and where each event happened."""

from __future__ import annotations

import time
from typing import Any

from nomansland.extract.document import Document, analyse
from nomansland.extract.event import Event
from nomansland.extract.eventplaces import event_places
from nomansland.extract.places import find_places
from nomansland.terrain import Terrain
from nomansland.terrain.geo import distance_km
from nomansland.words import Passage, Place, Report

Row = dict[str, Any]


def document_of(row: Row) -> Document:
    """The analysed text of an annotated report."""
    return analyse(Report(row["id"], row["text"], kind=row.get("kind", "article"), language=row.get("language")))


def mentions(rows: list[Row], terrain: Terrain) -> Row:
    """Precision, recall and F1 of mentions (overlapping spans, one to one), exact spans, places told right."""
    found = wanted = right_span = exact = located = right = 0
    naive = 0
    for row in rows:
        places, _ = find_places(document_of(row), terrain)
        found += len(places)
        wanted += len(row["places"])
        free = list(places)
        for gold in row["places"]:
            end = gold["start"] + len(gold["text"])
            place = next(
                (p for p in free if p.passage and p.passage.start < end and gold["start"] < p.passage.end), None
            )
            if place is None:
                continue
            free.remove(place)
            right_span += 1
            exact += place.text == gold["text"]
            if "lat" in gold:
                located += 1
                right += near(place, gold)
                naive += _greatest(terrain, gold)
    precision, recall = right_span / found, right_span / wanted
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / (precision + recall), 3),
        "exact spans": round(exact / right_span, 3),
        "resolved within tolerance": round(right / located, 3),
        "the greatest of its name alone": round(naive / located, 3),
        "settlements": located,
    }


def speed(texts: list[tuple[str, str | None]], indexes: dict[str, Terrain]) -> Row:
    """Reports and characters a second that places are read from, for each gazetteer with its caches emptied.

    The dictionaries are loaded and their words met before: else the index that is measured first pays for all of it.
    The first pass meets its names for the first time, the second again.
    """
    documents = [analyse(Report("r", text, language=language)) for text, language in texts]
    characters = sum(len(text) for text, _ in texts)
    for document in documents:
        find_places(document, next(iter(indexes.values())))
    out: Row = {"reports": len(texts), "characters": characters}
    for name, terrain in indexes.items():
        fresh = Terrain(terrain.path)
        for words in ("names met first", "names met again"):
            started = time.process_time()
            for document in documents:
                find_places(document, fresh)
            seconds = time.process_time() - started
            out[f"{name} gazetteer, {words}"] = {
                "reports a second": round(len(texts) / seconds),
                "MB a second": round(characters / seconds / 1e6, 2),
                "characters a second": round(characters / seconds),
            }
    return out


def near(place: Place | None, gold: Row) -> bool:
    """True where the point lies within the tolerance of the annotation."""
    if place is None or place.point is None:
        return False
    return distance_km(place.point, (gold["lat"], gold["lon"])) <= float(gold.get("tolerance_km") or 5)


def _greatest(terrain: Terrain, gold: Row) -> bool:
    """The naive floor: the most populous place of the name, whatever the text says."""
    hits = [hit.spot for hit in terrain.lookup(gold["text"]) if hit.spot.point]
    best = max(hits, key=lambda spot: (spot.population, spot.rank), default=None)
    if best is None or best.point is None:
        return False
    return distance_km(best.point, (gold["lat"], gold["lon"])) <= float(gold["tolerance_km"])


def happened(rows: list[Row], terrain: Terrain) -> Row:
    """The place of each annotated event that has a point, and how often one is given where the annotation has none."""
    right = wanted = given = none = 0
    for row in rows:
        document = document_of(row)
        places, _ = find_places(document, terrain)
        events = [_event(claim, row["text"], document) for claim in row["claims"]]
        for claim, place in zip(row["claims"], event_places(document, events, places), strict=True):
            gold = claim.get("place")
            if gold and gold.get("lat") is not None:
                wanted += 1
                right += near(place, gold)
            elif not gold:
                none += 1
                given += place is not None
    return {
        "right": round(right / wanted, 3),
        "events": wanted,
        "given where none is annotated": round(given / none, 3),
    }


def _event(claim: Row, text: str, document: Document) -> Event:
    passage = Passage.of(text, claim["start"], claim["end"])
    return Event(claim["type"], passage, passage, document.sentence_at(claim["start"]).index, claim["modality"])
