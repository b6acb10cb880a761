"""Places: the annotated reports with both gazetteers, English news, namesakes, the front against the official list."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.data import data_folder, freeze, gold
from bench.terrain.annotated import happened, mentions
from bench.terrain.outside import english, namesakes, occupation
from nomansland.terrain import Terrain
from nomansland.terrain.build import build

DAYS = [
    date(2022, 5, 20),
    date(2022, 8, 20),
    date(2022, 12, 20),
    date(2023, 6, 10),
    date(2023, 12, 20),
    date(2024, 6, 20),
]
PUBLISHED = {
    "Mordecai 3, accuracy within 161 km, its own 30 % split, answerable names": {
        "gwn": 0.941,
        "lgl": 0.827,
        "trnews": 0.873,
    },
    "Edinburgh on GWN, recomputed from stored output": {"precision": 0.856, "recall": 0.586, "within 161 km": 0.878},
}


def main() -> None:
    """Measure and freeze."""
    folder = data_folder()
    started = time.perf_counter()
    default = Terrain.load()
    opened = time.perf_counter() - started
    rows = gold("dev")["documents"]
    figures: dict[str, Any] = {
        "index": {"MB": round(default.path.stat().st_size / 1e6, 1), "seconds to open": round(opened, 3)},
        "published": PUBLISHED,
    }
    with tempfile.TemporaryDirectory() as place:
        report = build([folder / "gazetteer_ua"], Path(place) / "full.sqlite3")
        full = Terrain(Path(place) / "full.sqlite3")
        figures["built"] = {
            "seconds": report.seconds,
            "MB": round(report.size / 1e6, 1),
            "conflicts": len(report.conflicts),
        }
        for name, terrain in (("default", default), ("built", full)):
            figures[f"annotated reports, {name} gazetteer"] = mentions(rows, terrain)
            figures[f"events, {name} gazetteer"] = happened(rows, terrain)
        figures["namesakes of Ukraine, built gazetteer"] = namesakes(full, 400)
        figures["front against the official list"] = occupation(folder, full, DAYS)
    for name in ("gwn", "lgl", "trnews"):
        path = folder / "geoparsing_en" / f"{name}.jsonl"
        figures[f"English, {name}, default gazetteer"] = english(path, default, 100)
    freeze("terrain", figures)


if __name__ == "__main__":
    main()
