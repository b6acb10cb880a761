"""The study: what was measured last, with its plots; measuring anew is a button or a command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nomansland.tables import Case
from nomansland.web import labels
from nomansland.web.errors import plain
from nomansland.web.filters import Filters
from nomansland.web.pictures import studyplots
from nomansland.web.pictures.chart import chart
from nomansland.web.pictures.chartparts import Mark
from nomansland.web.pictures.studyplots import NEAR_PAIRS
from nomansland.words.errors import StudyError

Data = dict[str, Any]
NONE: Data = {"rows": []}


def case() -> Case:
    """The case that the desk shows."""
    found = getattr(settings, "NOMANSLAND_CASE", None)
    if not isinstance(found, Case):
        raise TypeError("the desk was not opened with `web.serve`")
    return found


def kept() -> Path:
    """Where the last measurement of the case is kept."""
    return case().folder / "study.json"


def _chart(found: Data, address: str) -> Any:
    """The map of the incidents that entered, with the reference line; None where none has a point."""
    marks = [
        Mark(
            spot["lat"], spot["lon"], 3.0, labels.side_class(spot["side"]), "refusal",
            f"{labels.side_name(spot['side'])}, {spot['day']}", "", address.format(spot["name"]),
        )
        for spot in found["spots"]
        if spot["lat"] is not None
    ]  # fmt: skip
    line = [tuple(point) for point in found["front"]]
    points = {spot["name"]: (spot["lat"], spot["lon"]) for spot in found["spots"] if spot["lat"] is not None}
    pairs = [(pair["rf"], pair["ua"]) for pair in found["pairs"][:NEAR_PAIRS]]
    links = [(points[one], points[other]) for one, other in pairs if one in points and other in points]
    return chart(marks, [line] if line else [], links=links) if marks else None


def shown(told: Data, address: str = "/incidents/{}") -> Data:
    """What the template of the study needs, from a kept measurement.

    Parameters
    ----------
    told : dict
        As `work.measured` made it.
    address : str
        Of an incident, with `{}` for its name; empty in a report that stands alone.
    """
    found, sites, cover = told["convergence"], told["sites"], told["coverage"]
    estimates = [
        [
            (row["method"], row["estimate"], row["low"], row["high"])
            for row in (one["without_copies"] or {}).get("rows", [])
        ]
        for one in sites
    ]
    chances = [
        (told["prospect"]["places"][one["place"]] if one["place"] is not None else _("anywhere on the front"),
         100 * one["chance"], 100 * one["low"], 100 * one["high"])
        for one in told["prospect"]["chances"]
    ]  # fmt: skip
    shares = [
        (one["name"], 100 * one["difference"], 100 * one["low"], 100 * one["high"])
        for one in cover["standards"]
        if one["low"] is not None
    ]
    return {
        "told": told,
        "along": studyplots.along(found, address),
        "chart": _chart(found, address or "#{}"),
        "cells": studyplots.cells(found["primary"]) if found["primary"] else [],
        "surface": studyplots.surface(found),
        "chances": studyplots.forest(chances, _("Chance in per cent that both sides are reported from a stretch")),
        "sites": [
            (
                one,
                studyplots.forest(
                    rows, _("Estimates for %(side)s") % {"side": labels.side_name(one["side"])}, log=True
                ),
                studyplots.overlaps((one["without_copies"] or NONE).get("overlaps", [])),
            )
            for one, rows in zip(sites, estimates, strict=True)
        ],
        "months": studyplots.months(cover["volumes"]),
        "standards": studyplots.forest(shares, _("Difference of the sides in per cent, Russian less Ukrainian")),
    }


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The last measurement, or how to make one."""
    words: Data = {"title": "Study", "filters": Filters.read(request.GET)}
    if kept().is_file():
        words |= shown(orjson.loads(kept().read_bytes()))
    return render(request, "desk/study.html", words)


@require_POST
def measure(request: HttpRequest) -> HttpResponse:
    """Measure anew, with the period of the form for places of detention."""
    from nomansland.work import measured

    try:
        measured(case(), request.POST.get("first", ""), request.POST.get("last", ""))
    except StudyError as error:
        return plain(request, 400, error.sentence, error.todo)
    return HttpResponseRedirect("/study")
