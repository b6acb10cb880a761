"""Places: annotated reports, namesakes, English news with an index of the world beside other programs, the front."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.data import data_folder, freeze, gold
from bench.terrain.annotated import happened, mentions, speed
from bench.terrain.automaton import measured
from bench.terrain.front import by_month
from bench.terrain.namesakes import namesakes
from bench.terrain.peers import cost, unique_names
from bench.terrain.world import given, whole
from bench.terrain.world import rows as world_rows
from nomansland.terrain import Terrain
from nomansland.terrain.build import build, build_default

PUBLISHED = {
    "Mordecai 3, names given, within 161 km, its own 30 % split, answerable names": {
        "gwn": 0.941, "lgl": 0.827, "trnews": 0.873,
    },
    "on GWN, recomputed from stored output, end to end": {
        "Edinburgh": {"precision": 0.856, "recall": 0.586, "within 161 km": 0.878},
        "EMM": {"precision": 0.615, "recall": 0.674, "within 161 km": 0.456},
        "Yahoo": {"precision": 0.857, "recall": 0.702, "within 161 km": 0.657},
    },
}  # fmt: skip
SETS = ("gwn", "lgl", "trnews")


def main() -> None:
    """Measure and freeze."""
    folder = data_folder()
    default = Terrain.load()
    rows = gold("dev")["documents"]
    figures: dict[str, Any] = {"published": PUBLISHED}
    with tempfile.TemporaryDirectory() as place:
        paths: dict[str, Path | None] = {
            "default": None, "built": Path(place) / "full.sqlite3", "world": Path(place) / "world.sqlite3",
        }  # fmt: skip
        figures["indexes"] = indexes(folder, paths)
        full, world = (Terrain(path) for path in paths.values() if path is not None)
        for name, terrain in (("default", default), ("built", full)):
            figures[f"annotated reports, {name} gazetteer"] = mentions(rows, terrain)
            figures[f"events, {name} gazetteer"] = happened(rows, terrain)
        figures["speed"] = speeds(folder, rows, {"built": full, "default": default})
        figures["namesakes of Ukraine, built gazetteer"] = namesakes(full)
        figures["front against the official list"] = by_month(folder, full)
        sets = {name: world_rows(folder / "geoparsing_en" / f"{name}.jsonl") for name in SETS}
        for name, documents in sets.items():
            figures[f"English, {name}, world gazetteer"] = whole(documents, world)
            figures[f"English, {name}, world gazetteer, names given"] = given(documents, world)
        figures["unique names of 100 documents of gwn"] = unique_names(sets["gwn"][:100], world)
        figures["automaton beside look-ups"] = {name: measured(path or default.path) for name, path in paths.items()}
        figures["set-up cost"] = cost(paths, figures["indexes"])
    freeze("terrain", figures)


def indexes(folder: Path, paths: dict[str, Path | None]) -> dict[str, Any]:
    """Build what is not there yet, and say what each took and holds."""
    out: dict[str, Any] = {}
    for name, path in paths.items():
        target = path or Path(folder_of_default())
        if name == "default":
            commands, report = "pip install", build_default(target)
        elif name == "built":
            commands, report = "pip install; terrain build --from", build([folder / "gazetteer_ua"], target)
        else:
            commands, report = "pip install; terrain build --world", build([], target, whole_world=True)
        out[name] = {
            "seconds to build": report.seconds, "MB of the index": round(report.size / 1e6, 1), "places": report.places,
            "forms": report.forms, "conflicts": len(report.conflicts), "commands": commands,
        }  # fmt: skip
        if path is None:
            target.unlink()
    return out


def folder_of_default() -> str:
    """Where the default index is built once more, to know what it takes."""
    return str(Path(tempfile.gettempdir()) / "nomansland-default.sqlite3")


def speeds(folder: Path, rows: list[dict[str, Any]], terrains: dict[str, Terrain]) -> dict[str, Any]:
    """Speed on the annotated reports, and on news lines about the war in two languages."""
    news = [json.loads(line) for line in (folder / "viina_subset_ruuk" / "reports.jsonl").open(encoding="utf-8")]
    return {
        "annotated reports": speed([(row["text"], row["language"]) for row in rows], terrains),
        "news lines about the war": speed([(row["text"], row["lang"]) for row in news], terrains),
    }


if __name__ == "__main__":
    main()
