"""A plain table of points instead of a case: side, date, km; and where known depth, sector, lat and lon."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from nomansland.study.convergence.frame import ORIGIN, number
from nomansland.study.convergence.geometry import to_plane
from nomansland.study.convergence.listing import Told, cross_pairs, spots
from nomansland.study.convergence.measure import Settings, Track, measure, plain, reasons, with_tests
from nomansland.study.convergence.points import Points, belts
from nomansland.study.convergence.result import Convergence
from nomansland.words.errors import StudyError

NEEDED, KNOWN = ("side", "date", "km"), ("side", "date", "km", "depth", "sector", "lat", "lon")
_SIDE_NAMES = {"rf": 0, "ua": 1}


@dataclass(frozen=True, slots=True)
class _Row:
    side: int
    day: float
    km: float
    depth: float
    sector: str
    lat: float
    lon: float


def _number(text: str | None) -> float:
    value = float(text) if text and text.strip() else np.nan
    if np.isinf(value):
        raise ValueError("infinite")
    return value


def _read(row: dict[str, str | None]) -> _Row:
    side = (row.get("side") or "").strip().casefold()
    if side not in _SIDE_NAMES:
        raise ValueError(f"the side is {row.get('side')!r}, not RF or UA")
    try:
        day = number(date.fromisoformat((row.get("date") or "").strip()))
    except ValueError as error:
        raise ValueError(f"the date is {row.get('date')!r}, not like 2023-06-10") from error
    values = {}
    for name in ("km", "depth", "lat", "lon"):
        try:
            values[name] = _number(row.get(name))
        except ValueError as error:
            raise ValueError(f"{name} is {row.get(name)!r}, not a number") from error
    if not np.isfinite(values["km"]) or values["km"] < 0:
        raise ValueError("km is missing or below zero")
    if np.isfinite(values["lat"]) != np.isfinite(values["lon"]):
        raise ValueError("lat and lon must both be given or both be missing")
    return _Row(_SIDE_NAMES[side], day, sector=(row.get("sector") or "").strip(), **values)


def read_points(path: Path, length: float | None = None) -> tuple[Points, tuple[str, ...]]:
    """Points of a CSV file with a header, and notices.

    Parameters
    ----------
    path : Path
        Columns `side` (RF, UA), `date` (ISO 8601), `km` (kilometres along the front from one end); `depth`, `sector`,
        `lat`, `lon` may be left out. Other columns are ignored with a notice.
    length : float, optional
        Kilometres of the whole front; by default the largest `km`.

    Raises
    ------
    StudyError
        Where a column is missing or one row cannot be read: nothing is measured on a part of a table.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            names = [name.strip().casefold() for name in reader.fieldnames or ()]
            reader.fieldnames = names
            rows = _rows(path, names, reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StudyError(f"{path} cannot be read as a table: {error}.", todo="Give a CSV file in UTF-8.") from error
    ignored = [name for name in names if name not in KNOWN]
    notices = (f"Columns that are not used: {', '.join(ignored)}.",) if ignored else ()
    return _points(rows, length, path), notices


def _rows(path: Path, names: list[str], reader: csv.DictReader[str]) -> list[_Row]:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise StudyError(f"{path} has no column {missing[0]!r}.", todo=f"It needs {', '.join(NEEDED)}.")
    rows, faults = [], []
    for row in reader:
        try:
            if None in row:
                raise ValueError("it has more cells than the header")
            rows.append(_read(row))
        except ValueError as error:
            faults.append(f"line {reader.line_num}: {error}")
    if faults:
        more = f" and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise StudyError(f"{path}: {'; '.join(faults[:5])}{more}.", todo="Correct the table; nothing was measured.")
    if not rows:
        raise StudyError(f"{path} has no row.", todo="Give one row for each incident.")
    return rows


def _points(rows: list[_Row], length: float | None, path: Path) -> Points:
    km, day = np.array([row.km for row in rows]), np.array([row.day for row in rows])
    whole = length or float(km.max()) or 1.0
    if km.max() > whole:
        raise StudyError(f"{path}: km {km.max():g} lies beyond the front of {whole:g} km.", todo="Give --length.")
    if all(row.sector for row in rows):
        names, index = np.unique(np.array([row.sector for row in rows]), return_inverse=True)
        sector, sectors = index.astype(np.int64), tuple(map(str, names))
    else:
        sector, sectors = belts(km, whole)
    x, y = to_plane(np.array([row.lat for row in rows]), np.array([row.lon for row in rows]), ORIGIN)
    return Points(
        np.array([row.side for row in rows], dtype=np.int8),
        km,
        np.array([row.depth for row in rows]),
        x,
        y,
        day,
        sector,
        sectors,
        whole,
        (float(day.min()), float(day.max())),
    )


def convergence_of_table(points: Points, settings: Settings, track: Track[str] = plain) -> Convergence:
    """The study of a table: no contacts, nothing left out, places and days taken as exact."""
    counts, why, told = points.counts(), reasons(points), Told.of_table(points)
    listed = cross_pairs(points, told, settings.today)
    result = Convergence(
        *counts,
        (),
        listed.pairs,
        listed.whole,
        listed.withheld,
        (),
        why,
        spots=spots(points, told, settings.today),
        front_km=points.length,
        notes=("A table of points: places and days are taken as exact, so there is no spread over draws.",),
    )
    return result if why else with_tests(result, measure(points, settings.permutations, settings.seed, track))
