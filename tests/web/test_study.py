"""The study in the desk and as a page that stands alone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from nomansland.web.pages.study import case, shown
from nomansland.web.pictures import studyplots
from nomansland.web.studyreport import page
from nomansland.work import measured

if TYPE_CHECKING:
    from tests.web.conftest import Desk


@pytest.fixture
def told(desk: Desk) -> dict[str, Any]:
    return measured(case())


def test_button_measures_and_the_page_shows_it(desk: Desk) -> None:
    opened = desk.client.get("/study").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', opened)
    assert token is not None
    form = {"csrfmiddlewaretoken": token.group(1), "first": "2023-01-01", "last": "2023-12-31"}
    assert desk.client.post("/study/measure", form).status_code == 302
    shown_page = desk.client.get("/study").content.decode()
    for words in ("No test, because the data cannot carry one", "Nothing was fitted", "No estimate", "add up"):
        assert words in shown_page
    assert 'value="2023-01-01"' in shown_page


def test_backward_period_is_refused_and_keeps_what_was_measured(desk: Desk, told: dict[str, Any]) -> None:
    opened = desk.client.get("/study").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', opened)
    assert token is not None
    form = {"csrfmiddlewaretoken": token.group(1), "first": "2023-12-31", "last": "2023-01-01"}
    assert desk.client.post("/study/measure", form).status_code == 400
    assert json.loads((case().folder / "study.json").read_bytes())["made"] == told["made"]


def test_measuring_needs_the_form_of_the_desk(desk: Desk) -> None:
    assert desk.client.get("/study/measure").status_code == 405


def test_report_stands_alone(desk: Desk, told: dict[str, Any]) -> None:
    made = page(case(), told)
    assert "For the case's own people only" in made or "For the case&#x27;s own people only" in made
    assert not re.search(r'(?:src|href)="(?!#)', made)
    assert "http" not in re.sub(r"https?://www\.w3\.org/\S+", "", made)
    assert "<script" not in made


def test_plots_hold_every_incident_and_say_their_side(desk: Desk, told: dict[str, Any]) -> None:
    spots = [
        {"name": "a", "side": "RF", "km": 10.0, "day": "2023-05-01", "sector": "north", "lat": 48.0, "lon": 37.0},
        {"name": "b", "side": "UA", "km": 30.0, "day": "2023-05-09", "sector": "north", "lat": None, "lon": None},
    ]
    pair = {"rf": "a", "ua": "b", "along_km": 20.0, "least_days": 8, "most_days": 8, "firm": True}
    found = {**told["convergence"], "spots": spots, "pairs": [pair], "front_km": 100.0, "front": []}
    words = shown({**told, "convergence": found})
    plot = words["along"]
    assert [(mark.side, mark.shape, mark.href) for mark in plot.marks] == [
        ("rf", "refusal", "/incidents/a"),
        ("ua", "site", "/incidents/b"),
    ]
    assert plot.marks[0].x < plot.marks[1].x and plot.marks[0].y < plot.marks[1].y
    assert [line.title for line in plot.lines if line.kind == "thread"] == ["20 km along the front and 8 days apart"]
    assert words["chart"] is not None


def test_cells_are_shaded_by_their_corrected_p() -> None:
    test = {
        "radii": [5.0],
        "observed": [[9, 4, 2, 1]],
        "expected": [[1.0, 2, 2, 2]],
        "p_cells": [[0.01, 0.04, 0.2, 0.9]],
    }
    assert studyplots.cells(test) == [
        (5.0, [("9", "1.0", "p3"), ("4", "2.0", "p2"), ("2", "2.0", "p1"), ("1", "2.0", "p0")])
    ]


def test_forest_keeps_the_order_of_values_on_its_axis() -> None:
    plot = studyplots.forest([("one", 10.0, 5.0, 20.0), ("two", 1000.0, 500.0, 2000.0)], "x", log=True)
    assert plot is not None
    assert plot.marks[0].x < plot.marks[1].x
    assert studyplots.forest([], "x") is None
