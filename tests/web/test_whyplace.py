"""The page of an incident says what other tellings add to a place, and leaves what a report says as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.web.conftest import ELSE, LYMAN, Linked, passage

from nomansland.words import Claim, Incident, Interval, Place, Publication, Reading, Report

if TYPE_CHECKING:
    from tests.web.conftest import Desk

TEXT = "Men refused to go on near Lyman."


def _reading(name: str, weight: float) -> Reading:
    """A report that names Lyman, with so much weight on one of two."""
    where = passage(TEXT, "Lyman")
    place = Place("Lyman", where, (replace(LYMAN, weight=weight), replace(ELSE, weight=1 - weight)))
    claim = Claim("c01", name, "refusal.order", passage(TEXT, TEXT), "RF", place=place)
    report = Report(name, TEXT, "article", "en", outlet=f"Gazette {name}", published="2023-05-09")
    return Reading(report, "en", Publication("2023-05-09"), (claim,), (place,))


def test_an_incident_shows_why_this_place(empty: Desk) -> None:
    from nomansland.tables import read, write

    readings = [_reading("open", 0.55), _reading("clear", 0.95)]
    one = Interval(1, 1, "one")
    refs = tuple(reading.claims[0].ref for reading in readings)
    incident = Incident("i-9", refs, ("refusal.order",), "RF", one, one, readings[0].claims[0].place)
    write.save_reports([reading.report for reading in readings])
    write.save_readings(readings)
    write.save_linked(Linked((incident,), (), (), ()), [])
    body = empty.client.get("/incidents/i-9").content.decode()
    assert "Why this place" in body and "Report clear leaves 95%" in body
    assert "55" in body and body.count("with the other tellings") == 1
    own = empty.client.get("/reports/open").content.decode()
    assert "Why this place" in own and "Report clear leaves 95%" in own
    assert "Why this place" not in empty.client.get("/reports/clear").content.decode()
    kept = {reading.report.id: reading.claims[0].place for reading in read.readings()}
    assert kept["open"] and kept["open"].candidates[0].weight == 0.55


def test_where_nothing_is_clearer_the_page_is_silent(desk: Desk) -> None:
    assert "Why this place" not in desk.client.get("/incidents/i-2").content.decode()
