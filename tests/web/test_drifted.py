"""A number that grew from one telling to the next stands on the edge of the tree and side by side below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.conftest import Linked, passage

from nomansland.words import Claim, Count, Edge, Incident, Interval, Publication, Reading, Reason, Report, Retelling

if TYPE_CHECKING:
    from tests.web.conftest import Desk

TEXT = "{} men refused to go on, a relative said on Tuesday evening in the town."
ONE = Interval(1, 1, "one newsroom")


def _reading(name: str, number: int, day: str) -> Reading:
    text = TEXT.format(number)
    claim = Claim("c01", name, "refusal.order", passage(text, text), "RF", count=Count(number, number, "person"))
    report = Report(name, text, "article", "en", outlet=f"Gazette {name}", published=day)
    return Reading(report, "en", Publication(day), (claim,), ())


def _told(desk: Desk, second: int) -> str:
    from nomansland.tables import write

    readings = [_reading("first", 30, "2023-05-09"), _reading("later", second, "2023-05-11")]
    edge = Edge("later", "first", "copy", 9.0, (Reason("words", 9.0, "the same words"),))
    write.save_reports([reading.report for reading in readings])
    write.save_readings(readings)
    refs = tuple(reading.claims[0].ref for reading in readings)
    incident = Incident("i-9", refs, ("refusal.order",), "RF", ONE, ONE)
    write.save_linked(Linked((incident,), (), (), ()), [Retelling("t-9", ("first", "later"), (edge,), ONE, ONE)])
    return desk.client.get("/reports/first").content.decode()


def test_what_grew_stands_on_the_edge_and_side_by_side(empty: Desk) -> None:
    page = _told(empty, 300)
    assert ">30 → 300</text>" in page
    assert "What changed on the way" in page and "<b>30 people</b>" in page and "<b>300 people</b>" in page


def test_where_nothing_changed_nothing_is_said(empty: Desk) -> None:
    page = _told(empty, 30)
    assert "Gazette later" in page and "What changed on the way" not in page
