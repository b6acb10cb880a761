"""A site says who was taken from it and to it, how many sites there are said to be, and what each number rests on."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from nomansland.words import Count, Interval, Place, Transfer

if TYPE_CHECKING:
    from tests.web.conftest import Desk


def _page(desk: Desk, address: str) -> str:
    return str(desk.client.get(address).content.decode())


def _again(**more: object) -> None:
    from nomansland.tables import read, write

    every = {"incidents": read.incidents().items, "sites": read.sites().items, "transfers": read.transfers()}
    every |= {"contradictions": read.contradictions().items, "reconciled": read.reconciled().items}
    write.save_linked(SimpleNamespace(**{**every, **more}), read.retellings())


def test_who_was_taken_from_a_site_stands_on_its_page(desk: Desk) -> None:
    one = Interval(1, 1, "one soldier")
    edge = Transfer(
        "t-9", ("ru-1:c01",), one, one, "s-1", "", None, Place("Kreminna", None), "RF", None, Count(12, 12, "person")
    )
    _again(transfers=(edge,))
    page = _page(desk, "/sites/s-1")
    assert "Taken to:" in page and "Kreminna" in page and "12 people" in page
    assert "single origin" in page[page.index("Taken to:") :]


def test_one_newsroom_is_a_single_origin_wherever_the_number_stands(desk: Desk) -> None:
    assert "single origin" in _page(desk, "/incidents/i-1")
    table = _page(desk, "/incidents")
    row = table[table.index("/incidents/i-1") :]
    assert "single origin" in row[: row.index("</tr>")]
    row = table[table.index("/incidents/i-2") :]
    assert "single origin" not in row[: row.index("</tr>")], "two or three newsrooms stand behind it"


def test_sites_that_somebody_counted_stand_with_their_scope(desk: Desk) -> None:
    from nomansland.tables import read, write

    page = _page(desk, "/sites")
    assert "this case, by place" in page
    reading = next(one for one in read.readings() if one.report.id == "ru-1")
    held = replace(reading.claims[0], count=Count(13, None, "site"))
    write.save_readings([replace(reading, claims=(held, *reading.claims[1:]))])
    page = _page(desk, "/sites")
    assert "at least 13" in page and "ever found" in page
