"""Reports and claims for the tests of grouping and linking, made from few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nomansland.words import (
    Candidate,
    Chain,
    Claim,
    Count,
    Passage,
    Place,
    Publication,
    Reading,
    Report,
    Speaker,
    Time,
)

POINTS = {
    "Lozova": (48.89, 36.32),
    "Лозова": (48.89, 36.32),
    "Лозовой": (48.89, 36.32),
    "Orikhiv": (47.57, 35.79),
    "Орехове": (47.57, 35.79),
    "far Orikhiv": (50.9, 36.1),
}


def _place(text: str | None) -> Place | None:
    if text is None:
        return None
    lat, lon = POINTS[text]
    return Place(text.removeprefix("far "), None, (Candidate(f"{lat},{lon}", text, lat, lon, 5, 1.0),))


def make_claim(report: str, number: int, text: str, row: dict[str, Any]) -> Claim:
    """A claim from a row: `type` and `says` (its words) must be there, all else may."""
    start = text.index(row["says"])
    count = row.get("count")
    return Claim(
        id=f"c{number:02d}",
        report=report,
        type=row["type"],
        passage=Passage(row["says"], start, start + len(row["says"])),
        side=row.get("side", "RF"),
        modality=row.get("modality", "asserted"),
        speaker=Speaker(row["by"], row.get("name")) if row.get("by") else None,
        chain=Chain(tuple(row.get("via", ()))),
        place=_place(row.get("place")),
        time=Time(row["time"]) if row.get("time") else None,
        count=Count(*count) if count else None,
        unit=row.get("unit"),
    )


@pytest.fixture
def telling() -> Callable[..., Reading]:
    """Makes a reading: `telling(id, outlet, day, text, rows…)`; `named` are the places of the text."""

    def make(name: str, outlet: str | None, day: str, text: str, *rows: dict[str, Any], **report: Any) -> Reading:
        language = report.pop("language", "en")
        named = tuple(filter(None, map(_place, report.pop("named", ()))))
        claims = tuple(make_claim(name, number, text, row) for number, row in enumerate(rows, 1))
        made = Report(name, text, outlet=outlet, published=day, language=language, **report)
        return Reading(made, language, Publication(day), claims, named)

    return make
