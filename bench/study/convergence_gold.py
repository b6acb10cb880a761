"""Cross-side pairs of the annotated reports, and a simulated world taken through the whole path."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bench.data import data_folder, gold
from bench.link.gold import readings_of
from nomansland import console
from nomansland.flow import How, join
from nomansland.study.convergence.case import convergence_of
from nomansland.study.convergence.measure import Settings
from nomansland.study.convergence.result import Convergence
from nomansland.study.convergence.table import convergence_of_table, read_points
from nomansland.study.events import located
from nomansland.study.simulated import World
from nomansland.study.simulated_reports import write_world
from nomansland.terrain import Terrain
from nomansland.terrain.front import Fronts
from nomansland.terrain.frontimport import Ground, front_of, read_days
from nomansland.words import Incident, Reading
from nomansland.work import read_files

TODAY = date(2026, 1, 1)
EVERY_DAYS = 30


@cache
def fronts() -> Fronts:
    """Maps of the front every 30 days from October 2022 to the end of 2024."""
    ground = Ground(Terrain.load())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "days.jsonl"
        path.write_text("".join(_days()), "utf-8")
        found = [front_of(day, occupied, contested, ground) for day, occupied, contested in read_days(path)]
    return Fronts(one for one in found if one.lines)


def _days() -> Iterator[str]:
    """One line of the daily maps for every 30 days; the others are not parsed."""
    last = date(2022, 9, 1)
    for year in (2022, 2023, 2024):
        with gzip.open(
            data_folder() / "frontline_deepstate" / f"daily_{year}.jsonl.gz", "rt", encoding="utf-8"
        ) as rows:
            for line in rows:
                day = date.fromisoformat(line[9:19])
                if day >= last + timedelta(days=EVERY_DAYS):
                    last = day
                    yield line


def inputs(documents: Sequence[dict[str, Any]], folder: Path) -> Path:
    """The annotated reports without their annotation, as a file to read."""
    out = folder / "dev.jsonl"
    rows = []
    for one in documents:
        row = {name: one.get(name) for name in ("id", "text", "language", "kind")}
        row |= {"outlet": (one.get("outlet") or {}).get("name"), "published": one.get("stated_publication")}
        rows.append(json.dumps({name: value for name, value in row.items() if value}, ensure_ascii=False))
    out.write_text("\n".join(rows) + "\n", "utf-8")
    return out


def study_of(readings: Sequence[Reading], incidents: Iterable[Incident]) -> Convergence:
    """The study of readings with the real front."""
    return convergence_of(located(readings, incidents), fronts(), Settings(TODAY, draws=0))


def wanted(found: dict[str, Any]) -> set[tuple[frozenset[str], frozenset[str]]]:
    """Documents of the two incidents of each annotated pair."""
    reports = {one["id"]: frozenset(claim.split(":")[0] for claim in one["claims"]) for one in found["incidents"]}
    return {(reports[pair["ru"]], reports[pair["ua"]]) for pair in found["same_sector_pairs"]}


@cache
def gold_pairs() -> dict[str, Any]:
    """How many pairs within 50 km and 14 days are annotated ones, with the annotated claims and with our own."""
    whole = gold("dev")
    read = readings_of(whole)
    with tempfile.TemporaryDirectory() as folder:
        record, _ = read_files([str(inputs(whole["documents"], Path(folder)))], How(), console.quiet_track)
    made = {
        "annotated claims": (read, join(read).incidents),
        "our own reading": (record.readings, record.incidents),
    }
    return {
        name: _compared(study_of(*given), made_of, whole) for name, given in made.items() for made_of in (given[1],)
    }


def _compared(found: Convergence, incidents: Iterable[Incident], whole: dict[str, Any]) -> dict[str, Any]:
    reports = {one.id: frozenset(ref.split(":")[0] for ref in one.claims) for one in incidents}
    left = wanted(whole)
    right = 0
    for pair in found.pairs:
        hit = next((one for one in left if one[0] & reports[pair.rf] and one[1] & reports[pair.ua]), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return {
        "annotated": len(wanted(whole)),
        "found": right,
        "false": len(found.pairs) - right,
        "firm": sum(one.firm for one in found.pairs),
        "km": [round(one.km or 0.0) for one in found.pairs],
        "days": [[one.least_days, one.most_days] for one in found.pairs],
        "refused": list(found.refused),
    }


def whole_path() -> dict[str, Any]:
    """A simulated world with a quarter planted: its table, and its reports read, linked and located anew."""
    out: dict[str, Any] = {}
    for name, world in {"planted 0 %": World(), "planted 40 %": World(planted=0.4)}.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            made = write_world(world, 7, path, Terrain.load())
            record, _ = read_files([str(path / "reports.jsonl")], How(), console.quiet_track)
            events = located(record.readings, record.incidents)
            settings = Settings(TODAY, draws=20)
            read = convergence_of(events, Fronts.load(path / "front.geojson"), settings)
            table = convergence_of_table(read_points(path / "points.csv")[0], settings)
        out[name] = {
            "simulated": made.incidents,
            "reports": made.reports,
            "located": read.rf + read.ua,
            "p_of_table": table.primary.p if table.primary else None,
            "p_of_reports": read.primary.p if read.primary else None,
            "p_over_draws": [read.spread.p_low, read.spread.p_middle, read.spread.p_high] if read.spread else None,
        }
    return out
