"""The lineage tree: the oldest telling at the left, what was taken from it to the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nomansland.words import Edge, Retelling

_WIDE, _HIGH = 330.0, 66.0
_BOX_W, _BOX_H = 184.0, 50.0
_LONGEST, _ON_EDGE = 25, 23


@dataclass(frozen=True, slots=True)
class Box:
    """A report: where its box stands, its outlet, its day, its language, whether it is the one being read."""

    ref: str
    x: float
    y: float
    outlet: str
    day: str
    language: str
    here: bool

    @property
    def text_x(self) -> float:
        """Left edge of its words."""
        return self.x + 10

    @property
    def text_y(self) -> float:
        """Base line of the outlet."""
        return self.y + 21

    @property
    def small_y(self) -> float:
        """Base line of day and language."""
        return self.y + 39


@dataclass(frozen=True, slots=True)
class Arrow:
    """Who took it from whom, and how."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str
    why: str
    turn: float
    changed: str = ""

    @property
    def label_x(self) -> float:
        """Right end of its words."""
        return self.x2 - 6

    @property
    def label_y(self) -> float:
        """Base line of its kind."""
        return self.y2 - 5

    @property
    def changed_y(self) -> float:
        """Base line of what changed."""
        return self.y2 + 13


@dataclass(frozen=True, slots=True)
class Tree:
    """What the template draws."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    box_width: float = _BOX_W
    box_height: float = _BOX_H


def _depths(telling: Retelling) -> tuple[dict[str, int], dict[str, Edge]]:
    best: dict[str, Edge] = {}
    for edge in sorted(telling.edges, key=lambda edge: -edge.weight):
        best.setdefault(edge.child, edge)
    depths: dict[str, int] = {}
    for ref in telling.reports:
        depth, at, seen = 0, ref, {ref}
        while at in best and best[at].parent not in seen:
            at = best[at].parent
            seen.add(at)
            depth += 1
        depths[ref] = depth
    return depths, best


def _short(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _day(row: Any) -> str:
    reading = getattr(row, "reading", None)
    return reading.published if reading is not None and reading.published else _("no date")


def tree(telling: Retelling, rows: Mapping[str, Any], here: str = "", changed: Mapping[str, str] | None = None) -> Tree:
    """Lay a retelling out; `rows` are the reports by id, `changed` what each says otherwise than its origin."""
    depths, best = _depths(telling)
    ordered = sorted(telling.reports, key=lambda ref: (_day(rows.get(ref)), ref))
    columns: dict[int, int] = {}
    places: dict[str, tuple[float, float]] = {}
    for ref in ordered:
        row = columns.setdefault(depths[ref], 0)
        places[ref] = (depths[ref] * _WIDE + 2, row * _HIGH + 8)
        columns[depths[ref]] += 1
    boxes = []
    for ref in ordered:
        report = rows.get(ref)
        language = report.reading.language if report is not None and getattr(report, "reading", None) else ""
        outlet = _short((report.outlet or report.title or ref) if report is not None else ref)
        boxes.append(Box(ref, *places[ref], outlet, _day(report), language, ref == here))
    arrows = []
    for child, edge in best.items():
        if child in places and edge.parent in places:
            (px, py), (cx, cy) = places[edge.parent], places[child]
            why = "; ".join(reason.text for reason in edge.reasons)
            x1, y1, x2, y2 = px + _BOX_W, py + _BOX_H / 2, cx, cy + _BOX_H / 2
            drift = _short((changed or {}).get(child, ""), _ON_EDGE)
            arrows.append(Arrow(x1, y1, x2, y2, edge.kind, why, x1 + (x2 - x1) / 4, drift))
    width = (max(columns, default=0) + 1) * _WIDE - (_WIDE - _BOX_W) + 4
    height = max(columns.values(), default=1) * _HIGH
    return Tree(width, height, tuple(boxes), tuple(arrows))
